package dev.latchkey.http;

import static dev.latchkey.core.testkit.Fixtures.aSessionKey;
import static dev.latchkey.core.testkit.Fixtures.aToken;
import static dev.latchkey.core.testkit.Fixtures.member;
import static dev.latchkey.core.testkit.Fixtures.userWith;
import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.core.key.ApiKey;
import dev.latchkey.core.user.Role;
import dev.latchkey.core.user.User;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Who may do what with whose keys (contract section 6), by the roles of the user who asks. */
class KeyRightsTest {

  private static final String USERS = "/api/v2/users/";
  private static final String NOT_FOUND =
      "{\"message\":\"Resource not found or you do not have access to this resource\"}\n";

  private final TestServer server = TestServer.start();
  private User maria;
  private ApiKey mariasKey;
  private ApiKey mariasSession;

  @BeforeEach
  void createAUserWithKeys() {
    maria = server.site().member("maria");
    mariasKey = server.site().key(aToken(maria).named("marias").build());
    mariasSession = server.site().key(aSessionKey(maria).build());
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void givenAUserOfAnyRole_whenTheyUseTheirOwnKeys_thenTheyMayDoEverything() {
    for (User user : usersOfEveryRole()) {
      server.site().user(user);
      String token = server.tokenOf(aSessionKey(user));
      String id = server.site().key(aToken(user).named("mine").build()).id().value();
      String other = server.site().key(aSessionKey(user).build()).id().value();

      assertThat(server.get(USERS + "me/keys/tokens", token).body()).contains(id);
      assertStatus(200, server.get(USERS + "me/keys/" + id, token));
      assertStatus(200, server.get(USERS + "me/keys/" + other, token));
      assertStatus(200, server.get(USERS + "me/keys/tokens/mine", token));
      assertStatus(200, server.get(USERS + "me/keys/tokens/tokenconfig", token));
      assertStatus(201, server.send("POST", USERS + "me/keys/tokens", token, "{}"));
      assertStatus(201, server.send("POST", USERS + "me/keys", token, null));
      for (String key : List.of(id, other)) {
        assertStatus(204, server.send("PUT", USERS + "me/keys/" + key + "/expire", token, null));
        assertStatus(204, server.send("DELETE", USERS + "me/keys/" + key, token, null));
      }
    }
  }

  @Test
  void givenAMember_whenTheyNameAnotherUser_thenNothingIsFoundWhateverTheyTry() {
    String token = server.tokenOf(server.site().member("joe"));

    for (HttpResponse<String> response : everyRequestUnder("maria", token)) {
      assertStatus(404, response);
      assertThat(response.body()).isEqualTo(NOT_FOUND);
    }
    assertNothingHappened();
  }

  @Test
  void givenWhoMayReadUsersOnly_whenTheyNameAnotherUser_thenTheirKeysAreHiddenAndNoneIsMade() {
    for (Role role : List.of(Role.USER_ADMIN, Role.TEMPLATE_ADMIN, Role.AUDITOR)) {
      String token = server.tokenOf(server.site().userWith(role.wireName(), role));

      List<HttpResponse<String>> responses = everyRequestUnder("maria", token);

      assertThat(responses)
          .map(HttpResponse::statusCode)
          .as("%s", role)
          .containsExactly(200, 200, 404, 404, 404, 403, 403, 404, 404);
      assertThat(responses.get(0).body()).isEqualTo("[]\n");
      assertThat(responses.get(1).body())
          .isEqualTo("{\"max_token_lifetime\":3155760000000000000}\n");
    }
    assertNothingHappened();
  }

  @Test
  void givenAnybodyButASiteOwner_whenTheyNameAnothersKeyUnderTheirOwnName_thenItIsNotFound() {
    for (User user : usersOfEveryRole()) {
      if (!user.is(Role.OWNER)) {
        server.site().user(user);
        String token = server.tokenOf(user);
        for (ApiKey key : List.of(mariasKey, mariasSession)) {
          for (HttpResponse<String> response : everyRequestFor("me", key, token)) {
            assertStatus(404, response);
            assertThat(response.body()).isEqualTo(NOT_FOUND);
          }
        }
        assertThat(server.get(USERS + "me/keys/tokens?include_all=true", token).body())
            .doesNotContain(mariasKey.id().value(), "maria")
            .contains(token.substring(0, 10));
      }
    }
    assertNothingHappened();
  }

  @Test
  void givenASiteOwner_whenTheyUseTheKeysOfAnother_thenTheyMayDoEverything() {
    String token = server.tokenOf(aSessionKey(server.site().siteOwner("admin")));

    assertThat(everyRequestUnder("maria", token))
        .map(HttpResponse::statusCode)
        .containsExactly(200, 200, 200, 200, 200, 201, 201, 204, 204);
    assertThat(everyRequestFor("me", mariasSession, token))
        .map(HttpResponse::statusCode)
        .containsExactly(200, 204, 204);
  }

  /** Contract section 11.2: by id whoever owns it, but by name only under the owner's. */
  @Test
  void givenASiteOwner_whenTheyNameAnothersKeyUnderTheirOwnName_thenItIsFoundByIdAndNotByName() {
    String token = server.tokenOf(aSessionKey(server.site().siteOwner("admin")));

    assertStatus(200, server.get(USERS + "me/keys/" + mariasKey.id(), token));
    assertStatus(404, server.get(USERS + "me/keys/tokens/marias", token));
    assertStatus(200, server.get(USERS + "maria/keys/tokens/marias", token));
  }

  @Test
  void
      givenExpiredKeysOfAll_whenASiteOwnerListsAll_thenTheyAreHiddenUnlessAskedForAndSessionsAlways() {
    String token = server.tokenOf(server.site().siteOwner("admin"));
    server.send("PUT", USERS + "me/keys/" + mariasKey.id() + "/expire", token, null);

    String live = server.get(USERS + "me/keys/tokens?include_all=t", token).body();
    String all = server.get(USERS + "me/keys/tokens?include_all=1&include_expired=T", token).body();

    assertThat(live).contains(token.substring(0, 10)).doesNotContain(mariasKey.id().value());
    assertThat(all)
        .contains(token.substring(0, 10), mariasKey.id().value(), "\"username\":\"maria\"")
        .doesNotContain(mariasSession.id().value());
    assertThat(server.get(USERS + "me/keys/tokens?include_all=yes&include_expired=1", token).body())
        .doesNotContain(mariasKey.id().value());
  }

  @Test
  void givenASiteOwner_whenTheyMakeKeysForAnother_thenThatUserOwnsThem() {
    String admins = server.tokenOf(server.site().siteOwner("admin"));

    for (String path : List.of("maria/keys/tokens", maria.id() + "/keys")) {
      String token = newKey(server.send("POST", USERS + path, admins, "{}"));

      assertThat(server.get(USERS + "me", token).body()).contains("\"username\":\"maria\"");
      assertThat(server.get(USERS + "maria/keys/" + token.substring(0, 10), admins).body())
          .contains("\"user_id\":\"" + maria.id() + "\"");
    }
  }

  @Test
  void givenAnUnknownUser_whenAnythingIsAskedForUnderTheirName_thenEvenASiteOwnerFindsNothing() {
    String token = server.tokenOf(server.site().siteOwner("admin"));

    for (String user : List.of("nobody", "00000000-0000-0000-0000-000000000000", "a%20b")) {
      for (HttpResponse<String> response : everyRequestUnder(user, token)) {
        assertStatus(404, response);
        assertThat(response.body()).isEqualTo(NOT_FOUND);
      }
    }
  }

  private List<HttpResponse<String>> everyRequestUnder(String user, String token) {
    String keys = USERS + user + "/keys";
    return Stream.concat(
            Stream.of(
                server.get(keys + "/tokens", token),
                server.get(keys + "/tokens/tokenconfig", token),
                server.get(keys + "/tokens/marias", token),
                server.get(keys + "/" + mariasSession.id(), token),
                server.get(keys + "/" + mariasKey.id(), token),
                server.send("POST", keys + "/tokens", token, "{}"),
                server.send("POST", keys, token, null)),
            everyRequestFor(user, mariasKey, token).stream().skip(1))
        .toList();
  }

  private List<HttpResponse<String>> everyRequestFor(String user, ApiKey key, String token) {
    String path = USERS + user + "/keys/" + key.id();
    return List.of(
        server.get(path, token),
        server.send("PUT", path + "/expire", token, null),
        server.send("DELETE", path, token, null));
  }

  private void assertNothingHappened() {
    assertThat(server.site().stored(mariasKey.id())).isEqualTo(mariasKey);
    assertThat(server.site().stored(mariasSession.id())).isEqualTo(mariasSession);
  }

  private static List<User> usersOfEveryRole() {
    return Stream.concat(
            Stream.of(member("none")),
            Stream.of(Role.values()).map(role -> userWith("a-" + role.wireName(), role)))
        .toList();
  }

  private static String newKey(HttpResponse<String> response) {
    assertStatus(201, response);
    return response.body().substring("{\"key\":\"".length(), response.body().length() - 3);
  }

  private static void assertStatus(int status, HttpResponse<String> response) {
    assertThat(response.statusCode())
        .as("%s: %s", response.request(), response.body())
        .isEqualTo(status);
  }
}
