package dev.latchkey.http;

import static dev.latchkey.core.testkit.Fixtures.aToken;
import static java.time.format.DateTimeFormatter.RFC_1123_DATE_TIME;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.latchkey.core.user.User;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What HTTP wants of every server. */
class MannersTest {

  private static final String ME = "/api/v2/users/me";
  private static final String TOKENS = ME + "/keys/tokens";

  private final TestServer server = TestServer.start();
  private User maria;
  private String token;

  @BeforeEach
  void createUser() {
    maria = server.site().member("maria");
    token = server.tokenOf(maria);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void givenAPath_whenAskedForItsOptions_thenItTellsItsMethodsToAnybody() {
    for (String[] path :
        new String[][] {
          {TOKENS, "GET, HEAD, OPTIONS, POST"},
          {ME + "/keys", "OPTIONS, POST"},
          {ME + "/keys/4y0wTnzJOm/expire", "OPTIONS, PUT"},
          {"/healthz", "GET, HEAD, OPTIONS"}
        }) {
      HttpResponse<String> options = server.send("OPTIONS", path[0], null, null);
      HttpResponse<String> other = server.send("PATCH", path[0], token, "{}");

      assertThat(options.statusCode()).isEqualTo(204);
      assertThat(options.headers().firstValue("Allow")).hasValue(path[1]);
      assertThat(other.statusCode()).isEqualTo(405);
      assertThat(other.headers().firstValue("Allow")).hasValue(path[1]);
    }
    assertThat(server.send("OPTIONS", "/nowhere", null, null).statusCode()).isEqualTo(404);
  }

  @Test
  void givenWhateverIsGot_whenOnlyItsHeadIsWanted_thenItHasTheSameHeaders() {
    for (String path : List.of(ME, TOKENS, "/healthz", "/openapi.json", "/docs", "/nowhere")) {
      for (String coding : List.of("gzip", "identity")) {
        RawAnswer get = ask("GET", path, "Accept-Encoding: " + coding);
        RawAnswer head = ask("HEAD", path, "Accept-Encoding: " + coding);

        assertThat(head.body()).isEmpty();
        assertThat(head.status()).isEqualTo(get.status());
        assertThat(head.header("Content-Length")).matches("[1-9][0-9]*");
        get.headers().keySet().removeAll(List.of("date", "x-request-id"));
        head.headers().keySet().removeAll(List.of("date", "x-request-id"));
        assertThat(head.headers()).isEqualTo(get.headers());
      }
    }
  }

  @Test
  void givenAListOfManyPages_whenOnlyItsHeadIsWanted_thenItHasNoLengthAndTheNextIsAnswered()
      throws IOException {
    createTokens(1_100);
    try (RawHttp raw = new RawHttp(server.address())) {
      raw.send(request("HEAD", TOKENS, "Accept-Encoding: gzip"));
      RawAnswer head = raw.readAnswer("HEAD");
      raw.send(request("GET", ME, ""));
      RawAnswer next = raw.readAnswer("GET");

      assertThat(head.header("Content-Length")).isEmpty();
      assertThat(head.header("Content-Encoding")).isEqualTo("gzip");
      assertThat(next.body()).contains("\"maria\"");
    }
  }

  @Test
  void givenAListOfManyPages_whenTheConnectionEndsAfterIt_thenItsEndIsMarkedAllTheSame() {
    createTokens(1_100);

    for (String coding : List.of("gzip", "identity")) {
      String request = request("GET", TOKENS, "Connection: close\r\nAccept-Encoding: " + coding);

      assertThat(RawHttp.exchange(server.address(), request))
          .contains("Connection: close\r\n", "Transfer-Encoding: chunked\r\n")
          .endsWith("\r\n0\r\n\r\n");
    }
  }

  @Test
  void givenAClientThatTakesGzip_whenItAsksForAListOfManyPages_thenItIsCompressedAndWhole() {
    createTokens(1_100);

    RawAnswer packed = ask("GET", TOKENS, "Accept-Encoding: br, gzip;q=0.5");
    RawAnswer plain = ask("GET", TOKENS, "");

    assertThat(packed.header("Content-Encoding")).isEqualTo("gzip");
    assertThat(plain.headers()).doesNotContainKey("content-encoding");
    assertThat(packed.header("Vary")).isEqualTo("Accept-Encoding");
    assertThat(plain.header("Vary")).isEqualTo("Accept-Encoding");
    assertThat(packed.body()).isEqualTo(plain.body()).hasSizeGreaterThan(300_000);
  }

  @Test
  void givenAClientThatTakesNoGzip_whenItAsks_thenItGetsNone() {
    createTokens(10);
    for (String coding : List.of("", "identity", "br", "gzip;q=0", "*;q=0", "gzip;q=0, *")) {
      assertThat(ask("GET", TOKENS, "Accept-Encoding: " + coding).headers())
          .as(coding)
          .doesNotContainKey("content-encoding");
    }
    for (String coding : List.of("GZIP", "*", "deflate, x-gzip", "gzip; q=0.001", "gzip;q=x")) {
      assertThat(ask("GET", TOKENS, "Accept-Encoding: " + coding).header("Content-Encoding"))
          .as(coding)
          .isEqualTo("gzip");
    }
  }

  @Test
  void givenAClientThatTakesGzip_whenTheAnswerIsSmallOrHoldsASecret_thenItIsNotCompressed() {
    String padded = "{\"token_name\":\"x\",\"x\":\"" + "x".repeat(5_000) + "\"}";
    RawAnswer small = ask("GET", ME, "Accept-Encoding: gzip");
    RawAnswer secret = ask("POST", TOKENS, "Accept-Encoding: gzip", padded);
    RawAnswer refused = ask("POST", TOKENS, "Accept-Encoding: gzip", padded.replace("x", "/"));

    assertThat(secret.status()).isEqualTo(201);
    assertThat(refused.status()).isEqualTo(400);
    for (RawAnswer answer : List.of(small, secret, refused)) {
      assertThat(answer.headers()).doesNotContainKeys("content-encoding", "vary");
    }
  }

  @Test
  void givenAClientThatTakesNoJson_whenItAsks_thenItIsToldBeforeAnythingIsDone() {
    for (String accept : List.of("text/html", "application/xml, */*;q=0", "application/json;q=0")) {
      HttpResponse<String> made = server.send("POST", TOKENS, token, "{}", "Accept", accept);

      assertThat(made.statusCode()).isEqualTo(406);
      assertThat(made.body()).contains("\"message\":\"The answer is not acceptable.\"");
      assertThat(server.get(ME, token, "Accept", accept).statusCode()).isEqualTo(406);
    }
    assertThat(server.site().audit()).isEmpty();
  }

  @Test
  void givenAClientThatTakesJsonSomehow_whenItAsks_thenItIsAnswered() {
    for (String accept :
        List.of(
            "application/json",
            "*/*",
            "application/*;q=0.1",
            "text/html, image/gif, *; q=.2, */*; q=.2",
            "Application/JSON; charset=utf-8",
            ",;q=")) {
      assertThat(server.get(ME, token, "Accept", accept).statusCode()).as(accept).isEqualTo(200);
    }
    assertThat(ask("GET", ME, "Accept: text/html\r\nAccept: */*").status()).isEqualTo(200);
    assertThat(ask("GET", ME, "Accept:").status()).isEqualTo(200);
  }

  @Test
  void givenAClientThatTakesNoJson_whenItExpiresAKey_thenTheKeyEnds() {
    String path = ME + "/keys/" + token.substring(0, 10) + "/expire";

    assertThat(server.send("PUT", path, token, null, "Accept", "text/html").statusCode())
        .isEqualTo(204);
    assertThat(server.get("/healthz", null, "Accept", "image/png").statusCode()).isEqualTo(200);
  }

  @Test
  void givenABodyThatSaysItIsNoJson_whenSent_thenItIsNotRead() {
    for (String type :
        List.of(
            "text/plain",
            "multipart/form-data; boundary=x",
            "application/xml",
            "application/json; charset=iso-8859-1",
            "application/json; charset=\"utf-16\"",
            "application/jsonp",
            "nonsense")) {
      HttpResponse<String> response =
          server.send("POST", TOKENS, token, "{}", "Content-Type", type);

      assertThat(response.statusCode()).as(type).isEqualTo(415);
      assertThat(response.headers().firstValue("Accept")).hasValue("application/json");
    }
    HttpResponse<String> packed =
        server.send("POST", TOKENS, token, "{}", "Content-Encoding", "gzip");
    assertThat(packed.statusCode()).isEqualTo(415);
    assertThat(packed.headers().firstValue("Accept-Encoding")).hasValue("identity");
    assertThat(server.site().audit()).isEmpty();
  }

  @Test
  void givenABodyThatMayBeJson_whenSent_thenItIsRead() {
    for (String type :
        List.of(
            "application/json",
            "APPLICATION/JSON;charset=UTF-8",
            "application/json; charset=\"utf-8\"; x=y",
            "application/merge-patch+json",
            "application/x-www-form-urlencoded")) {
      assertThat(server.send("POST", TOKENS, token, "{}", "Content-Type", type).statusCode())
          .as(type)
          .isEqualTo(201);
    }
    assertThat(server.send("POST", TOKENS, token, "{}").statusCode()).isEqualTo(201);
    assertThat(ask("POST", TOKENS, "Content-Type:", "{}").status()).isEqualTo(201);
    assertThat(ask("POST", ME + "/keys", "Content-Type: image/png", "x").status()).isEqualTo(201);
  }

  @Test
  void givenWhatTheCallerMayNotSee_whenABodyOfAnotherTypeIsSent_thenItStillIsNotFound() {
    server.site().member("bob");

    for (String name : List.of("bob", "nobody")) {
      String path = "/api/v2/users/" + name + "/keys/tokens";
      assertThat(server.send("POST", path, token, "x", "Content-Type", "text/plain").statusCode())
          .isEqualTo(404);
    }
  }

  @Test
  void givenAConnectionThatEndsAfterAnAnswer_whenItHasNoBody_thenItSaysSo() {
    String path = ME + "/keys/" + token.substring(0, 10) + "/expire";

    assertThat(ask("OPTIONS", ME, "Connection: close").closes()).isTrue();
    assertThat(ask("OPTIONS", ME, "Content-Length: 5").closes()).isTrue();
    assertThat(ask("GET", "/docs", "If-None-Match: *\r\nConnection: close").closes()).isTrue();
    assertThat(ask("PUT", path, "Connection: close").closes()).isTrue();
  }

  @Test
  void givenABodyThatNobodyReads_whenOnlyTheHeadIsWanted_thenItIsAnsweredAtOnce() {
    for (String body : List.of("Content-Length: 5", "Transfer-Encoding: chunked")) {
      for (String path : List.of("/nowhere", "/healthz")) {
        RawAnswer head = ask("HEAD", path, body);

        assertThat(head.status()).isEqualTo(path.equals("/nowhere") ? 404 : 200);
        assertThat(head.closes()).isTrue();
      }
    }
  }

  @Test
  void givenAnyAnswer_whenLookedAt_thenItTellsBrowsersAndCachesWhatTheyMayNot() {
    for (RawAnswer answer :
        List.of(ask("GET", ME, ""), ask("GET", "/nowhere", ""), ask("OPTIONS", ME, ""))) {
      assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
      assertThat(answer.header("X-Content-Type-Options")).isEqualTo("nosniff");
      assertThat(answer.header("Content-Security-Policy"))
          .isEqualTo("default-src 'none'; frame-ancestors 'none'");
      assertThat(answer.header("X-Frame-Options")).isEqualTo("DENY");
      assertThat(answer.header("Referrer-Policy")).isEqualTo("no-referrer");
      assertThat(answer.header("Cross-Origin-Resource-Policy")).isEqualTo("same-origin");
      assertThat(answer.headers()).doesNotContainKeys("server", "access-control-allow-origin");
      assertThat(Instant.from(RFC_1123_DATE_TIME.parse(answer.header("Date"))))
          .isCloseTo(Instant.now(), within(5, ChronoUnit.MINUTES));
    }
  }

  @Test
  void givenACacheThatHasTheDescription_whenItAsks_thenItIsToldThatItStillIsTheSame() {
    for (String path : List.of("/openapi.json", "/docs")) {
      RawAnswer first = ask("GET", path, "");
      String tag = first.header("ETag");
      for (String known : List.of(tag, "\"x\", " + tag, tag.substring(2), "*")) {
        for (String method : List.of("GET", "HEAD")) {
          RawAnswer unchanged = ask(method, path, "If-None-Match: " + known);

          assertThat(unchanged.status()).as(known).isEqualTo(304);
          assertThat(unchanged.body()).isEmpty();
          assertThat(unchanged.header("ETag")).isEqualTo(tag);
          assertThat(unchanged.header("Cache-Control")).isEqualTo("no-cache");
          assertThat(unchanged.header("Content-Security-Policy"))
              .isEqualTo(first.header("Content-Security-Policy"));
        }
      }
      assertThat(ask("GET", path, "If-None-Match: \"x\"").status()).isEqualTo(200);
    }
  }

  @Test
  void givenThePage_whenLookedAt_thenItLoadsAndRunsNothingAndItsStyleIsAllowed() {
    RawAnswer page = ask("GET", "/docs", "");

    assertThat(page.header("Content-Type")).isEqualTo("text/html; charset=utf-8");
    assertThat(page.body())
        .contains("/api/v2/users/{user}/keys/{keyid}/expire</code>")
        .doesNotContain("<script", "style=", "src=", "http://")
        .containsOnlyOnce("<style>");
    assertThat(page.header("Content-Security-Policy")).contains("style-src 'sha256-");
  }

  private void createTokens(int count) {
    for (int i = 0; i < count; i++) {
      server.site().key(aToken(maria).named("token" + i).build());
    }
  }

  private RawAnswer ask(String method, String path, String header) {
    return ask(method, path, header, "");
  }

  private RawAnswer ask(String method, String path, String header, String body) {
    try (RawHttp raw = new RawHttp(server.address())) {
      String length = body.isEmpty() ? "" : "Content-Length: " + body.length() + "\r\n";
      raw.send(request(method, path, length + header) + body);
      RawAnswer answer = raw.readAnswer(method);
      AnswerCheck.check(method, path, answer);
      return answer;
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private String request(String method, String path, String headers) {
    return "%s %s HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer %s\r\n%s\r\n"
        .formatted(method, path, token, headers.isEmpty() ? "" : headers.strip() + "\r\n");
  }
}
