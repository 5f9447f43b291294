package dev.latchkey.http;

import java.time.Duration;

/**
 * How long the server waits for whom. None of it takes a thread.
 *
 * @param headers from the first byte of a request to the end of its headers
 * @param idle how long a connection may say nothing between requests, and before the first
 * @param reading how long a client may read nothing of its answer
 * @param lastCall how long connections stay for requests that are under way when the server closes
 * @param tlsFiles how often the files for TLS are read
 * @param body for the rest of a request
 */
record TimeLimits(
    Duration headers,
    Duration idle,
    Duration reading,
    Duration lastCall,
    Duration tlsFiles,
    BodyLimits body) {

  static final TimeLimits STANDARD =
      new TimeLimits(
          Duration.ofSeconds(10),
          Duration.ofMinutes(1),
          Duration.ofSeconds(30),
          Duration.ofMillis(500),
          Duration.ofSeconds(5),
          BodyLimits.STANDARD);
}
