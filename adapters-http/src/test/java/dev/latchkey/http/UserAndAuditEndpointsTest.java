package dev.latchkey.http;

import static dev.latchkey.core.testkit.Fixtures.aToken;
import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.core.user.Role;
import dev.latchkey.core.user.User;
import dev.latchkey.core.user.Username;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class UserAndAuditEndpointsTest {

  private static final String USERS = "/api/v2/users";
  private static final String AUDIT = "/api/v2/audit";

  private final TestServer server = TestServer.start();

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void givenNoUserAndThenOne_whenTheFirstUserIsAskedFor_thenNotFoundAndThenFound() {
    HttpResponse<String> before = server.get(USERS + "/first", null);
    server.site().member("maria");
    HttpResponse<String> after = server.get(USERS + "/first", null);

    assertThat(before.statusCode()).isEqualTo(404);
    assertThat(before.body())
        .isEqualTo("{\"message\":\"The initial user has not been created!\"}\n");
    assertThat(after.statusCode()).isEqualTo(200);
    assertThat(after.body())
        .isEqualTo("{\"message\":\"The initial user has already been created!\"}\n");
  }

  @Test
  void givenNobody_whenTheBuildIsAskedFor_thenTheVersionIsTold() {
    assertThat(server.get("/api/v2/buildinfo", null).body())
        .contains("\"version\":\"v0.0.0-devel+latchkey.1.2.3\"");
  }

  @Test
  void givenAMember_whenUsersAreRead_thenOnlyTheMemberIsFound() {
    User maria = server.site().member("Maria");
    server.site().member("joe");
    String token = server.tokenOf(maria);

    String me = server.get(USERS + "/me", token).body();

    assertThat(me).contains("\"username\":\"Maria\"");
    assertThat(server.get(USERS + "/maria", token).body()).isEqualTo(me);
    assertThat(server.get(USERS + "/" + maria.id(), token).body()).isEqualTo(me);
    assertThat(server.get(USERS + "/joe", token).statusCode()).isEqualTo(404);
    assertThat(server.get(USERS + "/nobody", token).body())
        .isEqualTo(server.get(USERS + "/joe", token).body());
    assertThat(server.get(USERS + "/not%20a%20name", token).statusCode()).isEqualTo(404);
  }

  @Test
  void givenAKeyForKeysOnly_whenItsUserIsRead_thenNotFoundButTheKeysAreListed() {
    String narrow = server.tokenOf(aToken(server.site().member("maria")).scopes("api_key:*"));

    assertThat(server.get(USERS + "/me", narrow).statusCode()).isEqualTo(404);
    assertThat(server.get(USERS + "/me/keys/tokens", narrow).statusCode()).isEqualTo(200);
  }

  @Test
  void givenASiteOwner_whenAUserIsCreated_thenTheyAreThereWithTheirRoles() {
    HttpResponse<String> response =
        create(admin(), "{\"username\":\"joe\",\"roles\":[\"auditor\"]}");

    assertThat(response.statusCode()).isEqualTo(201);
    assertThat(response.body())
        .contains("\"roles\":[{\"name\":\"auditor\",\"display_name\":\"Auditor\"}]");
    assertThat(server.site().audit()).hasSize(1);
  }

  @Test
  void givenANameAndRolesThatAreWrong_whenAUserIsCreated_thenAllIsTold() {
    HttpResponse<String> response =
        create(admin(), "{\"username\":\"a b\",\"roles\":[\"king\",\"owner\",\"queen\"]}");

    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(response.body())
        .startsWith("{\"message\":\"Validation failed.\",\"validations\":[{\"field\":\"username\"")
        .contains("there is no role \\\"king\\\" (there are: owner, user-admin", "\\\"queen\\\"");
  }

  @Test
  void givenATakenName_whenAUserIsCreated_thenConflict() {
    HttpResponse<String> taken = create(admin(), "{\"username\":\"ADMIN\"}");
    assertThat(taken.statusCode()).isEqualTo(409);
    assertThat(taken.body()).contains("\"field\":\"username\"");
  }

  @Test
  void givenAMember_whenAUserIsCreated_thenForbidden() {
    String token = server.tokenOf(server.site().member("maria"));

    assertThat(create(token, "{\"username\":\"joe\"}").body())
        .isEqualTo(
            "{\"message\":\"Forbidden.\",\"detail\":\"You don't have permission to view this"
                + " content. If you believe this is a mistake, please contact your administrator or"
                + " try signing in with different credentials.\"}\n");
  }

  @Test
  void givenAnExpiredAndDeletedKey_whenTheTrailIsSearchedByItsId_thenBothAreThereNewestFirst() {
    String admin = admin();
    String id = server.tokenOf(server.site().member("maria")).substring(0, 10);
    server.send("PUT", USERS + "/me/keys/" + id + "/expire", admin, null, "User-Agent", "curl/8");
    server.send("DELETE", USERS + "/me/keys/" + id, admin, null);
    create(admin, "{\"username\":\"joe\"}");

    String body = server.get(AUDIT + "?q=" + escaped("key_id:" + id), admin).body();

    assertThat(body).endsWith("\"count\":2}\n").contains("\"user_agent\":\"curl/8\"");
    assertThat(body.indexOf("\"action\":\"delete\""))
        .isPositive()
        .isLessThan(body.indexOf("\"action\":\"expire\""));
    assertThat(server.get(AUDIT + "?q=" + escaped("key_id:\"" + id + "\""), admin).body())
        .isEqualTo(body);
  }

  @Test
  void givenChangesOfEveryKind_whenTheTrailIsRead_thenItHasTheStatusThatEachWasAnsweredWith() {
    String admin = admin();
    String joe = USERS + "/joe";
    assertInTrail(admin, create(admin, "{\"username\":\"joe\"}"));
    assertInTrail(admin, server.send("PUT", joe + "/roles", admin, "{\"roles\":[\"auditor\"]}"));
    assertInTrail(admin, server.send("PUT", joe + "/status/suspend", admin, null));
    assertInTrail(admin, server.send("PUT", joe + "/status/activate", admin, null));
    HttpResponse<String> issued = server.send("POST", joe + "/keys/tokens", admin, "{}");
    assertInTrail(admin, issued);
    String key = joe + "/keys/" + issued.body().replaceAll(".*\"key\":\"([^-]+)-.*\\s*", "$1");
    assertInTrail(admin, server.send("PUT", key + "/expire", admin, null));
    assertInTrail(admin, server.send("DELETE", key, admin, null));
    assertInTrail(admin, server.send("DELETE", joe, admin, null));
    assertInTrail(admin, server.send("POST", USERS + "/logout", admin(), null));
  }

  private void assertInTrail(String token, HttpResponse<String> change) {
    assertThat(change.statusCode()).isBetween(200, 204);
    assertThat(server.get(AUDIT + "?limit=1", token).body())
        .contains(
            "\"request_id\":\"" + change.headers().firstValue("X-Request-Id").orElseThrow() + "\"",
            "\"status_code\":" + change.statusCode() + ",");
  }

  @Test
  void givenSeveralEntries_whenPaged_thenThePageIsCutAndTheCountIsNot() {
    String admin = admin();
    for (String name : List.of("a", "b", "c")) {
      create(admin, "{\"username\":\"" + name + "\"}");
    }

    String body = server.get(AUDIT + "?offset=1&limit=1", admin).body();

    assertThat(body)
        .contains("\"resource_target\":\"b\"")
        .doesNotContain("\"resource_target\":\"a\"", "\"resource_target\":\"c\"")
        .endsWith("\"count\":3}\n");
    assertThat(server.get(AUDIT + "?limit=0", admin).body()).contains("\"resource_target\":\"a\"");
    assertThat(server.get(AUDIT + "?offset=9", admin).body())
        .isEqualTo("{\"audit_logs\":[],\"count\":3}\n");
  }

  @Test
  void givenNumbersThatAreNone_whenSearched_thenAllAreTold() {
    HttpResponse<String> response = server.get(AUDIT + "?limit=1001&offset=-1&after_id=x", admin());

    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(response.body())
        .startsWith("{\"message\":\"Query parameters have invalid values.\",\"validations\":[")
        .contains("\"field\":\"limit\"", "\"field\":\"offset\"", "\"field\":\"after_id\"");
    assertThat(server.get(AUDIT + "?limit=ten", admin()).statusCode()).isEqualTo(400);
  }

  @Test
  void givenASearchThatIsNotUnderstood_whenSearched_thenItIsRefusedAndNeverPassedOver() {
    assertSearchRefused(":x", "q", "Query element \\\":x\\\" cannot start or end with ':'");
    assertSearchRefused("x:", "q", "Query element \\\"x:\\\" cannot start or end with ':'");
    assertSearchRefused("a:b:c", "q", "Query element \\\"a:b:c\\\" can only contain 1 ':'");
    assertSearchRefused("colour:red", "colour", "\\\"colour\\\" is not a valid query param");
    assertSearchRefused(
        "key_id:x", "key_id", "\\\"x\\\" is no key id: it must be 10 characters of 0-9A-Za-z");
    assertSearchRefused(
        "key_id:0123456789 key_id:0123456789",
        "key_id",
        "Query param \\\"key_id\\\" was provided more than once");
  }

  @Test
  void givenAWholeTokenAsSearch_whenRefused_thenTheSecretIsNotRepeated() {
    String secret = "s".repeat(22);

    assertThat(server.get(AUDIT + "?q=key_id:0123456789-" + secret, admin()).body())
        .contains("0123456789-****")
        .doesNotContain(secret);
  }

  @Test
  void givenAMemberAndAnAuditor_whenTheTrailIsRead_thenOnlyTheAuditorMay() {
    String member = server.tokenOf(server.site().member("maria"));
    String auditor = server.tokenOf(server.site().userWith("audrey", Role.AUDITOR));

    assertThat(server.get(AUDIT, member).statusCode()).isEqualTo(403);
    assertThat(server.get(AUDIT, auditor).body()).isEqualTo("{\"audit_logs\":[],\"count\":0}\n");
  }

  private void assertSearchRefused(String query, String field, String detail) {
    HttpResponse<String> response = server.get(AUDIT + "?q=" + escaped(query), admin());
    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(response.body())
        .isEqualTo(
            "{\"message\":\"Invalid audit search query.\",\"validations\":[{\"field\":\"%s\",\"detail\":\"%s\"}]}\n"
                .formatted(field, detail));
  }

  private HttpResponse<String> create(String token, String body) {
    return server.send("POST", USERS, token, body);
  }

  private String admin() {
    User admin =
        server
            .site()
            .store()
            .users()
            .byUsername(new Username("admin"))
            .orElseGet(() -> server.site().siteOwner("admin"));
    return server.tokenOf(admin);
  }

  private static String escaped(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
