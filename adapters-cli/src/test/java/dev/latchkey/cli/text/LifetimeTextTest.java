package dev.latchkey.cli.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class LifetimeTextTest {

  @Test
  void givenEveryUnit_whenRead_thenTheyAddUp() {
    assertThat(LifetimeText.parse("1y2d3h4m5s6ms7us8\u00b5s9ns"))
        .isEqualTo(
            Duration.ofDays(367)
                .plusHours(3)
                .plusMinutes(4)
                .plusSeconds(5)
                .plusMillis(6)
                .plusNanos(15_009));
    assertThat(LifetimeText.parse("36h")).isEqualTo(LifetimeText.parse("1d12h"));
  }

  @Test
  void givenSomethingElse_whenRead_thenItSaysWhatIsExpected() {
    for (String text : new String[] {"", "1", "h", "-1h", "1.5h", "1 h", "1w", "1h!", "\u0661h"}) {
      assertThatIllegalArgumentException()
          .as(text)
          .isThrownBy(() -> LifetimeText.parse(text))
          .withMessageContaining("is not a duration (expected: whole numbers with the units");
    }
  }

  @Test
  void givenMoreThan292Years_whenRead_thenItSaysSo() {
    for (String text : new String[] {"293y", "9223372036854775807y", "9999999999999999999ns"}) {
      assertThatIllegalArgumentException()
          .as(text)
          .isThrownBy(() -> LifetimeText.parse(text))
          .withMessageEndingWith("is too long (expected: at most 292 years)");
    }
  }
}
