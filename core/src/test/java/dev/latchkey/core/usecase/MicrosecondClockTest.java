package dev.latchkey.core.usecase;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

final class MicrosecondClockTest {

  @Test
  void givenAFinerClock_whenAsked_thenWhatIsBelowAMicrosecondIsCut() {
    Instant fine = Instant.parse("2026-03-01T12:00:00.123456999Z");

    assertThat(new MicrosecondClock(() -> fine).instant()).isEqualTo("2026-03-01T12:00:00.123456Z");
  }
}
