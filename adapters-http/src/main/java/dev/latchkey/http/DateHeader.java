package dev.latchkey.http;

import io.undertow.util.DateUtils;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Date;
import org.jspecify.annotations.Nullable;

/**
 * What time it is, as a header says it, written once a second. Undertow has one of these for all
 * servers of a process, which stands still once the server has stopped that was to move it on.
 * Thread-safe.
 */
final class DateHeader {

  private final InstantSource clock;
  private volatile @Nullable Second latest;

  DateHeader(InstantSource clock) {
    this.clock = clock;
  }

  String text() {
    Instant now = clock.instant();
    Second known = latest;
    if (known == null || known.number != now.getEpochSecond()) {
      known = new Second(now.getEpochSecond(), DateUtils.toDateString(Date.from(now)));
      latest = known;
    }
    return known.text;
  }

  private record Second(long number, String text) {}
}
