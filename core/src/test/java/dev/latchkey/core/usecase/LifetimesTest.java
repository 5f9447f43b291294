package dev.latchkey.core.usecase;

import static dev.latchkey.core.testkit.Fixtures.member;
import static dev.latchkey.core.testkit.Fixtures.siteOwner;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.latchkey.core.user.User;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

final class LifetimesTest {

  private static final Duration HOUR = Duration.ofHours(1);

  private final User maria = member("maria");
  private final User root = siteOwner("root");

  @Test
  void givenTheDefaults_whenAsked_thenTheyAreTheContracts() {
    assertThat(Lifetimes.DEFAULT.standardFor(maria)).hasHours(168);
    assertThat(Lifetimes.DEFAULT.maximumFor(maria)).hasHours(876_600);
    assertThat(Lifetimes.DEFAULT.standardFor(root)).hasHours(168);
    assertThat(Lifetimes.DEFAULT.maximumFor(root)).hasHours(168);
  }

  @Test
  void givenAStandardOverAMaximum_whenAsked_thenTheMaximumOfThatUserCapsIt() {
    Lifetimes lifetimes =
        new Lifetimes(Duration.ofHours(10), Duration.ofHours(20), Duration.ofHours(5));

    assertThat(lifetimes.standardFor(maria)).hasHours(10);
    assertThat(lifetimes.standardFor(root)).hasHours(5);
  }

  @Test
  void givenALifetimeOutOfRange_whenMade_thenTheNameAndTheRangeAreTold() {
    Duration tooLong = Duration.ofNanos(Long.MAX_VALUE).plusNanos(1);
    for (Duration bad : List.of(Duration.ZERO, Duration.ofMillis(999), HOUR.negated(), tooLong)) {
      assertRefused(() -> new Lifetimes(bad, HOUR, HOUR), "standard: " + bad);
      assertRefused(() -> new Lifetimes(HOUR, bad, HOUR), "maximum: " + bad);
      assertRefused(() -> new Lifetimes(HOUR, HOUR, bad), "ownerMaximum: " + bad);
    }
  }

  private static void assertRefused(Runnable making, String beginning) {
    assertThatThrownBy(making::run)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(beginning + " (expected: 1 second to 292 years)");
  }
}
