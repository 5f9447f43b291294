package dev.latchkey.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ConnectionLimitTest {

  private static final int LIMIT = 10;
  private static final String INFO = "GET /api/v2/buildinfo HTTP/1.1\r\nHost: a\r\n\r\n";

  @Test
  void givenAllConnectionsInUse_whenOneMoreComes_thenItIsToldSoAtOnceAndTheOthersGoOn() {
    try (CapturedLog log = CapturedLog.start();
        TestServer server = TestServer.configured(config -> config.withMaxConnections(LIMIT))) {
      List<RawHttp> open = new ArrayList<>();
      for (int i = 0; i < LIMIT; i++) {
        open.add(new RawHttp(server.address()));
        assertServed(open.get(i));
      }

      for (int i = 0; i < 3; i++) {
        try (RawHttp oneMore = new RawHttp(server.address())) {
          assertThat(oneMore.readAll())
              .startsWith("HTTP/1.1 503 Service Unavailable\r\n")
              .contains("Connection: close\r\n", "Content-Type: application/json; charset=utf-8")
              .endsWith(
                  "\r\n\r\n{\"message\":\"The server has too many connections.\",\"detail\":\"Nothing"
                      + " is wrong with the request. Try it again later.\"}\n");
        }
      }
      open.forEach(ConnectionLimitTest::assertServed);
      assertThat(log.text())
          .containsOnlyOnce("WARNING All 10 connections are in use; more are refused.");

      open.get(0).close();
      awaitConnections(server, LIMIT - 1);
      try (RawHttp another = new RawHttp(server.address())) {
        assertServed(another);
      }
      open.forEach(RawHttp::close);
    }
  }

  @Test
  void givenManyConnectionsOneAfterTheOther_whenEachEnds_thenNoneIsCountedForEver() {
    try (TestServer server = TestServer.configured(config -> config.withMaxConnections(LIMIT))) {
      for (int i = 0; i < 5 * LIMIT; i++) {
        try (RawHttp connection = new RawHttp(server.address())) {
          // Ended by the client, by the server, in the middle of a request, and before any.
          switch (i % 4) {
            case 0 -> assertServed(connection);
            case 1 -> connection.send("nonsense\r\n\r\n");
            case 2 -> connection.send("GET / HTT");
            default -> assertThat(connection).isNotNull();
          }
        }
        awaitConnections(server, 0);
      }
    }
  }

  private static void assertServed(RawHttp connection) {
    connection.send(INFO);
    assertThat(connection.readSome()).startsWith("HTTP/1.1 200 ");
  }

  private static void awaitConnections(TestServer server, long count) {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
    while (server.server().connections() > count) {
      assertThat(System.nanoTime()).as("connections are left").isLessThan(deadline);
      Thread.onSpinWait();
    }
  }
}
