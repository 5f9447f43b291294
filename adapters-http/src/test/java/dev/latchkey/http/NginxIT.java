package dev.latchkey.http;

import static dev.latchkey.core.testkit.Fixtures.NOW;
import static dev.latchkey.core.testkit.Fixtures.aToken;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import dev.latchkey.core.key.AllowList;
import dev.latchkey.core.key.AllowList.Entry;
import dev.latchkey.core.user.User;
import io.undertow.Undertow;
import io.undertow.server.HttpServerExchange;
import io.undertow.server.handlers.BlockingHandler;
import io.undertow.util.HeaderMap;
import io.undertow.util.HttpString;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The configuration in the documentation, run by a real nginx before a real application. */
class NginxIT {

  private static final Path CONFIGURATION = Path.of("../docs/nginx.conf");
  private static final String REASON = "X-Latchkey-Reason";
  private static final String LONGEST_TYPE = "workspace_agent_resource_monitor";
  private static final HttpClient CLIENT =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  private static NginxProgram program;

  /** What the application was asked for. */
  private record Seen(String method, String target, HeaderMap headers, String body) {}

  @TempDir Path folder;

  private final TestServer latchkey = TestServer.start();
  private final Queue<Seen> seen = new ConcurrentLinkedQueue<>();
  private Undertow application;
  private Nginx nginx;
  private User maria;
  private String token;

  @BeforeAll
  static void findNginx() {
    try {
      program = NginxProgram.findOrFetch();
    } catch (IOException e) {
      String message =
          "SKIPPED: nothing was tested behind nginx. It is not on the PATH and could not be"
              + " fetched: "
              + e.getMessage();
      System.err.println(message);
      abort(message);
    }
  }

  @BeforeEach
  void start() throws IOException {
    application =
        Undertow.builder()
            .addHttpListener(0, "127.0.0.1")
            .setHandler(new BlockingHandler(this::serve))
            .build();
    application.start();
    String site = Files.readString(CONFIGURATION);
    site = Nginx.replace(site, "127.0.0.1:3000", "127.0.0.1:" + latchkey.address().getPort());
    site = Nginx.replace(site, "127.0.0.1:8080", "127.0.0.1:" + applicationPort());
    nginx = Nginx.start(program, folder, site);
    maria = latchkey.site().member("maria");
    token = latchkey.tokenOf(maria);
  }

  @AfterEach
  void stop() {
    if (nginx != null) {
      nginx.close();
    }
    application.stop();
    latchkey.close();
  }

  @AfterAll
  static void forget() {
    program = null;
  }

  @Test
  void givenAGoodKey_whenAsked_thenTheApplicationAnswersAndKnowsWhoseItIs() {
    String scoped = latchkey.tokenOf(aToken(maria).scopes("template:read", "workspace:*"));

    HttpResponse<String> response = send("GET", "/a/b?c=d", "", "Authorization", bearer(scoped));

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.body()).isEqualTo("the application");
    assertThat(response.headers().firstValue(REASON)).isEmpty();
    Seen request = onlySeen();
    assertThat(request.target()).isEqualTo("/a/b?c=d");
    assertHeader(request, "X-Latchkey-User", "maria");
    assertHeader(request, "X-Latchkey-User-Id", maria.id().toString());
    assertHeader(request, "X-Latchkey-Key-Id", scoped.substring(0, 10));
    assertHeader(request, "X-Latchkey-Scopes", "template:read workspace:*");
    assertHeader(request, "X-Latchkey-Allow-List", "*:*");
    assertThat(request.headers().toString()).doesNotContain(scoped.substring(11));
  }

  @Test
  void givenAKeyWithTheLongestAllowList_whenAsked_thenItIsLetThroughWithAllOfIt() {
    AllowList longest =
        AllowList.of(
            IntStream.range(0, AllowList.MAX_ENTRIES)
                .mapToObj(i -> new Entry(LONGEST_TYPE, new UUID(0, i).toString()))
                .toList());
    String listed = latchkey.tokenOf(aToken(maria).allowing(longest));

    for (String path : List.of("/", "/templates/")) {
      assertThat(send("GET", path, "", "Authorization", bearer(listed)).statusCode())
          .as(path)
          .isEqualTo(200);
    }

    assertThat(seen)
        .hasSize(2)
        .allSatisfy(
            request ->
                assertHeader(
                    request,
                    "X-Latchkey-Allow-List",
                    longest.entries().stream().map(Entry::toString).collect(joining(" "))));
  }

  @Test
  void givenForgedHeaders_whenAsked_thenTheApplicationSeesOnlyThoseOfLatchkey() {
    String forging =
        """
        GET / HTTP/1.1\r
        Host: a\r
        Connection: close\r
        Authorization: Bearer %s\r
        X-Latchkey-User: admin\r
        x-latchkey-user: admin\r
        X_Latchkey_User: admin\r
        X-LATCHKEY-USER-ID: 00000000-0000-0000-0000-000000000000\r
        X-Latchkey-Key-Id: adminadmin\r
        X-Latchkey-Scopes: coder:all admin\r
        X-Latchkey-Scopes: admin\r
        X-Latchkey-Allow-List: user:admin\r
        \r
        """;

    String answer = RawHttp.exchangeWithAny(nginx.address(), forging.formatted(token));

    assertThat(answer).startsWith("HTTP/1.1 200 ");
    Seen request = onlySeen();
    assertHeader(request, "X-Latchkey-User", "maria");
    assertHeader(request, "X-Latchkey-User-Id", maria.id().toString());
    assertHeader(request, "X-Latchkey-Key-Id", token.substring(0, 10));
    assertHeader(request, "X-Latchkey-Scopes", "coder:all");
    assertHeader(request, "X-Latchkey-Allow-List", "*:*");
    assertThat(request.headers().toString()).doesNotContainIgnoringCase("admin");
  }

  @Test
  void givenACookieOrTheHeaderOfTheContract_whenAsked_thenItCounts() {
    assertThat(send("GET", "/", "", "Cookie", "coder_session_token=" + token).statusCode())
        .isEqualTo(200);
    assertThat(send("GET", "/", "", "Coder-Session-Token", token).statusCode()).isEqualTo(200);
  }

  @Test
  void givenABody_whenTheKeyIsGood_thenItReachesTheApplicationWhole() {
    String body = "x".repeat(200_000);

    assertThat(send("POST", "/things", body, "Authorization", bearer(token)).statusCode())
        .isEqualTo(200);

    Seen request = onlySeen();
    assertThat(request.method()).isEqualTo("POST");
    assertThat(request.body()).isEqualTo(body);
  }

  @Test
  void givenABody_whenTheKeyIsNoGood_thenNothingOfItReachesTheApplication() {
    String body = "x".repeat(200_000);

    assertThat(send("POST", "/things", body, "Authorization", "Bearer x").statusCode())
        .isEqualTo(401);
    assertThat(seen).isEmpty();
  }

  @Test
  void givenNoKey_whenAsked_thenTheClientIsChallenged() {
    HttpResponse<String> response = send("GET", "/", "");

    assertRefused(response);
    assertThat(response.headers().firstValue(REASON)).isEmpty();
  }

  @Test
  void givenAnExpiredKey_whenAsked_thenTheClientIsToldThatTryingAgainIsPointless() {
    String expired = latchkey.tokenOf(aToken(maria).endingAt(NOW.minusSeconds(1)));

    HttpResponse<String> response = send("GET", "/", "", "Authorization", bearer(expired));

    assertRefused(response);
    assertThat(response.headers().firstValue(REASON)).hasValue("expired");
  }

  @Test
  void givenAKeyThatIsExpiredMeanwhile_whenAskedAgain_thenItIsRefusedAtOnce() {
    assertThat(send("GET", "/", "", "Authorization", bearer(token)).statusCode()).isEqualTo(200);

    latchkey.send("PUT", "/api/v2/users/me/keys/" + token.substring(0, 10) + "/expire", token, "");

    assertThat(send("GET", "/", "", "Authorization", bearer(token)).statusCode()).isEqualTo(401);
    assertThat(seen).hasSize(1);
  }

  @Test
  void givenAKeyWithoutTheScopeOfALocation_whenAsked_thenItIsForbiddenThereAlone() {
    String narrow = latchkey.tokenOf(aToken(maria).scopes("workspace:read"));

    HttpResponse<String> response =
        send("GET", "/templates/7?scope=workspace:read", "", "Authorization", bearer(narrow));

    assertThat(response.statusCode()).isEqualTo(403);
    assertThat(response.body()).isEqualTo("{\"message\":\"Forbidden.\"}");
    assertThat(response.headers().allValues(REASON)).containsExactly("insufficient_scope");
    assertThat(response.headers().allValues("WWW-Authenticate"))
        .singleElement()
        .asString()
        .contains("error=\"insufficient_scope\"");
    assertThat(seen).isEmpty();
    assertThat(send("GET", "/other", "", "Authorization", bearer(narrow)).statusCode())
        .isEqualTo(200);
    assertThat(send("GET", "/templates/7", "", "Authorization", bearer(token)).statusCode())
        .isEqualTo(200);
  }

  @Test
  void givenLatchkeyIsAway_whenAsked_thenNothingReachesTheApplication() {
    latchkey.close();

    HttpResponse<String> response = send("GET", "/", "", "Authorization", bearer(token));

    assertThat(response.statusCode()).isEqualTo(503);
    assertThat(response.body()).contains("Try it again later.");
    assertThat(seen).isEmpty();
  }

  @Test
  void givenTheCheckItself_whenAClientAsksForIt_thenItIsNotThere() {
    assertThat(send("GET", "/_latchkey", "", "Authorization", bearer(token)).statusCode())
        .isEqualTo(404);
  }

  private static void assertRefused(HttpResponse<String> response) {
    assertThat(response.statusCode()).isEqualTo(401);
    assertThat(response.headers().allValues("WWW-Authenticate"))
        .containsExactly(
            "Bearer realm=\"latchkey\", error=\"invalid_token\","
                + " error_description=\"The access token has expired\"");
    assertThat(response.headers().firstValue("Content-Type")).hasValue("application/json");
    assertThat(response.body())
        .isEqualTo(
            "{\"message\":\"You are signed out or your session has expired. Please sign in again to"
                + " continue.\"}");
  }

  private static void assertHeader(Seen request, String name, String value) {
    assertThat(request.headers().get(new HttpString(name))).as(name).containsExactly(value);
  }

  private Seen onlySeen() {
    assertThat(seen).hasSize(1);
    return seen.element();
  }

  private static String bearer(String bearer) {
    return "Bearer " + bearer;
  }

  private HttpResponse<String> send(String method, String target, String body, String... headers) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(nginx.url() + target))
            .timeout(Duration.ofSeconds(30))
            .method(method, BodyPublishers.ofString(body));
    for (int i = 0; i < headers.length; i += 2) {
      request.header(headers[i], headers[i + 1]);
    }
    try {
      return CLIENT.send(request.build(), BodyHandlers.ofString());
    } catch (IOException e) {
      throw new AssertionError("no answer to " + method + " " + target, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", e);
    }
  }

  private void serve(HttpServerExchange exchange) throws IOException {
    String query = exchange.getQueryString();
    HeaderMap headers = new HeaderMap();
    exchange.getRequestHeaders().forEach(each -> headers.putAll(each.getHeaderName(), each));
    seen.add(
        new Seen(
            exchange.getRequestMethod().toString(),
            exchange.getRequestURI() + (query.isEmpty() ? "" : "?" + query),
            headers,
            new String(exchange.getInputStream().readAllBytes(), US_ASCII)));
    exchange.getResponseSender().send("the application");
  }

  private int applicationPort() {
    return ((InetSocketAddress) application.getListenerInfo().get(0).getAddress()).getPort();
  }
}
