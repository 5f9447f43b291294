package dev.latchkey.http.client;

import java.time.Duration;

/**
 * When a call must be over.
 *
 * @param nanoTime as {@link System#nanoTime}
 */
record Deadline(long nanoTime) {

  static Deadline in(Duration time) {
    return new Deadline(System.nanoTime() + time.toNanos());
  }

  /** What is left; zero or less if it has passed. */
  Duration left() {
    return Duration.ofNanos(nanoTime - System.nanoTime());
  }
}
