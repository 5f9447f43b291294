package dev.latchkey.cli.text;

import java.time.Duration;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Lifetimes as people write them: Go's units of time, and {@code d} for 24 hours and {@code y} for
 * 365 days, in whole numbers one after the other, such as {@code 1d12h30m} (contract section 11.1).
 */
public final class LifetimeText {

  private static final Pattern WHOLE =
      Pattern.compile("([0-9]{1,19}(ns|us|\u00b5s|ms|s|m|h|d|y))+");
  private static final Pattern PART = Pattern.compile("([0-9]+)([a-z\u00b5]+)");
  private static final Map<String, Duration> UNITS =
      Map.of(
          "ns", Duration.ofNanos(1),
          "us", Duration.ofNanos(1000),
          "\u00b5s", Duration.ofNanos(1000),
          "ms", Duration.ofMillis(1),
          "s", Duration.ofSeconds(1),
          "m", Duration.ofMinutes(1),
          "h", Duration.ofHours(1),
          "d", Duration.ofDays(1),
          "y", Duration.ofDays(365));

  private LifetimeText() {}

  /**
   * Reads a lifetime.
   *
   * @return a duration that a signed 64-bit count of nanoseconds holds, about 292 years at most
   * @throws IllegalArgumentException if it is none; the message says what is expected
   */
  public static Duration parse(String text) {
    if (!WHOLE.matcher(text).matches()) {
      throw new IllegalArgumentException(
          "\""
              + text
              + "\" is not a duration (expected: whole numbers with the units y, d, h, m, s,"
              + " ms, us or ns, such as 168h or 1d12h30m)");
    }
    try {
      Duration sum = Duration.ZERO;
      Matcher part = PART.matcher(text);
      while (part.find()) {
        Duration unit = UNITS.getOrDefault(part.group(2), Duration.ZERO);
        sum = sum.plus(unit.multipliedBy(Long.parseLong(part.group(1))));
      }
      return Duration.ofNanos(sum.toNanos());
    } catch (ArithmeticException | NumberFormatException tooLong) {
      throw new IllegalArgumentException(
          "\"" + text + "\" is too long (expected: at most 292 years)", tooLong);
    }
  }
}
