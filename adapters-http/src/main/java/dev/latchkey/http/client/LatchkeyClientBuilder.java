package dev.latchkey.http.client;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * Makes a {@link LatchkeyClient} with settings of one's own. Not thread-safe; the clients are.
 * Connections go through the JVM's default proxy, if there is one, unless {@link #quickStart()} is
 * chosen; redirects are not followed, and no cookies are kept.
 */
public final class LatchkeyClientBuilder {

  private static final String PRINTABLE = "[ -~]*[!-~]";
  // More would overflow when nanoseconds are counted, and nobody waits for so long.
  private static final Duration LONGEST = Duration.ofDays(1);
  private static final int MOST_RETRIES = 10;

  private final URI url;
  private @Nullable String token;
  private Duration connectTimeout = Duration.ofSeconds(5);
  private Duration timeout = Duration.ofSeconds(30);
  private int retries = 2;
  private @Nullable SSLContext sslContext;
  private String userAgent = "latchkey-client";
  private boolean quickStart;
  private @Nullable Consumer<? super Exchange> observer;

  LatchkeyClientBuilder(URI url) {
    this.url = url;
  }

  /** The token to call with; none by default. */
  public LatchkeyClientBuilder token(String newToken) {
    token = newToken;
    return this;
  }

  /** How long a connection may take to be made; 5 seconds by default, 1 day at most. */
  public LatchkeyClientBuilder connectTimeout(Duration newTimeout) {
    connectTimeout = newTimeout;
    return this;
  }

  /**
   * How long a call may take with all of its tries and pauses; 30 seconds by default, 1 day at
   * most. Of an answer that is read item by item, this is how long its beginning, and then each
   * part of it, may take.
   */
  public LatchkeyClientBuilder timeout(Duration newTimeout) {
    timeout = newTimeout;
    return this;
  }

  /**
   * How often a call is tried again; 2 times by default, 10 at most, 0 for never. Only what reads
   * and what has the same effect twice is tried again, when there was no answer or the server said
   * that it is busy or away: never what creates or deletes.
   */
  public LatchkeyClientBuilder retries(int newRetries) {
    retries = newRetries;
    return this;
  }

  /** Whom to trust over https, and as whom to appear; the JVM's default by default. */
  public LatchkeyClientBuilder sslContext(SSLContext newContext) {
    sslContext = newContext;
    return this;
  }

  /** What the audit trail shall say of where changes came from, such as {@code billing/1.2}. */
  public LatchkeyClientBuilder userAgent(String newUserAgent) {
    userAgent = newUserAgent;
    return this;
  }

  /**
   * For a process that is soon over: plain sockets in place of {@code java.net.http}, which takes
   * longer to start than such a process to do its work. Needs {@code
   * org.apache.httpcomponents.core5:httpcore5} at run time. The JVM's proxy is not used, and at
   * most one connection is kept for the next call.
   */
  public LatchkeyClientBuilder quickStart() {
    quickStart = true;
    return this;
  }

  /**
   * Who is told of every answer, each try on its own, in the thread of the caller; nobody by
   * default.
   */
  public LatchkeyClientBuilder observer(Consumer<? super Exchange> newObserver) {
    observer = newObserver;
    return this;
  }

  /**
   * Makes the client.
   *
   * @throws IllegalArgumentException if settings are wrong; it tells all that are, and never
   *     repeats the token
   */
  public LatchkeyClient build() {
    List<String> problems = problems();
    if (!problems.isEmpty()) {
      throw new IllegalArgumentException(String.join("; ", problems));
    }
    Transport transport =
        new Transport(sender(), url.toString().replaceFirst("/+$", ""), userAgent, token);
    Retries again = new Retries(retries, () -> ThreadLocalRandom.current().nextDouble());
    return new LatchkeyClient(new Calls(transport, timeout, again));
  }

  private Sender sender() {
    Sender sender = quickStart ? sockets() : jdk();
    return observer == null ? sender : new ObservedSender(sender, observer);
  }

  // Each in a method of its own: to check one, the JVM must not load what belongs to the other.
  private Sender jdk() {
    return new JdkSender(connectTimeout, sslContext);
  }

  private Sender sockets() {
    return new SocketSender(new Sockets(url, connectTimeout, sslContext));
  }

  private List<String> problems() {
    List<String> problems = new ArrayList<>();
    if (!isServer(url)) {
      problems.add(
          "the address of a server is like http://127.0.0.1:3000 or https://keys.example.com/base,"
              + " with nothing behind it and no user");
    }
    if (token != null) {
      Transport.problemOfToken(token).ifPresent(problems::add);
    }
    if (!isTime(connectTimeout)) {
      problems.add(
          "connect timeout: " + connectTimeout + " (expected: more than 0, 1 day at most)");
    }
    if (!isTime(timeout)) {
      problems.add("timeout: " + timeout + " (expected: more than 0, 1 day at most)");
    }
    if (retries < 0 || retries > MOST_RETRIES) {
      problems.add("retries: %s (expected: 0 to %s)".formatted(retries, MOST_RETRIES));
    }
    if (!userAgent.matches(PRINTABLE)) {
      problems.add("user agent: must be printable ASCII, and not blank");
    }
    return problems;
  }

  private static boolean isServer(URI url) {
    boolean web =
        "http".equalsIgnoreCase(url.getScheme()) || "https".equalsIgnoreCase(url.getScheme());
    return web
        && url.getHost() != null
        && url.getRawUserInfo() == null
        && url.getRawQuery() == null
        && url.getRawFragment() == null;
  }

  private static boolean isTime(Duration time) {
    return time.compareTo(Duration.ZERO) > 0 && time.compareTo(LONGEST) <= 0;
  }
}
