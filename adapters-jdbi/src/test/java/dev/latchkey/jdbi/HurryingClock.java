package dev.latchkey.jdbi;

import dev.latchkey.core.testkit.Fixtures;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/**
 * A clock that goes so fast that a session which is used in the next millisecond is due to slide
 * again. It shows the same time in every process.
 *
 * @param start the real time, in milliseconds since the epoch, at which it shows {@link
 *     Fixtures#NOW}
 */
record HurryingClock(long start) implements InstantSource {

  /** A session slides at most once an hour. */
  private static final Duration EACH_MILLISECOND = Duration.ofMinutes(61);

  @Override
  public Instant instant() {
    return Fixtures.NOW.plus(EACH_MILLISECOND.multipliedBy(System.currentTimeMillis() - start));
  }
}
