package dev.latchkey.http;

/**
 * How many requests came within the last minute. Exact for those of this minute, counted from the
 * clock; of those of the minute before it takes the part that a sliding minute still covers, as if
 * they had come evenly. Thread-safe.
 */
final class RequestCount {

  /** The length of the minute that is counted, in milliseconds. */
  static final long MINUTE = 60_000;

  private long minute;
  private int current;
  private int previous;

  /**
   * What became of a request.
   *
   * @param taken whether it was within the limit, and counted
   * @param remaining how many more are within the limit now
   * @param waitMillis how long the next one has to wait to be; 0 if it does not
   */
  record Outcome(boolean taken, int remaining, long waitMillis) {}

  /**
   * Counts a request if it is within the limit. One that is not costs its sender nothing more.
   *
   * @param now in milliseconds; if the clock steps, the count begins anew
   */
  synchronized Outcome take(int limit, long now) {
    moveTo(Math.floorDiv(now, MINUTE));
    double passed = (double) Math.floorMod(now, MINUTE) / MINUTE;
    long used = Math.round(previous * (1 - passed) + current);
    if (used < limit) {
      current++;
      return new Outcome(true, (int) (limit - used - 1), 0);
    }
    return new Outcome(false, 0, (long) Math.ceil(wait(limit, passed) * MINUTE));
  }

  private void moveTo(long newMinute) {
    if (newMinute != minute) {
      previous = newMinute == minute + 1 ? current : 0;
      current = 0;
      minute = newMinute;
    }
  }

  /** How long the count stays too high, in minutes. It is rounded, hence the half. */
  private double wait(int limit, double passed) {
    double free = limit - 0.5 - current;
    if (free > 0) {
      return 1 - free / previous - passed;
    }
    return 1 - passed + Math.max(0, 1 - (limit - 0.5) / current);
  }
}
