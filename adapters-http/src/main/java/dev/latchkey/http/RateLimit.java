package dev.latchkey.http;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.latchkey.core.user.UserId;
import dev.latchkey.http.RequestCount.Outcome;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.HeaderMap;
import io.undertow.util.HttpString;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Refuses the requests of those who send too many (contract section 2.5). Whoever has a good token
 * has an account for each endpoint, everybody else one for where they are: nobody gets another
 * account by inventing keys, names or paths. Thread-safe.
 */
final class RateLimit {

  /** Some 10 MB of them. Those that are used most stay. */
  private static final int MAX_ACCOUNTS = 100_000;

  private static final Duration FORGOTTEN_AFTER = Duration.ofMinutes(2);
  // Every host of an IPv6 network has all addresses of a /64.
  private static final int IPV6_NETWORK = 64;

  // What watches the server, and what verifies for others, asks as often as it needs to.
  private static final Set<String> UNLIMITED =
      Set.of("/healthz", "/readyz", "/metrics", "/api/v2/keys/verify");

  private static final HttpString LIMIT = new HttpString("X-RateLimit-Limit");
  private static final HttpString REMAINING = new HttpString("X-RateLimit-Remaining");
  private static final HttpString RESET = new HttpString("X-RateLimit-Reset");

  private final int limit;
  private final InstantSource clock;
  private final Cache<Account, RequestCount> accounts =
      Caffeine.newBuilder()
          .maximumSize(MAX_ACCOUNTS)
          .expireAfterAccess(FORGOTTEN_AFTER)
          // Tidied up by whoever comes along, in place of a thread.
          .executor(Runnable::run)
          .build();

  private sealed interface Account {}

  private record OfUser(UserId user, String method, String path) implements Account {}

  /** What was refused there has an account of its own, so that a bad key locks nobody out. */
  private record OfAddress(@Nullable InetAddress network, boolean refused) implements Account {}

  /**
   * @param limit how many requests a minute; negative for any number
   */
  RateLimit(int limit, InstantSource clock) {
    this.limit = limit;
    this.clock = clock;
  }

  /**
   * Counts a request with a good token.
   *
   * @throws RefusedException if it is one too many
   */
  void charge(HttpServerExchange exchange, Route route, UserId user) {
    if (isLimited(route)) {
      take(exchange, new OfUser(user, route.method(), route.path()));
    }
  }

  /**
   * Counts a request that could be anybody's.
   *
   * @throws RefusedException if it is one too many
   */
  void charge(HttpServerExchange exchange, Route route) {
    if (isLimited(route)) {
      take(exchange, new OfAddress(networkOf(exchange.getSourceAddress()), false));
    }
  }

  /**
   * Counts a request without a good token. Whoever sent too many is still told why theirs is
   * refused: trying an expired one again is pointless at any rate.
   *
   * @param refusal how it would be answered
   * @throws RefusedException if it is one too many
   */
  void charge(HttpServerExchange exchange, Route route, Answer refusal) {
    if (!isLimited(route)) {
      return;
    }
    try {
      take(exchange, new OfAddress(networkOf(exchange.getSourceAddress()), true));
    } catch (RefusedException e) {
      throw refusal.headers().stream()
          .filter(header -> header.name().equals(TokenRefusal.REASON))
          .findFirst()
          .map(reason -> new RefusedException(e.answer().with(reason)))
          .orElse(e);
    }
  }

  private boolean isLimited(Route route) {
    return limit > 0 && !UNLIMITED.contains(route.path());
  }

  private void take(HttpServerExchange exchange, Account account) {
    long now = clock.millis();
    Outcome outcome = accounts.get(account, created -> new RequestCount()).take(limit, now);
    HeaderMap headers = exchange.getResponseHeaders();
    long minuteEnd = (Math.floorDiv(now, RequestCount.MINUTE) + 1) * RequestCount.MINUTE;
    headers.put(LIMIT, limit);
    headers.put(REMAINING, outcome.remaining());
    headers.put(RESET, TimeUnit.MILLISECONDS.toSeconds(minuteEnd));
    if (!outcome.taken()) {
      throw new RefusedException(tooMany(outcome.waitMillis()));
    }
  }

  private Answer tooMany(long waitMillis) {
    long seconds = TimeUnit.MILLISECONDS.toSeconds(waitMillis) + 1;
    return Answer.message(
            429, "You've been rate limited for sending more than " + limit + " requests in 1m0s.")
        .with("Retry-After", Long.toString(seconds));
  }

  private static @Nullable InetAddress networkOf(@Nullable InetSocketAddress client) {
    InetAddress address = client == null ? null : client.getAddress();
    return address instanceof Inet6Address ? CidrBlock.first(address, IPV6_NETWORK) : address;
  }
}
