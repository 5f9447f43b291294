package dev.latchkey.http;

import static dev.latchkey.core.testkit.Fixtures.NOW;
import static dev.latchkey.core.testkit.Fixtures.aToken;
import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.core.authority.ContractScopes;
import dev.latchkey.core.key.AllowList;
import dev.latchkey.core.key.AllowList.Entry;
import dev.latchkey.core.key.KeyId;
import dev.latchkey.core.testkit.KeyBuilder;
import dev.latchkey.core.user.User;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a key may do here is limited by its scopes and its allow list (contract section 8). */
class RestrictedKeyTest {

  private static final String USERS = "/api/v2/users/";
  private static final String TOKENS = USERS + "me/keys/tokens";
  private static final Instant END = NOW.plus(Duration.ofHours(1));

  private final TestServer server = TestServer.start();
  private User maria;

  @BeforeEach
  void createUser() {
    maria = server.site().member("maria");
  }

  @AfterEach
  void stop() {
    server.close();
  }

  /** In the order of {@link #everyRequest}. */
  @Test
  void givenAKeyOfEachScope_whenItTriesEverything_thenItMayDoWhatTheScopePermitsAndNoMore() {
    assertStatuses("coder:all", 200, true, 200, 200, 200, 201, 201, 204, 204);
    assertStatuses("api_key:*", 404, true, 200, 200, 200, 201, 403, 204, 204);
    assertStatuses("coder:apikeys.manage_self", 404, true, 200, 200, 200, 201, 403, 204, 204);
    assertStatuses("api_key:read", 404, true, 200, 200, 200, 403, 403, 404, 404);
    assertStatuses("api_key:create", 404, false, 404, 404, 200, 201, 403, 404, 404);
    assertStatuses("api_key:delete", 404, false, 404, 404, 200, 403, 403, 404, 204);
    assertStatuses("user:read", 200, false, 404, 404, 200, 403, 403, 404, 404);
    assertStatuses("user:read_personal", 200, false, 404, 404, 200, 403, 403, 404, 404);
  }

  /** Whoever expires a key must be able to read it (contract section 4.8). */
  @Test
  void givenAKeyThatMayUpdateKeys_whenItExpiresOne_thenItMustBeAbleToReadThemToo() {
    assertStatuses("api_key:update", 404, false, 404, 404, 200, 403, 403, 404, 404);
    assertStatuses(
        aToken(maria).scopes("api_key:read", "api_key:update"),
        "{}",
        404,
        true,
        List.of(200, 200, 200, 403, 403, 204, 404));
  }

  @Test
  void givenAKeyThatHasNothingToDoWithKeys_whenItTriesAnything_thenThereIsNothing() {
    for (String scope :
        List.of(
            "workspace:*",
            "coder:application_connect",
            "user:update_personal",
            "coder:workspaces.create",
            "made:up")) {
      String token = server.tokenOf(aToken(maria).scopes(scope));

      for (HttpResponse<String> response : everyRequest(token, "{}")) {
        assertThat(response.statusCode()).as(scope).isEqualTo(404);
      }
      assertThat(server.get(USERS + "me", token).statusCode()).isEqualTo(404);
      assertThat(server.get(TOKENS, token).statusCode()).isEqualTo(404);
    }
  }

  @Test
  void givenAnAllowList_whenItsKeyTriesEverything_thenWhatIsNotListedIsNotThere() {
    assertStatuses(
        limitedTo("api_key:*"),
        "{\"allow_list\":[\"api_key:*\"]}",
        404,
        true,
        List.of(200, 200, 200, 201, 403, 204, 204));
    assertStatuses(
        limitedTo("user:" + maria.id()),
        "{}",
        200,
        false,
        List.of(404, 404, 200, 403, 403, 404, 404));
    String oneWorkspace =
        server.tokenOf(limitedTo("workspace:f47ac10b-58cc-4372-a567-0e02b2c3d479"));
    assertThat(everyRequest(oneWorkspace, "{}")).map(HttpResponse::statusCode).containsOnly(404);
    assertThat(server.get(USERS + "me", oneWorkspace).statusCode()).isEqualTo(404);
  }

  @Test
  void givenANarrowKeyOfASiteOwner_whenItNamesOthers_thenTheRoleGivesItNoMoreThanItsScopes() {
    User admin = server.site().siteOwner("admin");
    String key = server.site().key(aToken(maria).named("marias").build()).id().value();
    String reader = server.tokenOf(aToken(admin).scopes("api_key:read"));

    assertThat(server.get(USERS + "me/keys/" + key, reader).statusCode()).isEqualTo(200);
    assertThat(server.get(TOKENS + "?include_all=true", reader).body()).contains(key);
    assertThat(server.get(USERS + "maria/keys/" + key, reader).statusCode()).isEqualTo(404);
    assertThat(server.send("PUT", USERS + "me/keys/" + key + "/expire", reader, null).statusCode())
        .isEqualTo(404);
    assertThat(server.send("DELETE", USERS + "me/keys/" + key, reader, null).statusCode())
        .isEqualTo(404);
    assertThat(server.send("POST", "/api/v2/users", reader, "{\"username\":\"x\"}").statusCode())
        .isEqualTo(403);
    assertThat(server.get("/api/v2/audit", reader).statusCode()).isEqualTo(403);
  }

  @Test
  void givenARestrictedKey_whenItMints_thenNeverMoreThanItself() {
    String token = server.tokenOf(restricted());

    assertMints(token, "{\"scopes\":[\"api_key:*\"],\"allow_list\":[\"api_key:*\",\"user:*\"]}");
    assertMints(token, "{\"scopes\":[\"api_key:read\"],\"allow_list\":[\"api_key:*\"]}");
    assertRefused(token, "{}", "A key can't make a broader one");
    assertRefused(
        token,
        "{\"scope\":\"all\",\"allow_list\":[\"api_key:*\"]}",
        "A key can't make a broader one");
    assertRefused(
        token,
        "{\"scopes\":[\"api_key:read\",\"workspace:read\"],\"allow_list\":[\"api_key:*\"]}",
        "A key can't make a broader one");
    assertRefused(token, "{\"scopes\":[\"api_key:*\"]}", "A key can't make a wider one");
    assertRefused(
        token,
        "{\"scopes\":[\"api_key:*\"],\"allow_list\":[\"api_key:*\",\"file:*\"]}",
        "A key can't make a wider one");
    assertRefused(
        token,
        "{\"lifetime\":3600000001000,\"scopes\":[\"api_key:*\"],\"allow_list\":[\"api_key:*\"]}",
        "can't make a longer-lived one");
    assertThat(server.send("POST", USERS + "me/keys", token, null).statusCode()).isEqualTo(403);
  }

  @Test
  void givenARestrictedKey_whenItMintsWithAndWithoutALifetime_thenNoneOutlivesIt() {
    String token = server.tokenOf(restricted());
    String grant = "\"scopes\":[\"api_key:*\"],\"allow_list\":[\"api_key:*\"]}";

    assertThat(endOf(assertMints(token, "{" + grant))).isEqualTo(END);
    assertThat(endOf(assertMints(token, "{\"lifetime\":0," + grant))).isEqualTo(END);
    assertThat(endOf(assertMints(token, "{\"lifetime\":3600000000000," + grant))).isEqualTo(END);
    assertThat(endOf(assertMints(token, "{\"lifetime\":60000000000," + grant)))
        .isEqualTo(NOW.plusSeconds(60));
  }

  @Test
  void givenARestrictedKeyOfASiteOwner_whenItMintsForAnother_thenItsOwnLimitsCountToo() {
    User admin = server.site().siteOwner("admin");
    String token = server.tokenOf(aToken(admin).scopes("api_key:*", "user:read").endingAt(END));
    String path = USERS + "maria/keys/tokens";

    assertThat(server.send("POST", path, token, "{\"scopes\":[\"api_key:read\"]}").statusCode())
        .isEqualTo(201);
    assertThat(server.send("POST", path, token, "{}").statusCode()).isEqualTo(403);
    assertThat(server.send("POST", USERS + "maria/keys", token, null).statusCode()).isEqualTo(403);
  }

  /** It stands for its user; else nobody could ever make a key that outlives their session. */
  @Test
  void givenAKeyWithoutRestrictions_whenItMintsALongerOne_thenItsUsersMaximumIsTheOnlyLimit() {
    String token = server.tokenOf(aToken(maria).endingAt(END));

    String minted = assertMints(token, "{\"lifetime\":3155760000000000000}");

    assertThat(endOf(minted)).isEqualTo(NOW.plus(Duration.ofDays(36_525)));
  }

  private KeyBuilder restricted() {
    return limitedTo("api_key:*", "user:*").scopes("api_key:*", "user:read").endingAt(END);
  }

  private KeyBuilder limitedTo(String... entries) {
    Set<String> types = new ContractScopes().resourceTypes();
    return aToken(maria)
        .allowing(
            AllowList.of(Stream.of(entries).map(entry -> Entry.parse(entry, types)).toList()));
  }

  private void assertStatuses(String scope, int readMe, boolean lists, Integer... statuses) {
    assertStatuses(
        aToken(maria).scopes(scope),
        "{\"scopes\":[\"" + scope + "\"]}",
        readMe,
        lists,
        List.of(statuses));
  }

  private void assertStatuses(
      KeyBuilder key, String newToken, int readMe, boolean lists, List<Integer> statuses) {
    String token = server.tokenOf(key);

    assertThat(server.get(USERS + "me", token).statusCode()).isEqualTo(readMe);
    HttpResponse<String> list = server.get(TOKENS, token);
    assertThat(list.statusCode()).isEqualTo(200);
    assertThat(list.body().contains(token.substring(0, 10))).as(list.body()).isEqualTo(lists);
    assertThat(everyRequest(token, newToken))
        .map(HttpResponse::statusCode)
        .as("%s", server.site().stored(new KeyId(token.substring(0, 10))).scopes())
        .isEqualTo(statuses);
  }

  private List<HttpResponse<String>> everyRequest(String token, String newToken) {
    String name = "of-" + token.substring(0, 10);
    String key = server.site().key(aToken(maria).named(name).build()).id().value();
    String path = USERS + "me/keys/" + key;
    return List.of(
        server.get(path, token),
        server.get(TOKENS + "/" + name, token),
        server.get(TOKENS + "/tokenconfig", token),
        server.send("POST", TOKENS, token, newToken),
        server.send("POST", USERS + "me/keys", token, null),
        server.send("PUT", path + "/expire", token, null),
        server.send("DELETE", path, token, null));
  }

  private String assertMints(String token, String body) {
    HttpResponse<String> response = server.send("POST", TOKENS, token, body);
    assertThat(response.statusCode()).as(response.body()).isEqualTo(201);
    return response.body().substring("{\"key\":\"".length(), response.body().length() - 3);
  }

  private void assertRefused(String token, String body, String why) {
    HttpResponse<String> response = server.send("POST", TOKENS, token, body);
    assertThat(response.statusCode()).as(body).isEqualTo(403);
    assertThat(response.body()).startsWith("{\"message\":\"Forbidden.\"").contains(why);
  }

  private Instant endOf(String token) {
    return server.site().stored(new KeyId(token.substring(0, 10))).expiresAt();
  }
}
