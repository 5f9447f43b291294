package dev.latchkey.core.usecase;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Tells the time in whole microseconds, which is what every store keeps, and never goes back: a key
 * that was refused once because its end had passed is not good again when the source is set back.
 * Time then stands still until the source has caught up. What is made of its instants and a
 * duration, or read from elsewhere, is cut where that is done. Thread-safe; no reader waits for
 * another.
 */
public final class ForwardClock implements InstantSource {

  /**
   * A source that steps back by more than this had been wrong before, and what it says now is taken
   * at once. To wait for it would mean to refuse every key that has ended by the wrong time.
   */
  public static final Duration MAX_STANDSTILL = Duration.ofDays(1);

  private static final long MAX_STANDSTILL_MICROS =
      TimeUnit.MILLISECONDS.toMicros(MAX_STANDSTILL.toMillis());

  private final InstantSource source;

  private static final long MICROS_PER_SECOND = 1_000_000;

  private static final long NANOS_PER_MICRO = 1_000;

  // Microseconds since 1970.
  private final AtomicLong latest;

  /**
   * @param source tells the time more finely, and may be set back
   */
  public ForwardClock(InstantSource source) {
    this.source = source;
    latest = new AtomicLong(microsOf(source));
  }

  @Override
  public Instant instant() {
    while (true) {
      // In this order: a reading from before the latest one would pass for a step back.
      long known = latest.get();
      long now = microsOf(source);
      if (!isTaken(now, known)) {
        return instantOf(known);
      }
      if (latest.compareAndSet(known, now)) {
        return instantOf(now);
      }
    }
  }

  // Each verification asks, so this is plain arithmetic.
  private static long microsOf(InstantSource source) {
    Instant now = source.instant();
    return Math.addExact(
        Math.multiplyExact(now.getEpochSecond(), MICROS_PER_SECOND),
        now.getNano() / NANOS_PER_MICRO);
  }

  private static Instant instantOf(long micros) {
    return Instant.ofEpochSecond(
        Math.floorDiv(micros, MICROS_PER_SECOND),
        Math.floorMod(micros, MICROS_PER_SECOND) * NANOS_PER_MICRO);
  }

  private static boolean isTaken(long now, long known) {
    return now > known || now < known - MAX_STANDSTILL_MICROS;
  }
}
