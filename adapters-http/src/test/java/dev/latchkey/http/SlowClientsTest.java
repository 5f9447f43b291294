package dev.latchkey.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.core.testkit.Fixtures;
import dev.latchkey.core.user.User;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.LongPredicate;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** Others are served while very many clients are as slow as they can be. */
class SlowClientsTest {

  private static final int CLIENTS = 1_000;
  private static final long GIGABYTE = 1L << 30;

  // Far more than an answer takes, and far less than anybody here holds a connection.
  private static final Duration SOON = Duration.ofSeconds(5);

  private static final String ME = "/api/v2/users/me";

  @Test
  void givenAThousandSlowConnections_whenOthersCall_thenTheyAreServedSoon() throws Exception {
    try (TestServer server = with(Duration.ofMinutes(2));
        SlowClients slow = slowClients(server)) {
      String token = server.tokenOf(server.site().member("maria"));
      awaitConnections(server, count -> count >= CLIENTS);

      for (int i = 0; i < 50; i++) {
        assertServedSoon(server, token);
      }

      assertThat(server.server().connections()).as("of %s", slow).isGreaterThanOrEqualTo(CLIENTS);
    }
  }

  @Test
  void givenAThousandSlowConnections_whenTheirTimeIsUp_thenTheServerIsRidOfThem() throws Exception {
    try (TestServer server = with(Duration.ofSeconds(1));
        SlowClients slow = slowClients(server)) {
      assertThat(slow).isNotNull();
      awaitConnections(server, count -> count == 0);
    }
  }

  @Test
  void givenAClientThatReadsNothing_whenItsTimeIsUp_thenTheConnectionEnds() throws Exception {
    Duration soon = Duration.ofMillis(300);
    try (TestServer server = with(soon, Duration.ofMinutes(2));
        SlowClients reader = new SlowClients()) {
      // Asked again and again: more than the sockets on both sides take without a reader.
      String list = list(giveKeys(server));
      reader.with(1, server.address(), "", list.repeat(100));
      awaitConnections(server, count -> count == 1);
      reader.start();

      awaitConnections(server, count -> count == 0);
    }
  }

  @Test
  void givenAGigabyteThatIsSentOn_whenItIsTooLarge_thenTheClientIsHungUpOnAndOthersAreServed()
      throws Exception {
    try (TestServer server = TestServer.start()) {
      String token = server.tokenOf(server.site().member("maria"));
      CompletableFuture<Long> sized =
          CompletableFuture.supplyAsync(
              () -> send(server, token, "Content-Length: " + GIGABYTE, "x".repeat(1 << 16)));
      CompletableFuture<Long> chunked =
          CompletableFuture.supplyAsync(
              () ->
                  send(
                      server,
                      token,
                      "Transfer-Encoding: chunked",
                      "10000\r\n" + "x".repeat(1 << 16) + "\r\n"));

      int served = 0;
      while (!sized.isDone() || !chunked.isDone() || served < 10) {
        assertServedSoon(server, token);
        served++;
      }

      // 32 MiB are read away, so that who sends first and reads then gets the answer.
      assertThat(sized.get()).isLessThan(GIGABYTE / 8);
      assertThat(chunked.get()).isLessThan(GIGABYTE / 8);
    }
  }

  @Test
  void givenAConnectionThatRestsLongerThanAReaderMay_whenItIsUsedAgain_thenItIsServed()
      throws Exception {
    Duration reading = Duration.ofMillis(100);
    try (TestServer server = with(reading, Duration.ofMinutes(1));
        RawHttp connection = new RawHttp(server.address())) {
      for (int i = 0; i < 3; i++) {
        connection.send("GET /healthz HTTP/1.1\r\nHost: a\r\n\r\n");
        assertThat(connection.readSome()).startsWith("HTTP/1.1 200 ");
        TimeUnit.MILLISECONDS.sleep(3 * reading.toMillis());
      }
    }
  }

  private static TestServer with(Duration limit) {
    return with(limit, limit);
  }

  private static TestServer with(Duration reading, Duration others) {
    BodyLimits body = new BodyLimits(others, others, 1_000_000);
    return TestServer.configured(
        UnaryOperator.identity(),
        new TimeLimits(others, others, reading, Duration.ZERO, others, body));
  }

  private static SlowClients slowClients(TestServer server) throws IOException {
    String token = giveKeys(server);
    String get = "GET " + ME + " HTTP/1.1\r\nHost: a\r\nX: ";
    String post = "POST " + ME + "/keys/tokens" + credentials(token);
    return new SlowClients()
        .with(CLIENTS / 4, server.address(), get, "x")
        .with(CLIENTS / 4, server.address(), post + "Content-Length: 60000\r\n\r\n{\"x\":\"", "x")
        .with(CLIENTS / 4, server.address(), "", "")
        .with(CLIENTS / 4, server.address(), list(token), "")
        .start();
  }

  /** Gives a user keys whose list does not fit into a socket, and tells the token of one more. */
  private static String giveKeys(TestServer server) {
    User otto = server.site().member("otto");
    for (int i = 0; i < 200; i++) {
      server.site().key(Fixtures.aToken(otto).named("a token with a long name " + i).build());
    }
    return server.tokenOf(otto);
  }

  private static String list(String token) {
    return "GET " + ME + "/keys/tokens" + credentials(token) + "\r\n";
  }

  private static String credentials(String token) {
    return " HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer " + token + "\r\n";
  }

  private static void awaitConnections(TestServer server, LongPredicate condition)
      throws InterruptedException {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    while (!condition.test(server.server().connections())) {
      assertThat(System.nanoTime())
          .as("%s connections", server.server().connections())
          .isLessThan(deadline);
      TimeUnit.MILLISECONDS.sleep(10);
    }
  }

  private static void assertServedSoon(TestServer server, String token) {
    long start = System.nanoTime();
    assertThat(server.get(ME, token).statusCode()).isEqualTo(200);
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(SOON);
  }

  /** Sends a part of a body until all of it has gone or the server has hung up. */
  private static long send(TestServer server, String token, String header, String part) {
    byte[] octets = part.getBytes(StandardCharsets.US_ASCII);
    long sent = 0;
    try (Socket socket = new Socket()) {
      socket.connect(server.address());
      OutputStream out = socket.getOutputStream();
      String head =
          "POST /api/v2/users/me/keys/tokens HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer %s\r\n%s\r\n\r\n";
      out.write(head.formatted(token, header).getBytes(StandardCharsets.US_ASCII));
      while (sent < GIGABYTE) {
        out.write(octets);
        sent += octets.length;
      }
    } catch (IOException hungUpOn) {
      // As it should be.
    }
    return sent;
  }
}
