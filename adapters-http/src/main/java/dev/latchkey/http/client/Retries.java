package dev.latchkey.http.client;

import java.time.Duration;
import java.util.Optional;
import java.util.function.DoubleSupplier;

/**
 * Whether a call that failed is tried again, and when. The pauses grow, and chance spreads them, so
 * that many clients do not come back at the same moment.
 *
 * @param limit how many tries there are after the first
 * @param chance numbers from 0 to 1
 */
record Retries(int limit, DoubleSupplier chance) {

  private static final Duration FIRST_PAUSE = Duration.ofMillis(200);
  private static final int MAX_DOUBLINGS = 6;

  /**
   * How long to pause before the next try; nothing if there is none.
   *
   * @param failure why the last one failed
   * @param tries how many there were
   * @param left how much time the call has left
   */
  Optional<Duration> pauseAfter(ClientException failure, int tries, Duration left) {
    if (tries > limit || !mayPass(failure)) {
      return Optional.empty();
    }
    Duration pause = askedPause(failure).plus(spread(tries));
    // Whoever would wait for longer than the call may take is told at once.
    return Optional.of(pause).filter(wait -> wait.compareTo(left) < 0);
  }

  private static boolean mayPass(ClientException failure) {
    return failure instanceof ApiException.Unavailable
        || failure instanceof ApiException.RateLimited
        || (failure instanceof ConnectionException connection && connection.isPassing());
  }

  private static Duration askedPause(ClientException failure) {
    return failure instanceof ApiException refused
        ? refused.retryAfter().orElse(Duration.ZERO)
        : Duration.ZERO;
  }

  // From half of the pause to all of it.
  private Duration spread(int tries) {
    long longest = FIRST_PAUSE.toNanos() << Math.min(tries - 1, MAX_DOUBLINGS);
    return Duration.ofNanos((long) (longest * (1 + chance.getAsDouble()) / 2));
  }
}
