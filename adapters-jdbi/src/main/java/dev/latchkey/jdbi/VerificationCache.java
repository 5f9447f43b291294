package dev.latchkey.jdbi;

import static java.util.Objects.requireNonNull;

import java.time.Duration;

/**
 * How a store answers verifications from memory. It does so only while it has heard from the
 * database within the lease, so that a key that was expired elsewhere is refused here at the latest
 * when the lease has lapsed, even if this node is cut off.
 *
 * @param keys how many plain keys to remember at most; those with long lists of scopes count for
 *     several. Zero: none, every verification is a statement
 * @param lease how long the memory may be relied on without word from the database
 * @param grace how much longer while the database can't be reached. Zero: such a node refuses
 *     everybody. With any other, a key that was expired elsewhere may be good for so much longer on
 *     a node that is cut off
 */
public record VerificationCache(int keys, Duration lease, Duration grace) {

  private static final Duration SHORTEST_LEASE = Duration.ofMillis(100);
  private static final Duration LONGEST = Duration.ofMinutes(10);

  /** How long a lease is unless one says otherwise. */
  public static final Duration DEFAULT_LEASE = Duration.ofSeconds(1);

  /** How many keys are remembered unless one says otherwise. */
  public static final int DEFAULT_KEYS = 100_000;

  /** Nothing is remembered, and no thread is started. */
  public static final VerificationCache OFF =
      new VerificationCache(0, DEFAULT_LEASE, Duration.ZERO);

  /** What a server has. */
  public static final VerificationCache DEFAULT =
      new VerificationCache(DEFAULT_KEYS, DEFAULT_LEASE, Duration.ZERO);

  /**
   * @throws IllegalArgumentException if the number is negative, the lease is not between 100 ms and
   *     10 min, or the grace not between none and 10 min
   */
  public VerificationCache {
    if (keys < 0) {
      throw new IllegalArgumentException("keys: " + keys + " (expected: 0 or more)");
    }
    if (requireNonNull(lease, "lease is null").compareTo(SHORTEST_LEASE) < 0
        || lease.compareTo(LONGEST) > 0) {
      throw new IllegalArgumentException("lease: " + lease + " (expected: 100 ms to 10 min)");
    }
    if (requireNonNull(grace, "grace is null").isNegative() || grace.compareTo(LONGEST) > 0) {
      throw new IllegalArgumentException("grace: " + grace + " (expected: 0 to 10 min)");
    }
  }

  /** Whether nothing is remembered. */
  public boolean isOff() {
    return keys == 0;
  }

  /** The same with another lease. */
  public VerificationCache withLease(Duration newLease) {
    return new VerificationCache(keys, newLease, grace);
  }

  /** The same with another grace. */
  public VerificationCache withGrace(Duration newGrace) {
    return new VerificationCache(keys, lease, newGrace);
  }
}
