package dev.latchkey.http;

import static dev.latchkey.core.testkit.Fixtures.NOW;
import static dev.latchkey.core.testkit.Fixtures.aToken;
import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.core.user.User;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** The one line that the log gets of each request. */
class RequestLogTest {

  private static final String ME = "/api/v2/users/me";

  @Test
  void givenRequests_whenTheyAreOver_thenEachHasALineWithItsIdUserAndKey() {
    String id = UUID.randomUUID().toString();
    TestServer server = TestServer.start();
    try (CapturedLog log = CapturedLog.start()) {
      User maria = server.site().member("maria");
      server.site().key(aToken(maria).id("goodgood00").build());
      String good = "goodgood00-" + "s".repeat(22);
      server.site().key(aToken(maria).id("ended00000").endingAt(NOW.minusSeconds(1)).build());

      server.get(ME + "?coder_session_token=" + good, null, "X-Request-Id", id);
      server.get(ME, "ended00000-" + "s".repeat(22), "X-Request-Id", id);
      server.get(ME, "goodgood00-" + "x".repeat(22), "X-Request-Id", id);
      server.get("/nowhere", good, "X-Request-Id", id);
      server.close();

      assertThat(log.text())
          .containsPattern("GET /api/v2/users/me 200 [0-9]+ ms " + id + " maria goodgood00 ")
          .containsPattern("GET /api/v2/users/me 401 [0-9]+ ms " + id + " - ended00000 ")
          .containsPattern("GET /api/v2/users/me 401 [0-9]+ ms " + id + " - - ")
          .containsPattern("GET /nowhere 404 [0-9]+ ms " + id + " - - ")
          .containsPattern(
              "\\{method=GET, path=/api/v2/users/me, status=200, duration_ms=[0-9]+, request_id="
                  + id
                  + ", actor=maria, key_id=goodgood00}")
          .contains(", request_id=" + id + ", key_id=ended00000}", ", request_id=" + id + "}");
    }
  }
}
