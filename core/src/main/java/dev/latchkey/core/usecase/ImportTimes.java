package dev.latchkey.core.usecase;

import static java.util.Objects.requireNonNullElse;

import java.time.Duration;
import java.time.Instant;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * When a key that is imported began and ends.
 *
 * @param createdAt when it was made
 * @param expiresAt when it ends
 * @param expiredAt when somebody expired it; null if nobody has
 * @param lastUsed when it was last used; null if never
 */
record ImportTimes(
    Instant createdAt, Instant expiresAt, @Nullable Instant expiredAt, @Nullable Instant lastUsed) {

  /**
   * The times of a key of which not all may be known.
   *
   * @param createdAt null if it is not known; it is the time of the import then, or when the key
   *     ends or was last used if that is earlier
   */
  static ImportTimes of(
      @Nullable Instant createdAt,
      Instant expiresAt,
      @Nullable Instant expiredAt,
      @Nullable Instant lastUsed,
      Instant now) {
    Instant earliest =
        Stream.of(now, expiresAt, requireNonNullElse(lastUsed, now))
            .min(Instant::compareTo)
            .orElse(now);
    return new ImportTimes(requireNonNullElse(createdAt, earliest), expiresAt, expiredAt, lastUsed);
  }

  /** Whether the key has ended at {@code now}. */
  boolean areOver(Instant now) {
    return expiredAt != null || expiresAt.isBefore(now);
  }

  /** When the key last really changed: only an expire is a change. */
  Instant updatedAt() {
    return requireNonNullElse(expiredAt, createdAt);
  }

  /** How long the key was made for, if nothing tells; at least a second. */
  long secondsFromBeginningToEnd() {
    return Math.max(1, Duration.between(createdAt, expiresAt).toSeconds());
  }
}
