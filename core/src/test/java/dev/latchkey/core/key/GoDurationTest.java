package dev.latchkey.core.key;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class GoDurationTest {

  @ParameterizedTest
  @CsvSource({
    "PT1S, 1s",
    "PT59S, 59s",
    "PT1M30S, 1m30s",
    "PT1H, 1h0m0s",
    "PT168H, 168h0m0s",
    "PT876600H, 876600h0m0s",
    "PT1.5S, 1.5s",
    "PT1H0.000000001S, 1h0m0.000000001s",
  })
  void givenADuration_whenWritten_thenItIsAsClientsKnowIt(Duration duration, String text) {
    assertThat(GoDuration.text(duration)).isEqualTo(text);
  }
}
