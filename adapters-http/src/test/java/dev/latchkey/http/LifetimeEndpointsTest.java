package dev.latchkey.http;

import static dev.latchkey.core.testkit.Fixtures.NOW;
import static dev.latchkey.core.testkit.Fixtures.aSessionKey;
import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.core.key.ApiKey;
import dev.latchkey.core.key.KeyId;
import dev.latchkey.core.usecase.Lifetimes;
import dev.latchkey.core.user.Role;
import dev.latchkey.core.user.User;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How long a key may live is a matter of who owns it (contract sections 4.9 and 5). */
class LifetimeEndpointsTest {

  private static final String USERS = "/api/v2/users/";
  private static final Duration STANDARD = Duration.ofDays(3);
  private static final Duration MAXIMUM = Duration.ofDays(30);
  private static final Duration OWNER_MAXIMUM = Duration.ofDays(1);

  private final TestServer server =
      TestServer.with(
          builder -> builder.lifetimes(new Lifetimes(STANDARD, MAXIMUM, OWNER_MAXIMUM)));
  private String admins;
  private String marias;

  @BeforeEach
  void createUsers() {
    User admin = server.site().siteOwner("admin");
    admins = server.tokenOf(aSessionKey(admin));
    marias = server.tokenOf(aSessionKey(server.site().member("maria")));
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void givenNoLifetime_whenKeysAreMade_thenTheStandardCountsAndGivesWayToTheOwnersMaximum() {
    for (String body : new String[] {"{}", "{\"lifetime\":0}", "{\"lifetime\":null}"}) {
      assertLives(STANDARD, create("me", marias, body));
      assertLives(OWNER_MAXIMUM, create("me", admins, body));
      assertLives(STANDARD, create("maria", admins, body));
    }
    assertLives(STANDARD, server.send("POST", USERS + "me/keys", marias, null));
    assertLives(OWNER_MAXIMUM, server.send("POST", USERS + "me/keys", admins, null));
  }

  @Test
  void givenALifetime_whenKeysAreMade_thenTheMaximumOfTheirOwnerCountsAndNotOfWhoAsks() {
    assertLives(MAXIMUM, create("me", marias, lifetime(MAXIMUM)));
    assertLives(MAXIMUM, create("maria", admins, lifetime(MAXIMUM)));
    assertLives(OWNER_MAXIMUM, create("me", admins, lifetime(OWNER_MAXIMUM)));

    assertRefused(create("me", marias, lifetime(MAXIMUM.plusNanos(1))), "less than 720h0m0s");
    assertRefused(create("maria", admins, lifetime(MAXIMUM.plusNanos(1))), "less than 720h0m0s");
    assertRefused(create("me", admins, lifetime(OWNER_MAXIMUM.plusNanos(1))), "less than 24h0m0s");
  }

  @Test
  void givenALifetimeThatIsNone_whenAKeyIsMade_thenItIsRefusedAndNeverRoundedUp() {
    assertRefused(create("me", marias, "{\"lifetime\":-1}"), "positive number greater than 0");
    assertRefused(
        create("me", marias, "{\"lifetime\":-9223372036854775808}"),
        "positive number greater than 0");
    assertRefused(create("me", marias, "{\"lifetime\":999999999}"), "at least 1s");
    assertRefused(create("me", marias, "{\"lifetime\":9223372036854775807}"), "less than 720h0m0s");
    assertLives(Duration.ofSeconds(1), create("me", marias, "{\"lifetime\":1000000000}"));
  }

  @Test
  void givenAUser_whenTheirLimitIsAskedFor_thenItIsTheirsWhoeverAsks() {
    String userAdmin = server.tokenOf(server.site().userWith("uwe", Role.USER_ADMIN));
    String ofMember = "{\"max_token_lifetime\":" + MAXIMUM.toNanos() + "}\n";
    String ofOwner = "{\"max_token_lifetime\":" + OWNER_MAXIMUM.toNanos() + "}\n";

    assertThat(limit("me", marias).body()).isEqualTo(ofMember);
    assertThat(limit("maria", admins).body()).isEqualTo(ofMember);
    assertThat(limit("maria", userAdmin).body()).isEqualTo(ofMember);
    assertThat(limit("me", admins).body()).isEqualTo(ofOwner);
    assertThat(limit("admin", userAdmin).body()).isEqualTo(ofOwner);
    assertThat(limit("admin", marias).statusCode()).isEqualTo(404);
  }

  private HttpResponse<String> create(String user, String token, String body) {
    return server.send("POST", USERS + user + "/keys/tokens", token, body);
  }

  private HttpResponse<String> limit(String user, String token) {
    return server.get(USERS + user + "/keys/tokens/tokenconfig", token);
  }

  private void assertLives(Duration lifetime, HttpResponse<String> created) {
    assertThat(created.statusCode()).as(created.body()).isEqualTo(201);
    ApiKey key = server.site().stored(new KeyId(created.body().substring(8, 18)));
    assertThat(key.lifetime()).isEqualTo(lifetime);
    assertThat(key.expiresAt()).isEqualTo(NOW.plus(lifetime));
  }

  private static void assertRefused(HttpResponse<String> response, String detail) {
    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(response.body())
        .startsWith("{\"message\":\"Failed to validate create API key request.\",\"detail\":")
        .contains("lifetime must be ", detail);
  }

  private static String lifetime(Duration lifetime) {
    return "{\"lifetime\":" + lifetime.toNanos() + "}";
  }
}
