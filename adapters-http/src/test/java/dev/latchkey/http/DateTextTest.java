package dev.latchkey.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

final class DateTextTest {

  @Test
  void givenAClock_whenItGoesOnOrBack_thenTheTextGoesWithIt() {
    AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("1994-11-06T08:49:37.999Z"));
    DateText date = new DateText(now::get);

    assertThat(date.text()).isEqualTo("Sun, 06 Nov 1994 08:49:37 GMT").isSameAs(date.text());
    now.set(Instant.parse("1994-11-06T08:49:38Z"));
    assertThat(date.text()).isEqualTo("Sun, 06 Nov 1994 08:49:38 GMT");
    now.set(Instant.parse("1994-11-06T08:49:30Z"));
    assertThat(date.text()).isEqualTo("Sun, 06 Nov 1994 08:49:30 GMT");
  }
}
