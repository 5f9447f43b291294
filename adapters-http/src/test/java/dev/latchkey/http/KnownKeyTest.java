package dev.latchkey.http;

import static dev.latchkey.core.testkit.Fixtures.NOW;
import static dev.latchkey.core.testkit.Fixtures.aToken;
import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.core.key.ApiKey;
import dev.latchkey.core.key.PlaintextKey;
import dev.latchkey.core.testkit.InMemoryKeyStore;
import dev.latchkey.core.testkit.Remembering;
import dev.latchkey.core.user.User;
import java.net.http.HttpResponse;
import java.security.SecureRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is known from memory takes no look at the database, and no body is waited for. */
class KnownKeyTest {

  private static final String ME = "/api/v2/users/me";

  private final TestServer server = TestServer.over(new Remembering(new InMemoryKeyStore()));
  private final User maria = server.site().member("maria");

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void givenADeadKey_whenUsedAnywhere_thenItIsRefusedFromMemoryWithTheReason() {
    String dead = server.tokenOf(aToken(maria).expiredAt(NOW.minusSeconds(1)));

    HttpResponse<String> refused = server.get(ME, dead);

    assertThat(refused.statusCode()).isEqualTo(401);
    assertThat(refused.headers().firstValue("X-Latchkey-Reason")).hasValue("expired");
    assertThat(refused.body()).contains("API key expired at \\\"");
    assertThat(server.get(ME, "0123456789-" + "s".repeat(22)).statusCode()).isEqualTo(401);
  }

  @Test
  void givenADeadKeyAndABodyThatNeverComes_whenUsed_thenTheAnswerDoesNotWaitForIt() {
    String dead = server.tokenOf(aToken(maria).expiredAt(NOW.minusSeconds(1)));
    try (RawHttp raw = new RawHttp(server.address())) {
      raw.send(
          "POST /api/v2/users/me/keys HTTP/1.1\r\nHost: x\r\nContent-Length: 1000\r\n"
              + "Authorization: Bearer "
              + dead
              + "\r\n\r\n");

      assertThat(raw.readSome()).startsWith("HTTP/1.1 401 ");
    }
  }

  @Test
  void givenADeadKeyThatIsTriedAgain_whenItsUseIsStored_thenEveryTryIsCountedOnce() {
    PlaintextKey plaintext = PlaintextKey.generate(new SecureRandom());
    ApiKey key = aToken(maria).of(plaintext).expiredAt(NOW.minusSeconds(1)).build();
    server.site().key(key);

    for (int i = 0; i < 3; i++) {
      server.get(ME, plaintext.reveal());
      server.get("/api/v2/auth/check", plaintext.reveal());
    }
    server.site().latchkey().close();

    assertThat(server.site().stored(key.id()).usage().refused()).isEqualTo(6);
    assertThat(server.site().stored(key.id()).usage().requests()).isZero();
  }
}
