package dev.latchkey.cli.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class RelativeTimeTest {

  private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");

  @Test
  void givenATime_whenToldFromNow_thenInOneUnitRoundedDown() {
    assertThat(fromNow("PT0S")).isEqualTo("now");
    assertThat(fromNow("PT0.999S")).isEqualTo("now");
    assertThat(fromNow("PT-0.001S")).isEqualTo("now");
    assertThat(fromNow("PT1S")).isEqualTo("in 1 second");
    assertThat(fromNow("PT-1S")).isEqualTo("1 second ago");
    assertThat(fromNow("PT-59S")).isEqualTo("59 seconds ago");
    assertThat(fromNow("PT-60S")).isEqualTo("1 minute ago");
    assertThat(fromNow("PT-59M-59S")).isEqualTo("59 minutes ago");
    assertThat(fromNow("PT1H")).isEqualTo("in 1 hour");
    assertThat(fromNow("PT23H59M")).isEqualTo("in 23 hours");
    assertThat(fromNow("P1D")).isEqualTo("in 1 day");
    assertThat(fromNow("P6DT23H")).isEqualTo("in 6 days");
    assertThat(fromNow("P-59D")).isEqualTo("59 days ago");
    assertThat(fromNow("P60D")).isEqualTo("in 2 months");
    assertThat(fromNow("P729D")).isEqualTo("in 24 months");
    assertThat(fromNow("P730D")).isEqualTo("in 2 years");
    assertThat(fromNow("P36525D")).isEqualTo("in 100 years");
  }

  @Test
  void givenTheEndsOfTime_whenTold_thenNothingOverflows() {
    assertThat(RelativeTime.text(Instant.MIN, NOW)).isEqualTo("1000666410 years ago");
    assertThat(RelativeTime.text(Instant.MAX, NOW)).isEqualTo("in 1000662357 years");
  }

  private static String fromNow(String duration) {
    return RelativeTime.text(NOW.plus(Duration.parse(duration)), NOW);
  }
}
