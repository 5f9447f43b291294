package dev.latchkey.http;

import dev.latchkey.core.Latchkey;
import dev.latchkey.core.key.ApiKey;
import dev.latchkey.core.key.PlaintextKey;
import dev.latchkey.core.port.KeyStore;
import dev.latchkey.core.testkit.Fixtures;
import dev.latchkey.core.testkit.InMemoryKeyStore;
import dev.latchkey.core.testkit.KeyBuilder;
import dev.latchkey.core.testkit.Site;
import dev.latchkey.core.user.User;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.function.UnaryOperator;

/** A server on a free port over a site, and a client that sends whatever a test wants. */
public final class TestServer implements AutoCloseable {

  private static final HttpClient CLIENT =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  private static final int NO_RATE_LIMIT = -1;
  // Most tests have no request under way at their end.
  private static final TimeLimits NO_LAST_CALL = withBody(BodyLimits.STANDARD);

  private final Site site;
  private final HttpServer server;

  private TestServer(Site site, UnaryOperator<HttpConfig> settings, TimeLimits limits) {
    this.site = site;
    InetSocketAddress anyPort = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    HttpConfig config =
        HttpConfig.at(anyPort, "1.2.3")
            .withShutdownGrace(Duration.ofSeconds(20))
            .withApiRateLimit(NO_RATE_LIMIT);
    server = HttpServer.start(site.latchkey(), settings.apply(config), limits);
  }

  public static TestServer start() {
    return over(new InMemoryKeyStore());
  }

  public static TestServer over(KeyStore store) {
    return over(store, UnaryOperator.identity());
  }

  static TestServer over(KeyStore store, UnaryOperator<HttpConfig> settings) {
    return new TestServer(Site.over(store), settings, NO_LAST_CALL);
  }

  static TestServer with(UnaryOperator<Latchkey.Builder> settings) {
    Site site = Site.over(new InMemoryKeyStore(), settings);
    return new TestServer(site, UnaryOperator.identity(), NO_LAST_CALL);
  }

  static TestServer with(BodyLimits limits) {
    return configured(UnaryOperator.identity(), withBody(limits));
  }

  static TestServer configured(UnaryOperator<HttpConfig> settings) {
    return configured(settings, NO_LAST_CALL);
  }

  static TestServer configured(UnaryOperator<HttpConfig> settings, TimeLimits limits) {
    return new TestServer(Site.over(new InMemoryKeyStore()), settings, limits);
  }

  private static TimeLimits withBody(BodyLimits body) {
    TimeLimits standard = TimeLimits.STANDARD;
    return new TimeLimits(
        standard.headers(),
        standard.idle(),
        standard.reading(),
        Duration.ZERO,
        standard.tlsFiles(),
        body);
  }

  public Site site() {
    return site;
  }

  public HttpServer server() {
    return server;
  }

  public InetSocketAddress address() {
    return server.address();
  }

  public URI url() {
    return URI.create("http://127.0.0.1:" + address().getPort());
  }

  /** The token of a new key of {@code owner}, in clear. */
  public String tokenOf(User owner) {
    return tokenOf(Fixtures.aToken(owner));
  }

  /** Stores the key and tells its token. */
  public String tokenOf(KeyBuilder builder) {
    PlaintextKey plaintext = PlaintextKey.generate(new SecureRandom());
    ApiKey key = builder.of(plaintext).build();
    site.key(key);
    return plaintext.reveal();
  }

  public HttpResponse<String> get(String path, String token, String... headers) {
    return send("GET", path, token, null, headers);
  }

  /**
   * Sends a request, whose answer must be as the API is described.
   *
   * @param token for the header {@code Authorization}; null for none
   * @param body null for none
   */
  public HttpResponse<String> send(
      String method, String path, String token, String body, String... headers) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(url() + path))
            .timeout(Duration.ofSeconds(30))
            .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
    if (token != null) {
      request.header("Authorization", "Bearer " + token);
    }
    for (int i = 0; i < headers.length; i += 2) {
      request.header(headers[i], headers[i + 1]);
    }
    try {
      HttpResponse<String> response = CLIENT.send(request.build(), BodyHandlers.ofString());
      AnswerCheck.check(method, path, RawAnswer.of(response));
      return response;
    } catch (IOException e) {
      throw new AssertionError("no answer to " + method + " " + path, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", e);
    }
  }

  @Override
  public void close() {
    server.close();
    site.close();
  }
}
