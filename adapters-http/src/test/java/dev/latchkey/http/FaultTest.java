package dev.latchkey.http;

import static dev.latchkey.core.testkit.Fixtures.aToken;
import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.core.error.LatchkeyException.Unavailable;
import dev.latchkey.core.key.KeyId;
import dev.latchkey.core.key.TokenName;
import dev.latchkey.core.port.KeyDirectory;
import dev.latchkey.core.port.KeyQueries;
import dev.latchkey.core.port.KeyStore;
import dev.latchkey.core.port.OwnedKey;
import dev.latchkey.core.testkit.AuditFailing;
import dev.latchkey.core.testkit.ForwardingKeyStore;
import dev.latchkey.core.testkit.InMemoryKeyStore;
import dev.latchkey.core.user.User;
import dev.latchkey.core.user.UserId;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class FaultTest {

  private static final String ME = "/api/v2/users/me";

  @Test
  void givenATrailThatCannotBeWritten_whenAKeyIsExpired_thenItStaysGoodAndNothingLeaks() {
    AuditFailing store = new AuditFailing(new InMemoryKeyStore());
    try (TestServer server = TestServer.over(store);
        CapturedLog log = CapturedLog.start()) {
      User maria = server.site().member("maria");
      String token = server.tokenOf(aToken(maria));
      KeyId id = new KeyId(token.substring(0, 10));
      store.startFailing();

      HttpResponse<String> response =
          server.send("PUT", ME + "/keys/" + id + "/expire", token, null);

      assertThat(response.statusCode()).isEqualTo(500);
      assertThat(response.body())
          .isEqualTo("{\"message\":\"An internal server error occurred.\"}\n");
      assertThat(log.text())
          .contains("disk full", response.headers().firstValue("X-Request-Id").orElseThrow());
      assertThat(server.get(ME, token).statusCode()).isEqualTo(200);
      assertThat(server.site().audit(id)).isEmpty();
    }
  }

  @Test
  void givenADatabaseThatIsAway_whenCalled_thenTheAnswerSaysSoAndTheLogSaysWhy() {
    try (TestServer server = TestServer.over(broken(FaultTest::unavailable));
        CapturedLog log = CapturedLog.start()) {

      HttpResponse<String> response = server.get(ME, "0123456789-" + "s".repeat(22));

      assertThat(response.statusCode()).isEqualTo(503);
      assertThat(response.body())
          .isEqualTo(
              "{\"message\":\"The database is unavailable.\",\"detail\":\"Nothing is wrong with the"
                  + " request. Try it again later.\"}\n");
      assertThat(log.text())
          .contains(
              " failed: The database does not answer. (java.lang.IllegalStateException: connection"
                  + " refused by 192.0.2.1)")
          .doesNotContain("at dev.latchkey.http.FaultTest");
    }
  }

  @Test
  void givenADatabaseThatIsAway_whenOthersVerify_thenNoKeyIsCalledGoodOrBad() {
    try (TestServer server = TestServer.over(broken(FaultTest::unavailable))) {
      String token = "0123456789-" + "s".repeat(22);
      String body = "{\"key\":\"%s\"}".formatted(token);

      assertThat(server.get("/api/v2/auth/check", token).statusCode()).isEqualTo(503);
      assertThat(server.send("POST", "/api/v2/keys/verify", null, body).statusCode())
          .isEqualTo(503);
    }
  }

  @Test
  void givenAFaultThatNobodyForesaw_whenCalled_thenTheAnswerIsPlainAndTheServerLivesOn() {
    try (TestServer server =
            TestServer.over(
                broken(
                    () -> {
                      throw new StackOverflowError("deep inside");
                    }));
        CapturedLog log = CapturedLog.start()) {

      for (int i = 0; i < 20; i++) {
        assertThat(server.get(ME, "0123456789-" + "s".repeat(22)).body())
            .isEqualTo("{\"message\":\"An internal server error occurred.\"}\n");
      }
      assertThat(log.text()).contains("deep inside");
    }
  }

  @Test
  void givenAListThatBreaksOff_whenRead_thenTheClientSeesThatItIsNotWhole() {
    InMemoryKeyStore memory = new InMemoryKeyStore();
    try (TestServer server =
            TestServer.over(
                new BrokenStore(memory, memory.directory(), new FirstPageOnly(memory.keys())));
        CapturedLog log = CapturedLog.start()) {
      User maria = server.site().member("maria");
      String token = server.tokenOf(maria);
      for (int i = 0; i < 600; i++) {
        server.site().key(aToken(maria).id(String.format(Locale.ROOT, "%010d", i)).build());
      }

      for (String connection : List.of("keep-alive", "close")) {
        try (RawHttp raw = new RawHttp(server.address())) {
          raw.send(
              "GET /api/v2/users/me/keys/tokens HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer %s\r\nConnection: %s\r\n\r\n"
                  .formatted(token, connection));

          assertThat(raw.readAll())
              .startsWith("HTTP/1.1 200 ")
              .contains("0000000000", "Transfer-Encoding: chunked")
              .doesNotEndWith("0\r\n\r\n");
        }
      }
      assertThat(log.text()).contains("broke off", "the second page is gone");
    }
  }

  private static void unavailable() {
    throw new Unavailable(
        "The database does not answer.",
        new IllegalStateException("connection refused by 192.0.2.1"));
  }

  private static KeyStore broken(Runnable fault) {
    InMemoryKeyStore memory = new InMemoryKeyStore();
    KeyDirectory directory =
        id -> {
          fault.run();
          throw new AssertionError("the fault did not throw");
        };
    return new BrokenStore(memory, directory, memory.keys());
  }

  /** Keys of which no list goes on behind its first page. */
  private record FirstPageOnly(KeyQueries queries) implements KeyQueries {

    @Override
    public Optional<OwnedKey> byId(KeyId id) {
      return queries.byId(id);
    }

    @Override
    public Optional<OwnedKey> byName(UserId owner, TokenName name, Instant now) {
      return queries.byName(owner, name, now);
    }

    @Override
    public Set<KeyId> usedAmong(Collection<KeyId> ids) {
      return queries.usedAmong(ids);
    }

    @Override
    public List<OwnedKey> tokens(Page page) {
      if (page.after() != null) {
        throw new StackOverflowError("the second page is gone");
      }
      return queries.tokens(page);
    }
  }

  /** Any store, with another directory or other keys. */
  private record BrokenStore(KeyStore store, KeyDirectory directory, KeyQueries keys)
      implements ForwardingKeyStore {}
}
