package dev.latchkey.core.usecase;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Tells the time in whole microseconds, which is what every store keeps, and never goes back: a key
 * that was refused once because its end had passed is not good again when the source is set back.
 * Time then stands still until the source has caught up. This is the one place where instants are
 * cut. Thread-safe; no reader waits for another.
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
        return Instant.EPOCH.plus(known, ChronoUnit.MICROS);
      }
      if (latest.compareAndSet(known, now)) {
        return Instant.EPOCH.plus(now, ChronoUnit.MICROS);
      }
    }
  }

  private static long microsOf(InstantSource source) {
    return ChronoUnit.MICROS.between(
        Instant.EPOCH, source.instant().truncatedTo(ChronoUnit.MICROS));
  }

  private static boolean isTaken(long now, long known) {
    return now > known || now < known - MAX_STANDSTILL_MICROS;
  }
}
