package dev.latchkey.http;

import static dev.latchkey.core.testkit.Fixtures.NOW;
import static dev.latchkey.core.testkit.Fixtures.aSessionKey;
import static dev.latchkey.core.testkit.Fixtures.aToken;
import static dev.latchkey.core.testkit.Fixtures.member;
import static dev.latchkey.core.testkit.Fixtures.operator;
import static dev.latchkey.core.testkit.Fixtures.suspended;
import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.core.key.ApiKey;
import dev.latchkey.core.key.KeyId;
import dev.latchkey.core.testkit.InMemoryKeyStore;
import dev.latchkey.core.user.User;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AuthenticationTest {

  private static final String ME = "/api/v2/users/me";
  private static final String SIGNED_OUT =
      "{\"message\":\"You are signed out or your session has expired. Please sign in again to"
          + " continue.\",\"detail\":\"%s\"}\n";

  private final TestServer server = TestServer.start();
  private User user;
  private String token;

  @BeforeEach
  void createUser() {
    user = server.site().member("maria");
    token = server.tokenOf(user);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void givenNoToken_whenCalled_thenUnauthorizedWithAChallenge() {
    HttpResponse<String> response = server.get(ME, null);

    assertRefused(
        response, "Cookie \\\"coder_session_token\\\" or query parameter must be provided.");
    assertThat(response.headers().firstValue("WWW-Authenticate"))
        .hasValue(
            "Bearer realm=\"latchkey\", error=\"invalid_token\","
                + " error_description=\"The access token has expired\"");
    assertThat(response.headers().firstValue("X-Latchkey-Reason")).isEmpty();
  }

  @Test
  void givenATokenOfOnePart_whenCalled_thenThePartsAreCounted() {
    assertRefused(
        server.get(ME, "nonsense"),
        "Invalid API key format: incorrect amount of API key parts, expected 2 got 1");
  }

  @Test
  void givenATokenOfThreeParts_whenCalled_thenThePartsAreCounted() {
    assertRefused(
        server.get(ME, token + "-x"),
        "Invalid API key format: incorrect amount of API key parts, expected 2 got 3");
  }

  @Test
  void givenATokenThatIsWrongInEveryWay_whenCalled_thenPartsComeBeforeIdAndIdBeforeSecret() {
    assertRefused(
        server.get(ME, "a-b-c"),
        "Invalid API key format: incorrect amount of API key parts, expected 2 got 3");
    assertRefused(
        server.get(ME, "a-b"),
        "Invalid API key format: invalid API key ID length, expected 10 got 1");
    assertRefused(
        server.get(ME, "-"),
        "Invalid API key format: invalid API key ID length, expected 10 got 0");
  }

  @Test
  void givenAnIdOfWrongLength_whenCalled_thenTheLengthIsTold() {
    assertRefused(
        server.get(ME, "short-" + "s".repeat(22)),
        "Invalid API key format: invalid API key ID length, expected 10 got 5");
  }

  @Test
  void givenASecretOfWrongLength_whenCalled_thenTheLengthIsTold() {
    assertRefused(
        server.get(ME, "0123456789-short"),
        "Invalid API key format: invalid API key secret length, expected 22 got 5");
  }

  @Test
  void givenAnUnknownId_whenCalled_thenTheKeyIsInvalid() {
    assertRefused(server.get(ME, "0123456789-" + "s".repeat(22)), "API key is invalid.");
  }

  @Test
  void givenAWrongSecret_whenCalled_thenTheSecretIsInvalid() {
    assertRefused(
        server.get(ME, token.substring(0, 11) + "s".repeat(22)), "API key secret is invalid.");
  }

  @Test
  void givenAnExpiredKey_whenCalled_thenItsEndIsToldAndTheReasonForPrograms() {
    String expired = server.tokenOf(aToken(user).endingAt(NOW.minusSeconds(1)));

    HttpResponse<String> response = server.get(ME, expired);

    assertRefused(response, "API key expired at \\\"2026-03-01 11:59:59.123456 +0000 UTC\\\".");
    assertThat(response.headers().firstValue("X-Latchkey-Reason")).hasValue("expired");
  }

  @Test
  void givenAnExpiredKeyAndAWrongSecret_whenCalled_thenTheExpiryIsNotTold() {
    String expired = server.tokenOf(aToken(user).endingAt(NOW.minusSeconds(1)));

    HttpResponse<String> response = server.get(ME, expired.substring(0, 11) + "s".repeat(22));

    assertRefused(response, "API key secret is invalid.");
    assertThat(response.headers().firstValue("X-Latchkey-Reason")).hasValue("unknown");
  }

  @Test
  void givenAKeyAtItsVeryEnd_whenCalled_thenItIsStillGood() {
    String ending = server.tokenOf(aToken(user).endingAt(NOW));

    assertThat(server.get(ME, ending).statusCode()).isEqualTo(200);
    server.site().clock().advance(Duration.ofNanos(1000));
    assertThat(server.get(ME, ending).statusCode()).isEqualTo(401);
  }

  @Test
  void givenASuspendedUser_whenCalled_thenTheStatusIsTold() {
    User gone = server.site().user(suspended(member("gone")));

    HttpResponse<String> response = server.get(ME, server.tokenOf(gone));

    assertThat(response.statusCode()).isEqualTo(401);
    assertThat(response.body())
        .isEqualTo(
            "{\"message\":\"User is not active (status = \\\"suspended\\\"). Contact an admin to"
                + " reactivate your account.\"}\n");
    assertThat(response.headers().firstValue("WWW-Authenticate"))
        .hasValue(
            "Bearer realm=\"latchkey\", error=\"invalid_token\","
                + " error_description=\"The access token is refused\"");
    assertThat(response.headers().firstValue("X-Latchkey-Reason")).hasValue("user_inactive");
  }

  @Test
  void givenAUserWhoIsDeletedMeanwhile_whenCalled_thenTheirKeyIsInvalid() {
    assertThat(server.get(ME, token).statusCode()).isEqualTo(200);

    server.site().latchkey().deleteUser().execute(operator(), user.id());

    assertRefused(server.get(ME, token), "API key is invalid.");
  }

  @Test
  void givenAUserWhoIsSuspendedMeanwhile_whenActivatedAgain_thenTheirKeyIsGoodAgain() {
    server.site().latchkey().suspendUser().execute(operator(), user.id());
    assertThat(server.get(ME, token).statusCode()).isEqualTo(401);

    server.site().latchkey().activateUser().execute(operator(), user.id());

    assertThat(server.get(ME, token).statusCode()).isEqualTo(200);
  }

  @Test
  void givenAKeyWhoseScopesDoNotPermitIt_whenSomethingIsDone_thenTheChallengeSaysSo() {
    String narrow = server.tokenOf(aToken(user).scopes("user:read", "api_key:read"));

    HttpResponse<String> response =
        server.send("POST", ME + "/keys/tokens", narrow, "{\"token_name\":\"ci\"}");

    assertThat(response.statusCode()).isEqualTo(403);
    assertThat(response.headers().firstValue("WWW-Authenticate").orElseThrow())
        .startsWith("Bearer realm=\"latchkey\", error=\"insufficient_scope\"");
  }

  @Test
  void givenASessionAndAToken_whenUsedAfterAnHour_thenTheSessionSlidesAndTheTokenStays() {
    InMemoryKeyStore store = new InMemoryKeyStore();
    KeyId session = new KeyId("sessionkey");
    KeyId plain = new KeyId("plaintoken");
    try (TestServer other = TestServer.over(store)) {
      User owner = other.site().member("ada");
      other.site().key(aSessionKey(owner).id(session.value()).build());
      other.site().key(aToken(owner).id(plain.value()).build());
      other.site().clock().advance(Duration.ofHours(2));

      for (KeyId id : List.of(session, plain)) {
        assertThat(other.get(ME, id + "-" + "s".repeat(22)).statusCode()).isEqualTo(200);
      }
    }

    Instant used = NOW.plus(Duration.ofHours(2));
    ApiKey slid = store.keys().byId(session).orElseThrow().key();
    ApiKey stayed = store.keys().byId(plain).orElseThrow().key();
    assertThat(slid.expiresAt()).isEqualTo(used.plus(Duration.ofDays(7)));
    assertThat(stayed.expiresAt()).isEqualTo(NOW.plus(Duration.ofDays(7)));
    for (ApiKey key : List.of(slid, stayed)) {
      assertThat(key.usage().lastUsed()).isEqualTo(used);
      assertThat(key.usage().ipAddress()).isEqualTo("127.0.0.1");
      assertThat(key.updatedAt()).isEqualTo(NOW);
    }
  }

  @Test
  void givenOnlyACookie_whenSomethingIsChanged_thenItIsTakenForAForgery() {
    String cookie = "coder_session_token=" + token;
    String path = "/api/v2/users/me/keys";

    HttpResponse<String> forged = server.send("POST", path, null, null, "Cookie", cookie);

    assertThat(forged.statusCode()).isEqualTo(400);
    assertThat(forged.headers().firstValue("Content-Type")).hasValue("text/plain; charset=utf-8");
    assertThat(
            server
                .send("POST", path, null, null, "Cookie", cookie, "Coder-Session-Token", token)
                .statusCode())
        .isEqualTo(201);
    assertThat(
            server
                .send("POST", path + "?coder_session_token=" + token, null, null, "Cookie", cookie)
                .statusCode())
        .isEqualTo(201);
    assertThat(server.send("POST", path, token, null, "Cookie", cookie).statusCode())
        .isEqualTo(201);
  }

  @Test
  void givenOnlyACookie_whenTheMethodIsAnyOther_thenItIsAForgeryUnlessNothingCanChange() {
    String cookie = "coder_session_token=" + token;
    String key = ME + "/keys/" + token.substring(0, 10);

    assertThat(server.send("GET", ME, null, null, "Cookie", cookie).statusCode()).isEqualTo(200);
    assertThat(server.send("HEAD", ME, null, null, "Cookie", cookie).statusCode()).isEqualTo(200);
    assertThat(server.send("DELETE", key, null, null, "Cookie", cookie).statusCode())
        .isEqualTo(400);
    assertThat(server.send("PUT", key + "/expire", null, null, "Cookie", cookie).statusCode())
        .isEqualTo(400);
    assertThat(
            server
                .send("DELETE", key, null, null, "Cookie", cookie, "Coder-Session-Token", "other")
                .statusCode())
        .as("a header that is not the cookie's token proves nothing")
        .isEqualTo(400);
    assertThat(
            server
                .send("DELETE", key + "?access_token=" + token, null, null, "Cookie", cookie)
                .statusCode())
        .as("nor does the other parameter")
        .isEqualTo(400);
    assertThat(server.get(ME, token).statusCode()).isEqualTo(200);
  }

  @Test
  void givenARequestId_whenCalled_thenItIsKeptOnlyIfItIsAUuid() {
    String id = UUID.randomUUID().toString();

    assertThat(server.get(ME, token, "X-Request-Id", id).headers().firstValue("X-Request-Id"))
        .hasValue(id);
    assertThat(
            server.get(ME, token, "X-Request-Id", "1-1-1-1-1").headers().firstValue("X-Request-Id"))
        .get()
        .satisfies(made -> assertThat(made).hasSize(36));
  }

  private static void assertRefused(HttpResponse<String> response, String detail) {
    assertThat(response.statusCode()).isEqualTo(401);
    assertThat(response.body()).isEqualTo(SIGNED_OUT.formatted(detail));
  }
}
