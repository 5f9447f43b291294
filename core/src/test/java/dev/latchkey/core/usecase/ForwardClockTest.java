package dev.latchkey.core.usecase;

import static dev.latchkey.core.testkit.Fixtures.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.core.testkit.Race;
import dev.latchkey.core.testkit.SettableClock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

final class ForwardClockTest {

  private static final int READS = 20_000;

  private final SettableClock source = SettableClock.at(NOW);
  private final ForwardClock clock = new ForwardClock(source);

  @Test
  void givenAFinerSource_whenAsked_thenWhatIsBelowAMicrosecondIsCut() {
    source.set(Instant.parse("2026-03-01T12:00:00.123456999Z"));

    assertThat(clock.instant()).isEqualTo("2026-03-01T12:00:00.123456Z");
  }

  @Test
  void givenASourceThatGoesOn_whenAsked_thenTimeFollows() {
    assertThat(clock.instant()).isEqualTo(NOW);

    source.advance(Duration.ofDays(400));

    assertThat(clock.instant()).isEqualTo(NOW.plus(Duration.ofDays(400)));
  }

  @Test
  void givenASourceThatStepsBackAnHour_whenAsked_thenTimeStandsStillUntilItHasCaughtUp() {
    assertThat(clock.instant()).isEqualTo(NOW);

    source.advance(Duration.ofHours(-1));
    assertThat(clock.instant()).isEqualTo(NOW);
    source.advance(Duration.ofMinutes(59));
    assertThat(clock.instant()).isEqualTo(NOW);
    source.advance(Duration.ofMinutes(2));

    assertThat(clock.instant()).isEqualTo(NOW.plusSeconds(60));
  }

  @Test
  void givenASourceThatStepsBackADay_whenAsked_thenTimeStandsStillAndBeyondItIsTaken() {
    assertThat(clock.instant()).isEqualTo(NOW);

    source.set(NOW.minus(Duration.ofDays(1)));
    assertThat(clock.instant()).isEqualTo(NOW);
    source.set(NOW.minus(Duration.ofDays(1)).minusNanos(1000));

    assertThat(clock.instant()).isEqualTo(NOW.minus(Duration.ofDays(1)).minusNanos(1000));
  }

  @Test
  void givenASourceThatWasAYearAhead_whenItIsSetRight_thenTimeGoesOnFromThere() {
    source.advance(Duration.ofDays(365));
    clock.instant();

    source.set(NOW);

    assertThat(clock.instant()).isEqualTo(NOW);
    source.advance(Duration.ofSeconds(1));
    assertThat(clock.instant()).isEqualTo(NOW.plusSeconds(1));
  }

  @Test
  void givenASourceThatJumpsToAndFro_whenManyThreadsAsk_thenNoneSeesTimeGoBack() {
    ForwardClock shared = new ForwardClock(jumping(new Random(20_261_123)));
    Race.of(
        8,
        () -> {
          Instant before = shared.instant();
          for (int i = 0; i < READS; i++) {
            Instant now = shared.instant();
            assertThat(now).isAfterOrEqualTo(before);
            before = now;
          }
          return before;
        });
  }

  /** One thread hands its reading over to another, as a request and the next one do. */
  @Test
  void givenOneThreadThatHasRead_whenAnotherReadsAfterIt_thenItIsNotEarlier() {
    ForwardClock shared = new ForwardClock(jumping(new Random(7)));
    AtomicLong latest = new AtomicLong(Long.MIN_VALUE);
    Race.of(
        8,
        () -> {
          for (int i = 0; i < READS; i++) {
            long known = latest.get();
            long now = microsecondsOf(shared.instant());
            assertThat(now).isGreaterThanOrEqualTo(known);
            latest.accumulateAndGet(now, Math::max);
          }
          return latest.get();
        });
  }

  private static long microsecondsOf(Instant instant) {
    return Duration.between(NOW, instant).toNanos() / 1000;
  }

  /** Goes on by a microsecond with each reading, and is up to a hundred ahead or behind. */
  private static InstantSource jumping(Random random) {
    AtomicLong readings = new AtomicLong();
    return () -> NOW.plusNanos(1000 * (readings.incrementAndGet() + random.nextInt(200) - 100));
  }
}
