package dev.latchkey.http;

import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/**
 * The time as the header {@code Date} has it (RFC 9110 section 5.6.7), made once a second. The
 * server below keeps its own by a timer that ends with the server that set it: another one in the
 * same process would say that time for ever. Thread-safe.
 */
final class DateText {

  private static final DateTimeFormatter FORMAT =
      DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ENGLISH)
          .withZone(ZoneOffset.UTC);

  private final InstantSource clock;
  private volatile Made latest;

  private record Made(long second, String text) {}

  DateText(InstantSource clock) {
    this.clock = clock;
    latest = make(second());
  }

  String text() {
    long second = second();
    Made known = latest;
    if (known.second != second) {
      known = make(second);
      latest = known;
    }
    return known.text;
  }

  private long second() {
    return TimeUnit.MILLISECONDS.toSeconds(clock.millis());
  }

  private static Made make(long second) {
    return new Made(second, FORMAT.format(Instant.ofEpochSecond(second)));
  }
}
