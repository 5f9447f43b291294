package dev.latchkey.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.core.testkit.Race;
import dev.latchkey.http.RequestCount.Outcome;
import java.util.Random;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.Test;

class RequestCountTest {

  private static final long MINUTE = RequestCount.MINUTE;
  private static final long START = 1_000_000 * MINUTE;

  private final RequestCount count = new RequestCount();

  @Test
  void givenALimit_whenItIsReached_thenTheNextIsOneTooMany() {
    for (int i = 0; i < 512; i++) {
      assertThat(count.take(512, START + i)).isEqualTo(new Outcome(true, 511 - i, 0));
    }

    assertThat(count.take(512, START + 600).taken()).isFalse();
  }

  @Test
  void givenRefusedRequests_whenTheyGoOn_thenTheyDoNotMakeItLonger() {
    take(10, START);
    long wait = count.take(10, START + 1).waitMillis();
    for (int i = 0; i < 1_000; i++) {
      assertThat(count.take(10, START + 1)).isEqualTo(new Outcome(false, 0, wait));
    }
  }

  @Test
  void givenAFullMinute_whenTheNextBegins_thenItsCountFadesAway() {
    take(100, START + MINUTE - 1);

    assertThat(count.take(100, START + MINUTE).taken()).isFalse();
    assertThat(count.take(100, START + MINUTE + MINUTE / 2).remaining()).isEqualTo(49);
    assertThat(count.take(100, START + 3 * MINUTE).remaining()).isEqualTo(99);
  }

  @Test
  void givenAnyTraffic_whenThereIsAWait_thenItIsJustLongEnough() {
    long seed = ThreadLocalRandom.current().nextLong();
    Random random = new Random(seed);
    long now = START;
    for (int i = 0; i < 20_000; i++) {
      int limit = 1 + random.nextInt(20);
      now += random.nextInt(10_000);
      Outcome outcome = count.take(limit, now);
      if (!outcome.taken()) {
        assertThat(outcome.waitMillis()).as("seed %s", seed).isBetween(1L, 2 * MINUTE);
        long early = now + outcome.waitMillis() - 2;
        if (early > now) {
          assertThat(count.take(limit, early).taken()).as("seed %s, early", seed).isFalse();
        }
        now += outcome.waitMillis() + 1;
        assertThat(count.take(limit, now).taken()).as("seed %s, in time", seed).isTrue();
      }
    }
  }

  @Test
  void givenAClientThatNeverRests_whenMinutesPass_thenNoMinuteHasManyMoreThanTheLimit() {
    int limit = 60;
    int taken = 0;
    for (long now = START; now < START + 10 * MINUTE; now += 10) {
      taken += count.take(limit, now).taken() ? 1 : 0;
    }

    assertThat(taken).isBetween(10 * limit - 10, 10 * limit + 10);
  }

  @Test
  void givenAClockThatSteps_whenCounted_thenTheCountBeginsAnew() {
    take(5, START);

    assertThat(count.take(5, START - 10 * MINUTE).taken()).isTrue();
    assertThat(count.take(5, START + 10 * MINUTE).taken()).isTrue();
  }

  @Test
  void givenManyThreads_whenTheyCount_thenTheLimitIsExact() {
    assertThat(Race.of(32, () -> count.take(20, START).taken()))
        .filteredOn(taken -> taken)
        .hasSize(20);
  }

  private void take(int times, long now) {
    for (int i = 0; i < times; i++) {
      assertThat(count.take(times, now).taken()).isTrue();
    }
  }
}
