package dev.latchkey.http;

import java.time.Duration;

/**
 * How long a request may take to arrive, so that nobody holds a connection for ever.
 *
 * @param arrival from the end of the headers to the end of the body
 * @param rest how long the rest of a body is read away after its early answer, so that a client
 *     that is still sending gets to read that answer
 * @param restBytes how many bytes of that rest are read away at most
 */
record BodyLimits(Duration arrival, Duration rest, long restBytes) {

  static final BodyLimits STANDARD =
      new BodyLimits(Duration.ofSeconds(30), Duration.ofSeconds(5), 32L * 1024 * 1024);
}
