package dev.latchkey.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.core.testkit.SettableClock;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

final class DateHeaderTest {

  @Test
  void givenATime_whenItGoesOn_thenTheHeaderSaysSo() {
    SettableClock clock = SettableClock.at(Instant.parse("2026-01-02T03:04:05.9Z"));
    DateHeader date = new DateHeader(clock);

    assertThat(date.text()).isEqualTo("Fri, 02 Jan 2026 03:04:05 GMT").isEqualTo(date.text());
    clock.advance(Duration.ofMillis(100));
    assertThat(date.text()).isEqualTo("Fri, 02 Jan 2026 03:04:06 GMT");
    clock.advance(Duration.ofHours(-1));
    assertThat(date.text()).isEqualTo("Fri, 02 Jan 2026 02:04:06 GMT");
  }
}
