package dev.latchkey.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.core.key.PlaintextKey;
import dev.latchkey.core.testkit.Fixtures;
import dev.latchkey.core.user.User;
import java.net.http.HttpResponse;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RateLimitTest {

  private static final int LIMIT = 5;
  private static final String ME = "/api/v2/users/me";
  private static final String TOKENS = ME + "/keys/tokens";
  private static final String MESSAGE =
      "{\"message\":\"You've been rate limited for sending more than 5 requests in 1m0s.\"}\n";

  private final TestServer server =
      TestServer.configured(
          config ->
              config
                  .withApiRateLimit(LIMIT)
                  .withTrustedProxies(List.of(CidrBlock.parse("127.0.0.1"))));

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void givenAUserWhoAsksTooOften_whenTheyAskAgain_thenTheyAreToldWhenToTryAgain() {
    String token = server.tokenOf(server.site().member("maria"));
    for (int left = LIMIT - 1; left >= 0; left--) {
      HttpResponse<String> served = server.get(ME, token);
      assertThat(served.statusCode()).isEqualTo(200);
      assertThat(header(served, "X-RateLimit-Limit")).isEqualTo("5");
      assertThat(header(served, "X-RateLimit-Remaining")).isEqualTo(Integer.toString(left));
      assertThat(served.headers().map()).doesNotContainKey("Retry-After");
    }

    HttpResponse<String> refused = server.get(ME, token);

    assertThat(refused.statusCode()).isEqualTo(429);
    assertThat(refused.body()).isEqualTo(MESSAGE);
    assertThat(Integer.parseInt(header(refused, "Retry-After"))).isBetween(1, 120);
    assertThat(header(refused, "X-RateLimit-Remaining")).isEqualTo("0");
    Instant reset = Instant.ofEpochSecond(Long.parseLong(header(refused, "X-RateLimit-Reset")));
    assertThat(Duration.between(Instant.now(), reset))
        .isBetween(Duration.ofSeconds(-20), Duration.ofMinutes(1));
  }

  @Test
  void givenAUserAtTheLimit_whenTheyUseAnotherKeyOrHead_thenItIsTheirLimitStill() {
    User maria = server.site().member("maria");
    exhaust("GET", ME, server.tokenOf(maria));

    String another = server.tokenOf(Fixtures.aToken(maria).named("another"));

    assertThat(server.get(ME, another).statusCode()).isEqualTo(429);
    assertThat(server.send("HEAD", ME, another, null).statusCode()).isEqualTo(429);
  }

  @Test
  void givenAUserAtTheLimit_whenTheyNameOthersInThePath_thenItIsTheSameEndpoint() {
    String token = server.tokenOf(server.site().siteOwner("admin"));
    for (int i = 0; i < LIMIT; i++) {
      assertThat(server.get("/api/v2/users/nobody" + i, token).statusCode()).isEqualTo(404);
    }

    assertThat(server.get(ME, token).statusCode()).isEqualTo(429);
  }

  @Test
  void givenAUserAtTheLimit_whenAnotherUserOrAnotherEndpointIsAsked_thenItIsServed() {
    String token = server.tokenOf(server.site().member("maria"));
    exhaust("GET", ME, token);

    assertThat(server.get(TOKENS, token).statusCode()).isEqualTo(200);
    assertThat(server.get(ME, server.tokenOf(server.site().member("otto"))).statusCode())
        .isEqualTo(200);
  }

  @Test
  void givenAUserAtTheLimit_whenTheyWrite_thenNothingIsWritten() {
    User maria = server.site().member("maria");
    String token = server.tokenOf(maria);
    exhaust("POST", TOKENS, token);
    int before = server.site().audit().size();

    assertThat(server.send("POST", TOKENS, token, "{}").statusCode()).isEqualTo(429);

    assertThat(server.site().audit()).hasSize(before);
  }

  @Test
  void givenInventedKeys_whenTheyAreTried_thenTheAddressIsTheLimitAndGoodTokensAreServed() {
    String good = server.tokenOf(server.site().member("maria"));
    for (int i = 0; i < LIMIT; i++) {
      assertThat(server.get(ME, invented()).statusCode()).isEqualTo(401);
    }

    assertThat(server.get(ME, invented()).statusCode()).isEqualTo(429);
    assertThat(server.get(TOKENS, invented()).statusCode()).isEqualTo(429);
    assertThat(server.get(ME, "malformed").statusCode()).isEqualTo(429);
    assertThat(server.get(ME, null).statusCode()).isEqualTo(429);
    assertThat(server.get(ME, good).statusCode()).isEqualTo(200);
  }

  @Test
  void givenWhatNeedsNoToken_whenItIsAskedTooOften_thenTheAddressIsTheLimitWhateverTheToken() {
    for (int i = 0; i < LIMIT; i++) {
      assertThat(server.get("/api/v2/buildinfo", null).statusCode()).isEqualTo(200);
    }
    String good = server.tokenOf(server.site().member("maria"));

    assertThat(server.get("/api/v2/buildinfo", good).statusCode()).isEqualTo(429);
    assertThat(server.get("/api/v2/users/first", invented()).statusCode()).isEqualTo(429);
    assertThat(server.get(ME, good).statusCode()).isEqualTo(200);
  }

  @Test
  void givenABadKeyInALoop_whenItIsOverTheLimit_thenItLearnsWhyAndOthersThereAreServed() {
    String ended =
        server.tokenOf(Fixtures.aToken(server.site().member("maria")).expiredAt(Fixtures.NOW));
    for (int i = 0; i < LIMIT; i++) {
      assertThat(server.get(ME, ended).statusCode()).isEqualTo(401);
    }

    HttpResponse<String> refused = server.get(ME, ended);

    assertThat(refused.statusCode()).isEqualTo(429);
    assertThat(header(refused, "X-Latchkey-Reason")).isEqualTo("expired");
    assertThat(server.get("/api/v2/users/first", null).statusCode()).isEqualTo(200);
  }

  @Test
  void givenAClientBehindATrustedProxy_whenItIsAtTheLimit_thenOthersBehindItAreNot() {
    for (int i = 0; i < LIMIT; i++) {
      assertThat(from("1.2.3." + i + ", 192.0.2.1")).isEqualTo(200);
    }

    assertThat(from("9.9.9.9, 192.0.2.1")).isEqualTo(429);
    assertThat(from("192.0.2.2")).isEqualTo(200);
  }

  @Test
  void givenIpv6_whenAHostTakesAnotherOfItsAddresses_thenItIsTheSameLimit() {
    for (int i = 0; i < LIMIT; i++) {
      assertThat(from("2001:db8:1:2:" + i + "::1")).isEqualTo(200);
    }

    assertThat(from("2001:db8:1:2:ffff:ffff:ffff:ffff")).isEqualTo(429);
    assertThat(from("2001:db8:1:3::1")).isEqualTo(200);
  }

  @Test
  void givenProbesAndThoseWhoVerify_whenTheyAskWithoutEnd_thenTheyAreNotCounted() {
    for (int i = 0; i < 2 * LIMIT; i++) {
      for (String path :
          List.of(
              "/healthz", "/readyz", "/metrics", "/api/v2/auth/check", "/api/v2/auth/check/a")) {
        HttpResponse<String> response = server.get(path, null);
        assertThat(response.statusCode()).isNotEqualTo(429);
        assertThat(response.headers().map()).doesNotContainKey("X-RateLimit-Limit");
      }
      String body = "{\"key\":\"" + invented() + "\"}";
      assertThat(server.send("POST", "/api/v2/keys/verify", null, body).statusCode())
          .isEqualTo(200);
    }
  }

  @Test
  void givenNoLimit_whenAskedWithoutEnd_thenNothingIsCounted() {
    try (TestServer free = TestServer.configured(config -> config.withApiRateLimit(-1))) {
      for (int i = 0; i < 2 * LIMIT; i++) {
        HttpResponse<String> response = free.get(ME, "malformed");
        assertThat(response.statusCode()).isEqualTo(401);
        assertThat(response.headers().map()).doesNotContainKey("X-RateLimit-Limit");
      }
    }
  }

  private void exhaust(String method, String path, String token) {
    for (int i = 0; i < LIMIT; i++) {
      String body = method.equals("POST") ? "{\"token_name\":\"t" + i + "\"}" : null;
      assertThat(server.send(method, path, token, body).statusCode()).isBetween(200, 201);
    }
  }

  private int from(String forwardedFor) {
    return server.get("/api/v2/buildinfo", null, "X-Forwarded-For", forwardedFor).statusCode();
  }

  private static String invented() {
    return PlaintextKey.generate(new SecureRandom()).reveal();
  }

  private static String header(HttpResponse<String> response, String name) {
    return response.headers().firstValue(name).orElseThrow();
  }
}
