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

  /** Whether it holds at {@code now}. */
  boolean holdsAt(long now) {
    return now - end < 0;
  }

  /** The same where the database can't be asked. */
  boolean holdsInGraceAt(long now) {
    return grace > 0 && now - end < grace;
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
