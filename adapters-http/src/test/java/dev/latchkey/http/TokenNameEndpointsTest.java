package dev.latchkey.http;

import static dev.latchkey.core.testkit.Fixtures.NOW;
import static dev.latchkey.core.testkit.Fixtures.aSessionKey;
import static dev.latchkey.core.testkit.Fixtures.aToken;
import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.core.key.ApiKey;
import dev.latchkey.core.user.User;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Whose name a token's name is, and which token is meant by it (contract sections 4.3 and 4.6). */
class TokenNameEndpointsTest {

  private static final String USERS = "/api/v2/users/";
  private static final String KEYS = USERS + "me/keys/";

  private final TestServer server = TestServer.start();
  private User maria;
  private String session;

  @BeforeEach
  void createUser() {
    maria = server.site().member("maria");
    session = server.tokenOf(aSessionKey(maria));
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void givenALiveToken_whenItIsExpiredOrDeletedOrEnds_thenItsNameIsFreeAgain() {
    String first = create("ci", 3600);
    assertNameTaken("ci");
    send("PUT", first + "/expire");
    String second = create("ci", 3600);
    assertNameTaken("ci");
    send("DELETE", second);
    create("ci", 60);
    server.site().clock().advance(Duration.ofSeconds(60));
    assertNameTaken("ci");
    server.site().clock().advance(Duration.ofNanos(1000));

    String last = create("ci", 3600);

    assertThat(idByName("ci")).isEqualTo(last);
  }

  @Test
  void givenExpiredAndLiveTokensOfOneName_whenFoundByName_thenTheLiveOneWins() {
    server
        .site()
        .key(
            aToken(maria)
                .id("expired001")
                .named("ci")
                .createdAt(NOW.minusSeconds(5))
                .expiredAt(NOW)
                .build());
    String live = create("ci", 3600);
    server
        .site()
        .key(
            aToken(maria)
                .id("expired002")
                .named("ci")
                .createdAt(NOW.plusSeconds(5))
                .expiredAt(NOW.plusSeconds(5))
                .build());

    assertThat(idByName("ci")).isEqualTo(live);
    send("PUT", live + "/expire");
    assertThat(idByName("ci")).isEqualTo("expired002");
    send("DELETE", "expired002");
    assertThat(idByName("ci")).isEqualTo(live);
    send("DELETE", live);
    assertThat(idByName("ci")).isEqualTo("expired001");
    send("DELETE", "expired001");
    assertThat(get("tokens/ci").statusCode()).isEqualTo(404);
  }

  @Test
  void givenATokenName_whenItDiffersInCaseOrOwner_thenItIsAnother() {
    create("ci", 3600);
    String upper = create("CI", 3600);
    String otto = server.tokenOf(aSessionKey(server.site().member("otto")));

    HttpResponse<String> ottos =
        server.send("POST", KEYS + "tokens", otto, "{\"token_name\":\"ci\"}");

    assertThat(ottos.statusCode()).isEqualTo(201);
    assertThat(idByName("CI")).isEqualTo(upper);
    assertThat(get("tokens/Ci").statusCode()).isEqualTo(404);
  }

  @Test
  void givenANameThatIsAPath_whenATokenIsToBeCalledSo_thenItIsRefusedByItsField() {
    HttpResponse<String> response =
        server.send("POST", KEYS + "tokens", session, "{\"token_name\":\"tokenconfig\"}");

    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(response.body())
        .startsWith("{\"message\":\"Validation failed.\"")
        .contains("{\"field\":\"token_name\"", "tokenconfig");
  }

  @Test
  void givenNamesAtAndBeyondTheRules_whenTokensAreCreated_thenOnlyTheFormerAre() {
    for (String name : List.of("a", "x".repeat(64), "a b", "\u043a\u043b\u044e\u0447", "#?%&")) {
      assertThat(tryToCreate(name).statusCode()).as(name).isEqualTo(201);
    }
    for (String name : List.of("x".repeat(65), "a/b", " a", "a ", "a\\u0007b", "a\\nb")) {
      HttpResponse<String> response = tryToCreate(name);
      assertThat(response.statusCode()).as(name).isEqualTo(400);
      assertThat(response.body()).contains("\"field\":\"token_name\"");
    }
  }

  @Test
  void givenASessionKey_whenCreated_thenItIsAsTheContractHasItAndCanBeEndedButNotNamed() {
    HttpResponse<String> created = server.send("POST", USERS + "me/keys", session, null);

    String id = idIn(created);
    assertThat(created.headers().firstValue("Set-Cookie")).isEmpty();
    assertThat(get(id).body())
        .contains(
            "\"login_type\":\"password\"",
            "\"scope\":\"all\"",
            "\"scopes\":[\"coder:all\"]",
            "\"token_name\":\"\"",
            "\"lifetime_seconds\":604800");
    assertThat(server.site().audit()).hasSize(1);
    assertThat(get("tokens").body()).isEqualTo("[]\n");
    assertThat(send("PUT", id + "/expire").statusCode()).isEqualTo(204);
    assertThat(send("DELETE", id).statusCode()).isEqualTo(204);
  }

  @Test
  void givenBothScopesOfTheOldForm_whenShown_thenApplicationConnectComesFirst() {
    String id =
        server.site().key(withScopes("coder:all", "coder:application_connect")).id().value();
    String neither = server.site().key(withScopes("file:read")).id().value();

    assertThat(get(id).body()).contains("\"scope\":\"application_connect\"");
    assertThat(get(neither).body()).contains("\"scope\":\"\",");
  }

  /** Both forms name the same scope, and a key has it once. */
  @Test
  void givenAScopeInItsOldAndItsCanonicalForm_whenATokenIsCreated_thenItHasItOnce() {
    HttpResponse<String> created =
        server.send(
            "POST",
            KEYS + "tokens",
            session,
            "{\"scopes\":[\"all\",\"coder:all\",\"application_connect\",\"all\"]}");

    assertThat(get(idIn(created)).body())
        .contains("\"scopes\":[\"coder:all\",\"coder:application_connect\"]");
  }

  @Test
  void givenAnExpire_whenTheKeyIsRead_thenItsEndAndTheTimeOfChangeAreNow() {
    String id = create("ci", 3600);
    server.site().clock().advance(Duration.ofMinutes(5));
    send("PUT", id + "/expire");

    assertThat(get(id).body())
        .contains(
            "\"expires_at\":\"2026-03-01T12:05:00.123456Z\"",
            "\"created_at\":\"2026-03-01T12:00:00.123456Z\"",
            "\"updated_at\":\"2026-03-01T12:05:00.123456Z\"");
  }

  private ApiKey withScopes(String... scopes) {
    return aToken(maria).scopes(scopes).build();
  }

  private String create(String name, long seconds) {
    return idIn(
        server.send(
            "POST",
            KEYS + "tokens",
            session,
            "{\"token_name\":\"%s\",\"lifetime\":%s}".formatted(name, seconds * 1_000_000_000)));
  }

  private HttpResponse<String> tryToCreate(String name) {
    return server.send("POST", KEYS + "tokens", session, "{\"token_name\":\"" + name + "\"}");
  }

  private void assertNameTaken(String name) {
    HttpResponse<String> response = tryToCreate(name);
    assertThat(response.statusCode()).isEqualTo(409);
    assertThat(response.body()).contains("{\"field\":\"name\"");
  }

  private String idByName(String name) {
    String body = get("tokens/" + name).body();
    assertThat(body).startsWith("{\"id\":\"");
    return body.substring(7, 17);
  }

  private HttpResponse<String> get(String path) {
    return server.get(KEYS + path, session);
  }

  private HttpResponse<String> send(String method, String path) {
    return server.send(method, KEYS + path, session, null);
  }

  private static String idIn(HttpResponse<String> created) {
    assertThat(created.statusCode()).as(created.body()).isEqualTo(201);
    return created.body().substring(8, 18);
  }
}
