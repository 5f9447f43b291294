package dev.latchkey.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HostileInputTest {

  private static final String TOKENS = "/api/v2/users/me/keys/tokens";

  private final TestServer server = TestServer.start();
  private String token;

  @BeforeEach
  void createUser() {
    token = server.tokenOf(server.site().member("maria"));
  }

  @AfterEach
  void isStillAliveAndStops() {
    assertThat(server.get("/api/v2/users/me", token).statusCode()).isEqualTo(200);
    server.close();
  }

  @Test
  void givenABodyOfTheLargestSize_whenSent_thenItIsRead() {
    String body = "{\"token_name\":\"big\",\"x\":\"" + "x".repeat(64 * 1024 - 27) + "\"}";

    assertThat(body).hasSize(64 * 1024);
    assertThat(server.send("POST", TOKENS, token, body).statusCode()).isEqualTo(201);
  }

  @Test
  void givenABodyOverTheLargestSize_whenSent_thenItIsTooLarge() {
    for (int size : List.of(64 * 1024 + 1, 300_000, 3_000_000)) {
      String answer = raw(post("Content-Length: " + size + "\r\n", "x".repeat(size)));

      assertIsJson(answer, 413);
      assertThat(answer).contains("The body may have at most 65536 bytes.");
    }
  }

  @Test
  void givenAChunkedBodyOverTheLargestSize_whenSent_thenItIsTooLarge() {
    String chunk = "1000\r\n" + "x".repeat(4096) + "\r\n";

    assertIsJson(raw(post("Transfer-Encoding: chunked\r\n", chunk.repeat(40) + "0\r\n\r\n")), 413);
  }

  @Test
  void givenABodyOverTheLargestSize_whenTheEndpointIgnoresBodies_thenItIsTooLargeToo() {
    String path = "/api/v2/users/me/keys/" + token.substring(0, 10) + "/expire";

    assertThat(server.send("PUT", path, token, "x".repeat(70_000)).statusCode()).isEqualTo(413);
  }

  @Test
  void givenABrokenChunk_whenSent_thenTheRequestIsRefusedOrHungUpOn() {
    String answer = raw(post("Transfer-Encoding: chunked\r\n", "zz\r\nnonsense\r\n"));

    assertThat(answer)
        .satisfiesAnyOf(
            text -> assertThat(text).isEmpty(),
            text -> assertThat(text).startsWith("HTTP/1.1 400"));
  }

  @Test
  void givenALongPath_whenCalled_thenTheUrlIsTooLong() {
    assertIsJson(raw(get("/api/v2/users/" + "a".repeat(10_000))), 414);
  }

  @Test
  void givenAPathThatCannotBeDecoded_whenCalled_thenItIsMalformed() {
    for (String segment : List.of("%00", "a%00b", "%ff", "%c3%28", "%ed%a0%80", "%0a", "%7f")) {
      assertIsJson(raw(get("/api/v2/users/me/keys/tokens/" + segment)), 400);
    }
  }

  @Test
  void givenAQueryThatCannotBeDecoded_whenCalled_thenItIsMalformed() {
    for (String query : List.of("a=%00", "%ff=a", "a=%c3%28")) {
      assertIsJson(raw(get("/api/v2/buildinfo?" + query)), 400);
    }
  }

  @Test
  void givenOctetsThatAUrlMustEscape_whenCalled_thenTheRequestIsRefused() {
    assertThat(statusOf(raw(get("/api/v2/users/\u00ff\u00fe")))).isBetween(400, 499);
    assertThat(statusOf(raw(get("/api/v2/buildinfo?a=\u00ff")))).isBetween(400, 499);
    assertThat(statusOf(raw(get("/api/v2/users/a\tb")))).isBetween(400, 499);
  }

  @Test
  void givenABrokenEscape_whenCalled_thenTheRequestIsRefused() {
    for (String broken : List.of("/%", "/%4", "/%zz", "?a=%", "?a=%4", "?%zz")) {
      assertThat(statusOf(raw(get("/api/v2/buildinfo" + broken)))).isEqualTo(400);
    }
  }

  @Test
  void givenARawNul_whenCalled_thenTheRequestIsRefused() {
    assertThat(statusOf(raw(get("/api/v2/users/me\0")))).isBetween(400, 499);
    assertThat(
            statusOf(
                raw(
                    "GET /api/v2/buildinfo HTTP/1.1\r\nHost: a\r\nX: \0\r\nConnection: close\r\n\r\n")))
        .isEqualTo(400);
  }

  @Test
  void givenAHugeHeader_whenCalled_thenTheRequestIsRefused() {
    String request =
        "GET /api/v2/buildinfo HTTP/1.1\r\nHost: a\r\nX: " + "x".repeat(20_000) + "\r\n\r\n";

    assertThat(statusOf(raw(request))).isBetween(400, 499);
  }

  @Test
  void givenVeryManyHeaders_whenCalled_thenTheRequestIsRefused() {
    String request =
        "GET /api/v2/buildinfo HTTP/1.1\r\nHost: a\r\n" + "X: y\r\n".repeat(1_000) + "\r\n";

    assertThat(statusOf(raw(request))).isBetween(400, 499);
  }

  @Test
  void givenGarbage_whenSent_thenItIsRefused() {
    for (String garbage :
        List.of(
            "\0\1\2\3\r\n\r\n",
            "GET\r\n\r\n",
            "\u0016\u0003\u0001\u0002\0\1\0\r\n\r\n",
            "GET / HTTP/9.9\r\n\r\n")) {
      try (RawHttp raw = new RawHttp(server.address())) {
        raw.send(garbage);
        raw.closeOutput();

        assertThat(statusOf(raw.readAll())).as(garbage).isEqualTo(400);
      }
    }
  }

  @Test
  void givenAClientThatClosesItsHalf_whenTheRequestIsWhole_thenItIsAnswered() {
    try (RawHttp raw = new RawHttp(server.address())) {
      raw.send(get("/api/v2/buildinfo"));
      raw.closeOutput();

      assertThat(raw.readAll()).startsWith("HTTP/1.1 200 ");
    }
  }

  @Test
  void givenAClientThatClosesItsHalf_whenTheBodyIsMissing_thenTheConnectionEnds() {
    try (RawHttp raw = new RawHttp(server.address())) {
      raw.send(post("Content-Length: 100\r\n", "{"));
      raw.closeOutput();

      assertIsJson(raw.readAll(), 400);
    }
  }

  @Test
  void givenControlCharactersInHeaders_whenCalled_thenTheyDoNoHarm() {
    String cookie = "Cookie: x=%s; =;;coder_session_token=%s\r\n";
    String path = "/api/v2/users/me/keys";

    String refused = raw(post(path, cookie.formatted("\u0001", "\u0007"), ""));
    String served = raw(post(path, "Content-Length: 0\r\nUser-Agent: a\u0085b\r\n", ""));

    assertThat(statusOf(refused)).isEqualTo(400);
    assertThat(statusOf(served)).isEqualTo(201);
    assertThat(server.site().audit().get(0).request().userAgent()).isEqualTo("a?b");
  }

  @Test
  void givenAnAbsoluteUrl_whenCalled_thenItsPathIsUsed() {
    assertThat(statusOf(raw(get("http://example.com/api/v2/buildinfo")))).isEqualTo(200);
  }

  @Test
  void givenAClientThatWantsToContinue_whenTheBodyIsFine_thenItIsToldTo() {
    String answer = raw(post("Content-Length: 2\r\nExpect: 100-continue\r\n", "{}"));

    assertThat(answer).startsWith("HTTP/1.1 100 Continue\r\n").contains("HTTP/1.1 201 Created\r\n");
  }

  @Test
  void givenTwoRequestsAtOnce_whenSent_thenBothAreAnsweredInOrder() {
    String first = "GET /api/v2/buildinfo HTTP/1.1\r\nHost: a\r\n\r\n";

    String answers = raw(first + get("/api/v2/nowhere"));

    assertThat(answers).startsWith("HTTP/1.1 200 ").containsSubsequence("200 OK", "404 Not Found");
  }

  @Test
  void givenHttp10_whenCalled_thenItIsAnsweredAndTheConnectionEnds() {
    assertThat(raw("GET /api/v2/buildinfo HTTP/1.0\r\n\r\n"))
        .contains(" 200 OK\r\n", "\"version\":\"v0.0.0-devel+latchkey.1.2.3\"");
  }

  @Test
  void givenABodyThatIsTooLarge_whenAnotherRequestFollows_thenItIsNotAnswered() {
    String tooLarge =
        "POST /api/v2/users HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer "
            + token
            + "\r\nContent-Length: 70000\r\n\r\n"
            + "x".repeat(70_000);

    assertThat(raw(tooLarge + get("/api/v2/buildinfo")))
        .startsWith("HTTP/1.1 413 ")
        .contains("Connection: close\r\n")
        .containsOnlyOnce("HTTP/1.1 ");
  }

  @Test
  void givenHeadOfAList_whenCalled_thenThereIsNoBody() {
    HttpResponse<String> response = server.send("HEAD", TOKENS, token, null);

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.headers().firstValue("Content-Type"))
        .contains("application/json; charset=utf-8");
    assertThat(response.body()).isEmpty();
  }

  @Test
  void givenOptionsOfEverything_whenCalled_thenThereIsNoSuchRoute() {
    assertIsJson(raw("OPTIONS * HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"), 404);
  }

  @Test
  void givenAClientThatWantsToContinue_whenItIsRefusedEarly_thenItIsNotToldTo() {
    String expecting = "Content-Length: 70000\r\nExpect: 100-continue\r\n";

    for (String path : List.of(TOKENS, "/api/v2/nowhere")) {
      String answer = raw(post(path, expecting, ""));

      assertIsJson(answer, path.equals(TOKENS) ? 413 : 404);
      assertThat(answer).doesNotContain("100 Continue");
    }
  }

  private String raw(String request) {
    return RawHttp.exchange(server.address(), request);
  }

  private static String get(String path) {
    return "GET " + path + " HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n";
  }

  private String post(String headers, String body) {
    return post(TOKENS, headers, body);
  }

  private String post(String path, String headers, String body) {
    return "POST "
        + path
        + " HTTP/1.1\r\nHost: a\r\nConnection: close\r\nAuthorization: Bearer "
        + token
        + "\r\n"
        + headers
        + "\r\n"
        + body;
  }

  private static void assertIsJson(String answer, int status) {
    assertThat(statusOf(answer)).as(answer).isEqualTo(status);
    assertThat(answer)
        .contains("Content-Type: application/json; charset=utf-8", "\r\n\r\n{\"message\":\"");
  }

  private static int statusOf(String answer) {
    assertThat(answer).startsWith("HTTP/1.1 ");
    return Integer.parseInt(answer.substring(9, 12));
  }
}
