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

  /**
   * A look at it, which memory asks for: what was found before says nothing, because it may have
   * been forgotten by the time at which the lease was renewed.
   *
   * @param now when that was
   * @param left how many nanoseconds it held then; not positive if it did not
   */
  record Look(long now, long left) {

    /** Whether it held. */
    boolean holds() {
      return left > 0;
    }
  }

  /** Looks at it. */
  Look look() {
    long now = System.nanoTime();
    return new Look(now, end - now);
  }

  /** Whether it sufficed where the database can't be asked. */
  boolean wasInGrace(Look look) {
    return grace > 0 && look.left > -grace;
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
