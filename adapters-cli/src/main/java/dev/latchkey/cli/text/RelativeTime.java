package dev.latchkey.cli.text;

import java.time.Duration;
import java.time.Instant;

/** Tells a time as people do: {@code in 6 days}, {@code 3 minutes ago}. */
public final class RelativeTime {

  private static final long MINUTE = 60;
  private static final long HOUR = 60 * MINUTE;
  private static final long DAY = 24 * HOUR;
  private static final long MONTH = 30 * DAY;
  private static final long YEAR = 365 * DAY;

  private RelativeTime() {}

  /** The time seen from {@code now}, rounded down to one unit. */
  public static String text(Instant time, Instant now) {
    Duration until = Duration.between(now, time);
    long seconds = until.abs().toSeconds();
    if (seconds == 0) {
      return "now";
    }
    return until.isNegative() ? amount(seconds) + " ago" : "in " + amount(seconds);
  }

  private static String amount(long seconds) {
    if (seconds < MINUTE) {
      return of(seconds, "second");
    }
    if (seconds < HOUR) {
      return of(seconds / MINUTE, "minute");
    }
    if (seconds < DAY) {
      return of(seconds / HOUR, "hour");
    }
    if (seconds < 2 * MONTH) {
      return of(seconds / DAY, "day");
    }
    return seconds < 2 * YEAR ? of(seconds / MONTH, "month") : of(seconds / YEAR, "year");
  }

  private static String of(long number, String unit) {
    return number + " " + unit + (number == 1 ? "" : "s");
  }
}
