package dev.latchkey.core.usecase;

import static dev.latchkey.core.testkit.Fixtures.NOW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class RetentionTest {

  @ParameterizedTest
  @ValueSource(strings = {"PT-1S", "P-90D", "PT0.999S", "PT-0.000000001S", "P107000D"})
  void givenADurationOutOfRange_whenMade_thenItIsRefused(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Retention(Duration.parse(text)))
        .withMessage(
            "retention: " + Duration.parse(text) + " (expected: 0, or 1 second to 292 years)");
  }

  @Test
  void givenTheDefault_whenAsked_thenItIsNinetyDays() {
    assertThat(Retention.DEFAULT.limitAt(NOW)).isEqualTo(NOW.minus(Duration.ofDays(90)));
    assertThat(Retention.DEFAULT.isForever()).isFalse();
    assertThat(Retention.FOREVER.isForever()).isTrue();
  }

  @Test
  void givenARetention_whenAKeyIsPurgedByIt_thenTheReasonSaysHowLong() {
    assertThat(reasonOf(Duration.ofDays(90))).isEqualTo("retention: ended more than 90 days ago");
    assertThat(reasonOf(Duration.ofDays(1))).isEqualTo("retention: ended more than 1 day ago");
    assertThat(reasonOf(Duration.ofMinutes(90)))
        .isEqualTo("retention: ended more than 1h30m0s ago");
  }

  private static String reasonOf(Duration duration) {
    return new Retention(duration).reason();
  }

  @Test
  void givenAPartOfAMicrosecond_whenAsked_thenTheLimitIsCutToWhatAStoreKeeps() {
    assertThat(new Retention(Duration.ofSeconds(1, 1)).limitAt(NOW))
        .isEqualTo(NOW.minusSeconds(1).minusNanos(1000));
  }
}
