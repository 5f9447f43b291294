package dev.latchkey.core.usecase;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.regex.Pattern;

/** Reads instants by RFC 3339, in full: the JDK's own parsers take more and less than that. */
final class Rfc3339 {

  private static final Pattern FORM =
      Pattern.compile(
          "[0-9]{4}-[0-9]{2}-[0-9]{2}[Tt][0-9]{2}:[0-9]{2}:[0-9]{2}(\\.[0-9]{1,9})?"
              + "([Zz]|[+-][0-9]{2}:[0-9]{2})");

  // What every store holds and every client can read.
  private static final Instant EARLIEST = Instant.EPOCH;
  private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59.999999Z");

  private static final String EXPECTED =
      "must be a time by RFC 3339, from 1970 to 9999, such as 2026-12-31T23:59:59Z";

  private Rfc3339() {}

  /**
   * The instant, cut to microseconds.
   *
   * @throws IllegalArgumentException if it is none; the message says what is expected
   */
  static Instant parse(String text) {
    if (!FORM.matcher(text).matches()) {
      throw new IllegalArgumentException(EXPECTED);
    }
    Instant instant;
    try {
      instant =
          OffsetDateTime.parse(text.toUpperCase(Locale.ROOT))
              .toInstant()
              .truncatedTo(ChronoUnit.MICROS);
    } catch (DateTimeException e) {
      throw new IllegalArgumentException(EXPECTED, e);
    }
    if (instant.isBefore(EARLIEST) || instant.isAfter(LATEST)) {
      throw new IllegalArgumentException(EXPECTED);
    }
    return instant;
  }
}
