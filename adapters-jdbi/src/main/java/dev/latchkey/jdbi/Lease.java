package dev.latchkey.jdbi;

import java.time.Duration;

/**
 * Until when this node may answer from memory, by the clock of this process that nobody sets.
 * Thread-safe.
 */
final class Lease {

  private final long length;
  private final long grace;

  /** By {@link System#nanoTime}. */
  private volatile long end;

  /** Does not hold yet. */
  Lease(Duration length, Duration grace) {
    this.length = length.toNanos();
    this.grace = grace.toNanos();
    giveUp();
  }

  /** How many nanoseconds it holds from {@code now} on; not positive if it does not. */
  long leftAt(long now) {
    return end - now;
  }

  /**
   * Whether it suffices where the database can't be asked.
   *
   * @param left how long it held when it was looked at
   */
  boolean isInGrace(long left) {
    return grace > 0 && left > -grace;
  }

  /** Whether it holds at {@code now}. */
  boolean holdsAt(long now) {
    return leftAt(now) > 0;
  }

  /**
   * Holds anew.
   *
   * @param asked when the database was asked whose answer permits it. Not when it answered: this
   *     process may have stood still since
   */
  void renew(long asked) {
    end = asked + length;
  }

  /** Holds no more. */
  void giveUp() {
    end = System.nanoTime() - grace;
  }
}
