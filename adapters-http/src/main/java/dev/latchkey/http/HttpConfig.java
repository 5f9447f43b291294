package dev.latchkey.http;

import static java.util.Objects.requireNonNull;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How the server is set up. {@link #at} has every default; the methods that begin with {@code with}
 * give a copy that differs in one thing.
 *
 * @param address where it listens; port 0 for any free one
 * @param version the version of Latchkey that it tells its clients, such as {@code 0.1.0}
 * @param shutdownGrace how long running requests may take to finish when the server is closed; not
 *     negative. Afterwards those that wait for nodes are answered as they stand, which may take all
 *     that run a second more
 * @param maxConnections how many connections it has at once, at least 1; one more is closed
 * @param apiRateLimit how many requests a minute it takes from one client, by the user of a good
 *     token and endpoint, else by address (contract section 2.5); negative for any number
 * @param trustedProxies the addresses of the proxies that are believed when they say in {@code
 *     X-Forwarded-For} or {@code Forwarded} where a client is; none by default
 * @param tls the certificate and the key for TLS; null to serve without
 */
public record HttpConfig(
    InetSocketAddress address,
    String version,
    Duration shutdownGrace,
    int maxConnections,
    int apiRateLimit,
    List<CidrBlock> trustedProxies,
    @Nullable TlsFiles tls) {

  /** The usual number of connections. */
  public static final int DEFAULT_MAX_CONNECTIONS = 10_000;

  /** The usual number of requests a minute. */
  public static final int DEFAULT_API_RATE_LIMIT = 512;

  private static final Duration DEFAULT_GRACE = Duration.ofSeconds(10);

  /**
   * @throws IllegalArgumentException if the host has no address or a number is out of its range
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
    if (maxConnections < 1) {
      throw new IllegalArgumentException("maxConnections: " + maxConnections + " (expected: >= 1)");
    }
    if (apiRateLimit == 0) {
      throw new IllegalArgumentException(
          "apiRateLimit: 0 (expected: >= 1, or negative for no limit)");
    }
    trustedProxies = List.copyOf(trustedProxies);
  }

  /** With every default. */
  public static HttpConfig at(InetSocketAddress address, String version) {
    return new HttpConfig(
        address,
        version,
        DEFAULT_GRACE,
        DEFAULT_MAX_CONNECTIONS,
        DEFAULT_API_RATE_LIMIT,
        List.of(),
        null);
  }

  /** The same with another {@link #shutdownGrace}. */
  public HttpConfig withShutdownGrace(Duration newGrace) {
    return new HttpConfig(
        address, version, newGrace, maxConnections, apiRateLimit, trustedProxies, tls);
  }

  /** The same with another {@link #maxConnections}. */
  public HttpConfig withMaxConnections(int newMaximum) {
    return new HttpConfig(
        address, version, shutdownGrace, newMaximum, apiRateLimit, trustedProxies, tls);
  }

  /** The same with another {@link #apiRateLimit}. */
  public HttpConfig withApiRateLimit(int newLimit) {
    return new HttpConfig(
        address, version, shutdownGrace, maxConnections, newLimit, trustedProxies, tls);
  }

  /** The same with other {@link #trustedProxies}. */
  public HttpConfig withTrustedProxies(List<CidrBlock> newProxies) {
    return new HttpConfig(
        address, version, shutdownGrace, maxConnections, apiRateLimit, newProxies, tls);
  }

  /** The same with TLS. */
  public HttpConfig withTls(TlsFiles newTls) {
    return new HttpConfig(
        address, version, shutdownGrace, maxConnections, apiRateLimit, trustedProxies, newTls);
  }
}
