package dev.latchkey.core.usecase;

import dev.latchkey.core.key.GoDuration;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * How long the records of keys are kept after their end.
 *
 * @param duration zero to keep them for ever
 */
public record Retention(Duration duration) {

  // As long as a key can live; it keeps every sum with an instant in range.
  private static final Duration LONGEST = Duration.ofNanos(Long.MAX_VALUE);

  /** 90 days. */
  public static final Retention DEFAULT = new Retention(Duration.ofDays(90));

  /** For ever. */
  public static final Retention FOREVER = new Retention(Duration.ZERO);

  /**
   * @throws IllegalArgumentException if the duration is not zero and under a second or over 292
   *     years
   */
  public Retention {
    if (!duration.isZero() && (duration.toSeconds() < 1 || duration.compareTo(LONGEST) > 0)) {
      throw new IllegalArgumentException(
          "retention: " + duration + " (expected: 0, or 1 second to 292 years)");
    }
  }

  boolean isForever() {
    return duration.isZero();
  }

  /** Why a key is purged, in words for the audit trail. */
  String reason() {
    return "retention: ended more than " + text() + " ago";
  }

  private String text() {
    long days = duration.toDays();
    if (!duration.equals(Duration.ofDays(days))) {
      return GoDuration.text(duration);
    }
    return days == 1 ? "1 day" : days + " days";
  }

  /** The instant before which a key must have ended to be purged at {@code now}. */
  Instant limitAt(Instant now) {
    return now.minus(duration).truncatedTo(ChronoUnit.MICROS);
  }
}
