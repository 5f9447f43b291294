package dev.latchkey.http;

import static java.util.Objects.requireNonNull;

import java.net.InetSocketAddress;
import java.time.Duration;

/**
 * How the server is set up.
 *
 * @param address where it listens; port 0 for any free one
 * @param version the version of Latchkey that it tells its clients, such as {@code 0.1.0}
 * @param shutdownGrace how long running requests may take to finish when the server is closed; not
 *     negative
 */
public record HttpConfig(InetSocketAddress address, String version, Duration shutdownGrace) {

  private static final Duration DEFAULT_GRACE = Duration.ofSeconds(10);

  /**
   * @throws IllegalArgumentException if the host has no address or the grace is negative
   */
  public HttpConfig {
    requireNonNull(version, "version is null");
    if (address.isUnresolved()) {
      throw new IllegalArgumentException(
          "address: the host \"" + address.getHostString() + "\" is not known on this machine");
    }
    if (shutdownGrace.isNegative()) {
      throw new IllegalArgumentException("shutdownGrace: " + shutdownGrace + " (expected: >= 0)");
    }
  }

  /** With every default. */
  public static HttpConfig at(InetSocketAddress address, String version) {
    return new HttpConfig(address, version, DEFAULT_GRACE);
  }
}
