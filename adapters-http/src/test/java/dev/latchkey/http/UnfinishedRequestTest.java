package dev.latchkey.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Requests whose body comes late, never, or in a form that leaves their end in doubt. */
class UnfinishedRequestTest {

  private static final String LENGTH = "Content-Length: 100000\r\n";
  private static final BodyLimits SHORT =
      new BodyLimits(Duration.ofMillis(300), Duration.ofMillis(300), 1_000_000);
  private static final BodyLimits LONG_ARRIVAL =
      new BodyLimits(Duration.ofMinutes(10), Duration.ofMillis(300), 1_000_000);

  /** Whether it is good takes a look at the database, and so the whole request. */
  private static final String UNKNOWN_TOKEN =
      "Authorization: Bearer 0123456789-" + "s".repeat(22) + "\r\n";

  private static final BodyLimits FEW_BYTES =
      new BodyLimits(Duration.ofMinutes(10), Duration.ofMinutes(10), 1_000);

  @Test
  void givenABodyThatNeverComes_whenTheRequestIsAnsweredEarly_thenTheConnectionEnds() {
    try (TestServer server = TestServer.with(LONG_ARRIVAL)) {
      for (String start :
          List.of(
              "POST /nowhere",
              "POST /api/v2/buildinfo",
              "POST /" + "a".repeat(10_000),
              "POST /%00",
              "GET /api/v2/buildinfo",
              "HEAD /api/v2/buildinfo",
              "POST /api/v2/users")) {
        String answer = RawHttp.exchange(server.address(), request(start, LENGTH, "x"));

        assertThat(answer).as(start).startsWith("HTTP/1.1 ").contains("Connection: close\r\n");
      }
    }
  }

  @Test
  void givenABodyThatNeverComes_whenItIsWaitedFor_thenTheConnectionEndsInTime() {
    TestServer server = TestServer.with(SHORT);
    try (CapturedLog log = CapturedLog.start()) {
      String answer =
          RawHttp.exchange(
              server.address(),
              request("POST /api/v2/users", UNKNOWN_TOKEN + "Content-Length: 10\r\n", "x"));

      assertThat(answer).isEmpty();
      server.close();
      assertThat(log.text()).contains("POST /api/v2/users 408");
    }
  }

  @Test
  void givenABodyThatGoesOn_whenTheRequestIsAnsweredEarly_thenTheConnectionEndsAtTheLimit() {
    try (TestServer server = TestServer.with(FEW_BYTES)) {
      String answer =
          RawHttp.exchange(server.address(), request("POST /nowhere", LENGTH, "x".repeat(5_000)));

      assertThat(answer.isEmpty() || answer.startsWith("HTTP/1.1 404")).isTrue();
    }
  }

  @Test
  void givenAnEarlyAnswerWhoseBodyNeverComes_whenTheServerIsClosed_thenItIsQuick() {
    TestServer server = TestServer.with(LONG_ARRIVAL);
    try (RawHttp nowhere = new RawHttp(server.address());
        RawHttp tooLarge = new RawHttp(server.address())) {
      nowhere.send(request("POST /nowhere", LENGTH, "x"));
      tooLarge.send(request("POST /api/v2/users", UNKNOWN_TOKEN + LENGTH, "x"));
      assertThat(nowhere.readSome()).startsWith("HTTP/1.1 404");
      assertThat(tooLarge.readSome()).startsWith("HTTP/1.1 413");

      long start = System.nanoTime();
      server.close();

      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(10));
    }
  }

  @Test
  void givenABodyOfManyMegabytes_whenSent_thenItIsTooLargeAndNothingIsPrinted() {
    String chunk = "100000\r\n" + "x".repeat(1 << 20) + "\r\n";
    PrintStream before = System.err;
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    System.setErr(new PrintStream(printed, true, StandardCharsets.UTF_8));
    try (TestServer server = TestServer.start()) {
      String length =
          RawHttp.exchange(
              server.address(),
              request(
                  "POST /api/v2/users",
                  UNKNOWN_TOKEN + "Content-Length: " + (17 << 20) + "\r\n",
                  "x".repeat(17 << 20)));
      String chunked =
          RawHttp.exchange(
              server.address(),
              request(
                  "POST /api/v2/users",
                  UNKNOWN_TOKEN + "Transfer-Encoding: chunked\r\n",
                  chunk.repeat(17) + "0\r\n\r\n"));

      for (String answer : List.of(length, chunked)) {
        assertThat(answer)
            .startsWith("HTTP/1.1 413 ")
            .contains("Connection: close\r\n", "{\"message\":\"Request body too large.\"");
      }
      assertThat(server.get("/api/v2/buildinfo", null).statusCode()).isEqualTo(200);
    } finally {
      System.setErr(before);
    }
    assertThat(printed.toString(StandardCharsets.UTF_8)).doesNotContain("Exception", "\tat ");
  }

  @Test
  void givenACodingThatIsNotChunked_whenSent_thenTheRequestIsRefusedAndTheConnectionEnds() {
    try (TestServer server = TestServer.with(SHORT)) {
      for (String coding : List.of("gzip, chunked", "identity", "chunked, gzip", "xchunked", "")) {
        String headers = "Transfer-Encoding: " + coding + "\r\n";
        String answer =
            RawHttp.exchange(
                server.address(), request("GET /api/v2/buildinfo", headers, "0\r\n\r\n"));

        assertThat(answer)
            .as(coding)
            .startsWith("HTTP/1.1 400 ")
            .contains("Connection: close\r\n", "\"message\":\"The end of the request is unclear.\"")
            .containsOnlyOnce("HTTP/1.1 ");
      }
      assertThat(
              RawHttp.exchange(
                  server.address(),
                  request(
                      "GET /api/v2/buildinfo",
                      "Transfer-Encoding: CHUNKED\r\nConnection: close\r\n",
                      "0\r\n\r\n")))
          .startsWith("HTTP/1.1 200 ");
    }
  }

  @Test
  void givenTwoWaysToTellTheLength_whenSent_thenTheRequestIsRefusedAndTheConnectionEnds() {
    try (TestServer server = TestServer.with(SHORT)) {
      for (String headers :
          List.of(
              "Transfer-Encoding: chunked\r\nContent-Length: 5\r\n",
              "Content-Length: 5\r\nContent-Length: 6\r\n",
              "Content-Length: 5, 6\r\n",
              "Content-Length: -1\r\n",
              "Content-Length: x\r\n",
              "Transfer-Encoding: chunked\r\nTransfer-Encoding: gzip\r\n")) {
        String answer =
            RawHttp.exchange(
                server.address(), request("GET /api/v2/buildinfo", headers, "0\r\n\r\n"));

        assertThat(answer)
            .as(headers)
            .startsWith("HTTP/1.1 400 ")
            .containsIgnoringCase("connection: close\r\n")
            .containsOnlyOnce("HTTP/1.1 ");
      }
    }
  }

  private static String request(String start, String headers, String body) {
    return start + " HTTP/1.1\r\nHost: a\r\n" + headers + "\r\n" + body;
  }
}
