package dev.latchkey.core.key;

import java.time.Duration;

/** Writes durations as the contract's messages do, such as {@code 168h0m0s} (section 4.3). */
public final class GoDuration {

  private GoDuration() {}

  /** The text of a duration of at least one second; parts of a second are written as decimals. */
  public static String text(Duration duration) {
    long hours = duration.toHours();
    int minutes = duration.toMinutesPart();
    StringBuilder text = new StringBuilder();
    if (hours > 0) {
      text.append(hours).append('h');
    }
    if (hours > 0 || minutes > 0) {
      text.append(minutes).append('m');
    }
    return text.append(seconds(duration)).append('s').toString();
  }

  private static String seconds(Duration duration) {
    String whole = Integer.toString(duration.toSecondsPart());
    int nanos = duration.toNanosPart();
    if (nanos == 0) {
      return whole;
    }
    String digits = Integer.toString(1_000_000_000 + nanos).substring(1);
    return whole + "." + digits.replaceFirst("0+$", "");
  }
}
