package dev.latchkey.http.wire;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;

/**
 * Instants as text: RFC 3339 in UTC, at most 6 fraction digits, trailing zeros dropped (contract
 * section 4.2).
 */
final class TimeText {

  /** What a key that was never used says of its last use. */
  static final Instant NEVER_USED = Instant.EPOCH;

  /** The zero time of the contract's language, which stands for "none". */
  static final Instant ZERO = Instant.parse("0001-01-01T00:00:00Z");

  private static final DateTimeFormatter FORM =
      new DateTimeFormatterBuilder()
          .appendPattern("uuuu-MM-dd'T'HH:mm:ss")
          .appendFraction(ChronoField.NANO_OF_SECOND, 0, 6, true)
          .appendLiteral('Z')
          .toFormatter()
          .withZone(ZoneOffset.UTC);

  private TimeText() {}

  static String of(Instant time) {
    return FORM.format(time);
  }
}
