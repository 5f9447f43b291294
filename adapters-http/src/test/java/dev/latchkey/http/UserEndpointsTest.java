package dev.latchkey.http;

import static dev.latchkey.core.testkit.Fixtures.aToken;
import static dev.latchkey.core.testkit.Fixtures.suspended;
import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.core.testkit.Fixtures;
import dev.latchkey.core.user.Role;
import dev.latchkey.core.user.User;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class UserEndpointsTest {

  private static final String USERS = "/api/v2/users";
  private static final String NOT_FOUND =
      "{\"message\":\"Resource not found or you do not have access to this resource\"}\n";
  private static final Pattern USERNAME = Pattern.compile("\"username\":\"([^\"]+)\"");

  private final TestServer server = TestServer.start();
  private User admin;
  private User maria;
  private String adminsToken;
  private String mariasToken;

  @BeforeEach
  void createUsers() {
    admin = server.site().siteOwner("admin");
    maria = server.site().member("Maria");
    adminsToken = server.tokenOf(admin);
    mariasToken = server.tokenOf(maria);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void givenUsers_whenASiteOwnerLists_thenAllAreThereByNameWithTheirRecords() {
    server.site().userWith("bert", Role.AUDITOR);
    server.site().user(suspended(Fixtures.member("Zoe")));

    HttpResponse<String> response = server.get(USERS, adminsToken);

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(names(response)).containsExactly("admin", "bert", "Maria", "Zoe");
    assertThat(response.body())
        .startsWith("{\"users\":[{\"id\":\"" + admin.id() + "\",")
        .contains("\"status\":\"suspended\"", "\"roles\":[{\"name\":\"auditor\"")
        .endsWith("],\"count\":4}\n");
  }

  @Test
  void givenUsers_whenAMemberLists_thenTheySeeThemselvesOnlyAndNoError() {
    HttpResponse<String> response = server.get(USERS, mariasToken);

    assertThat(names(response)).containsExactly("Maria");
    assertThat(response.body()).endsWith("\"count\":1}\n");
    assertThat(server.get(USERS + "?q=admin", mariasToken).body())
        .isEqualTo("{\"users\":[],\"count\":0}\n");
    String narrow = server.tokenOf(aToken(admin).scopes("api_key:*"));
    assertThat(server.get(USERS, narrow).body()).isEqualTo("{\"users\":[],\"count\":0}\n");
  }

  @Test
  void givenUsersOfAllKinds_whenSearched_thenThoseAreListedOfWhomAllIsTrue() {
    server.site().member("mario");
    server.site().user(Fixtures.userWith("both", Role.OWNER, Role.USER_ADMIN));
    server.site().user(suspended(Fixtures.userWith("mara", Role.USER_ADMIN)));

    assertThat(search("mar")).containsExactly("mara", "Maria", "mario");
    assertThat(search("MARI")).containsExactly("Maria", "mario");
    assertThat(search("mar io")).containsExactly("mario");
    assertThat(search("status:active mar")).containsExactly("Maria", "mario");
    assertThat(search("status:SUSPENDED")).containsExactly("mara");
    assertThat(search("Status:\"suspended\" role:user-admin")).containsExactly("mara");
    assertThat(search("role:owner")).containsExactly("admin", "both");
    assertThat(search("status:dormant")).isEmpty();
    assertThat(search("status:dormant mar")).isEmpty();
    assertThat(search("\"a b\"")).isEmpty();
    assertThat(search("%")).isEmpty();
    assertThat(search("ma_ia")).isEmpty();
  }

  @Test
  void givenASearchThatIsNotUnderstood_whenSearched_thenAllThatIsWrongIsTold() {
    HttpResponse<String> response =
        server.get(
            USERS + "?q=" + escaped(":x a:b:c email:a@b status:gone role:king role:owner"),
            adminsToken);

    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(response.body())
        .isEqualTo(
            "{\"message\":\"Invalid user search query.\",\"validations\":["
                + "{\"field\":\"q\",\"detail\":\"Query element \\\":x\\\" cannot start or end with"
                + " ':'\"},"
                + "{\"field\":\"q\",\"detail\":\"Query element \\\"a:b:c\\\" can only contain 1 ':'\"},"
                + "{\"field\":\"email\",\"detail\":\"\\\"email\\\" is not a valid query param\"},"
                + "{\"field\":\"role\",\"detail\":\"Query param \\\"role\\\" was provided more than"
                + " once\"},"
                + "{\"field\":\"status\",\"detail\":\"there is no status \\\"gone\\\" (there are:"
                + " active, suspended, dormant)\"},"
                + "{\"field\":\"role\",\"detail\":\"there is no role \\\"king\\\" (there are: owner,"
                + " user-admin, template-admin, auditor)\"}]}\n");
    assertThat(server.get(USERS + "?q=" + escaped("role:king"), mariasToken).statusCode())
        .isEqualTo(400);
  }

  @Test
  void givenVeryManyWords_whenSearched_thenItIsRefusedAndNoFault() {
    HttpResponse<String> response = server.get(USERS + "?q=" + "a+".repeat(2_000), adminsToken);

    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(response.body())
        .contains("Query has 2000 words of names; at most 10 are looked for");
    assertThat(search("a ".repeat(10))).containsExactly("admin", "Maria");
  }

  @Test
  void givenSeveralUsers_whenPaged_thenThePageIsCutAndTheCountIsNot() {
    server.site().member("bert");
    server.site().member("carl");

    HttpResponse<String> page = server.get(USERS + "?offset=1&limit=2", adminsToken);

    assertThat(names(page)).containsExactly("bert", "carl");
    assertThat(page.body()).endsWith("\"count\":4}\n");
    assertThat(names(server.get(USERS + "?limit=0", adminsToken))).hasSize(4);
    assertThat(names(server.get(USERS + "?limit=1000&after_id=" + admin.id(), adminsToken)))
        .hasSize(4);
    assertThat(server.get(USERS + "?offset=4", adminsToken).body())
        .isEqualTo("{\"users\":[],\"count\":4}\n");
  }

  @Test
  void givenMoreUsersThanAPageHolds_whenListedWithoutALimit_thenItIsAHundred() {
    for (int i = 0; i < 101; i++) {
      server.site().member("user" + i);
    }

    HttpResponse<String> response = server.get(USERS, adminsToken);

    assertThat(names(response)).hasSize(100);
    assertThat(response.body()).endsWith("\"count\":103}\n");
  }

  @Test
  void givenNumbersThatAreNone_whenListed_thenAllAreTold() {
    HttpResponse<String> response =
        server.get(USERS + "?limit=1001&offset=-1&after_id=x", adminsToken);

    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(response.body())
        .startsWith("{\"message\":\"Query parameters have invalid values.\",\"validations\":[")
        .contains("\"field\":\"limit\"", "\"field\":\"offset\"", "\"field\":\"after_id\"");
  }

  @Test
  void givenAUser_whenTheirRolesAreSet_thenTheyAreExactlyThoseAndCanBeRead() {
    HttpResponse<String> response =
        put("/maria/roles", "{\"roles\":[\"auditor\",\"user-admin\",\"auditor\"]}");

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.body())
        .contains("\"username\":\"Maria\"", "\"name\":\"user-admin\"", "\"name\":\"auditor\"");
    assertThat(server.get(USERS + "/maria/roles", adminsToken).body())
        .isEqualTo("{\"roles\":[\"user-admin\",\"auditor\"],\"organization_roles\":{}}\n");
    assertThat(server.site().audit()).hasSize(1);

    for (String none : List.of("[]", "null")) {
      put("/maria/roles", "{\"roles\":[\"auditor\"]}");
      assertThat(put("/maria/roles", "{\"roles\":" + none + "}").body()).contains("\"roles\":[]");
    }
  }

  @Test
  void givenRolesThatAreWrongOrMissing_whenSet_thenItIsToldAndNothingChanges() {
    assertThat(put("/maria/roles", "{\"roles\":[\"king\",\"owner\",\"queen\"]}").body())
        .startsWith("{\"message\":\"Validation failed.\",\"validations\":[{\"field\":\"roles\"")
        .contains("there is no role \\\"king\\\" (there are: owner, user-admin", "\\\"queen\\\"");
    assertThat(put("/admin/roles", "{}").body())
        .isEqualTo(
            "{\"message\":\"Validation failed.\",\"validations\":[{\"field\":\"roles\",\"detail\":"
                + "\"must be given; [] makes a plain member\"}]}\n");
    for (String body :
        List.of("", "[]", "{\"roles\":\"owner\"}", "{\"roles\":[1]}", "{\"roles\":[null]}")) {
      assertThat(put("/maria/roles", body).statusCode()).as(body).isEqualTo(400);
    }
    assertThat(server.site().audit()).isEmpty();
    assertThat(server.get(USERS + "/admin/roles", adminsToken).body()).contains("[\"owner\"]");
  }

  @Test
  void givenAUser_whenSuspendedAndActivated_thenTheirKeysAreRefusedMeanwhile() {
    HttpResponse<String> first = put("/maria/status/suspend", null);
    HttpResponse<String> second = put("/" + maria.id() + "/status/suspend", null);

    assertThat(first.statusCode()).isEqualTo(200);
    assertThat(first.body()).contains("\"status\":\"suspended\"");
    assertThat(second.body()).isEqualTo(first.body());
    assertThat(server.get(USERS + "/me", mariasToken).body())
        .contains("User is not active (status = \\\"suspended\\\").");

    HttpResponse<String> activated = put("/maria/status/activate", null);

    assertThat(activated.statusCode()).isEqualTo(200);
    assertThat(activated.body()).contains("\"status\":\"active\"");
    assertThat(put("/maria/status/activate", null).body()).isEqualTo(activated.body());
    assertThat(server.get(USERS + "/me", mariasToken).statusCode()).isEqualTo(200);
    assertThat(server.site().audit()).hasSize(2);
  }

  @Test
  void givenAUser_whenDeleted_thenTheyAreGoneAndTheirKeysRefused() {
    HttpResponse<String> response = server.send("DELETE", USERS + "/maria", adminsToken, null);

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.body()).isEqualTo("{\"message\":\"User has been deleted!\"}\n");
    assertThat(server.get(USERS + "/me", mariasToken).statusCode()).isEqualTo(401);
    assertThat(names(server.get(USERS, adminsToken))).containsExactly("admin");
    for (HttpResponse<String> again : everyRequestTo("maria", adminsToken)) {
      assertThat(again.statusCode()).isEqualTo(404);
      assertThat(again.body()).isEqualTo(NOT_FOUND);
    }
  }

  @Test
  void givenWhoMayNotReadAUser_whenTheyDoAnything_thenItIsAsIfThereWereNone() {
    for (String user : List.of("admin", admin.id().toString(), "nobody", "not%20a%20name")) {
      for (HttpResponse<String> response : everyRequestTo(user, mariasToken)) {
        assertThat(response.statusCode()).isEqualTo(404);
        assertThat(response.body()).isEqualTo(NOT_FOUND);
      }
    }
    assertThat(server.site().audit()).isEmpty();
  }

  @Test
  void givenWhoMayReadAUserButNotChangeThem_whenTheyTry_thenForbidden() {
    String auditor = server.tokenOf(server.site().userWith("audi", Role.AUDITOR));
    String narrow = server.tokenOf(aToken(admin).scopes("user:read"));

    for (String token : List.of(auditor, narrow)) {
      assertThat(server.get(USERS + "/maria/roles", token).statusCode()).isEqualTo(200);
      for (HttpResponse<String> response : everyChangeTo("maria", token)) {
        assertThat(response.statusCode()).isEqualTo(403);
        assertThat(response.body()).startsWith("{\"message\":\"Forbidden.\"");
      }
    }
    for (HttpResponse<String> response : everyChangeTo("me", mariasToken)) {
      assertThat(response.statusCode()).isEqualTo(403);
    }
    assertThat(server.site().audit()).isEmpty();
  }

  @Test
  void givenAUserAdmin_whenTheyChangeUsers_thenTheyMayButForRolesAndSiteOwners() {
    String userAdmin = server.tokenOf(server.site().userWith("uwe", Role.USER_ADMIN));

    assertThat(everyChangeTo("maria", userAdmin))
        .map(HttpResponse::statusCode)
        .containsExactly(403, 200, 200, 200);
    assertThat(everyChangeTo("admin", userAdmin)).map(HttpResponse::statusCode).containsOnly(403);
  }

  @Test
  void givenTheLastSiteOwner_whenTheyAreToGo_thenConflictInWordsThatHelp() {
    List<HttpResponse<String>> refused =
        List.of(
            put("/admin/roles", "{\"roles\":[\"auditor\"]}"),
            put("/me/status/suspend", null),
            server.send("DELETE", USERS + "/me", adminsToken, null));

    assertThat(refused)
        .allSatisfy(
            response -> {
              assertThat(response.statusCode()).isEqualTo(409);
              assertThat(response.body())
                  .contains("\\\"admin\\\" is the last active site owner", "first.");
            });
    assertThat(server.site().audit()).isEmpty();
  }

  @Test
  void givenAPathOfTheApi_whenAUserIsToBeCalledSo_thenTheNameIsRefused() {
    for (String name : List.of("me", "first", "logout", "Logout")) {
      HttpResponse<String> response =
          server.send("POST", USERS, adminsToken, "{\"username\":\"" + name + "\"}");

      assertThat(response.statusCode()).isEqualTo(400);
      assertThat(response.body())
          .contains("{\"field\":\"username\",\"detail\":\"must not be \\\"" + name);
    }
  }

  @Test
  void givenAWrongMethod_whenUsersAreCalled_thenTheAllowedOnesAreTold() {
    assertAllowed("PATCH", USERS, "GET, HEAD, OPTIONS, POST");
    assertAllowed("POST", USERS + "/maria", "DELETE, GET, HEAD, OPTIONS");
    assertAllowed("DELETE", USERS + "/maria/roles", "GET, HEAD, OPTIONS, PUT");
    assertAllowed("GET", USERS + "/maria/status/suspend", "OPTIONS, PUT");
    assertAllowed("POST", USERS + "/maria/status/activate", "OPTIONS, PUT");
    assertAllowed("GET", USERS + "/logout", "OPTIONS, POST");
    assertThat(server.send("PUT", USERS + "/maria/status/delete", adminsToken, null).body())
        .isEqualTo("{\"message\":\"Route not found.\"}\n");
  }

  private void assertAllowed(String method, String path, String allowed) {
    HttpResponse<String> response = server.send(method, path, adminsToken, null);
    assertThat(response.statusCode()).isEqualTo(405);
    assertThat(response.headers().firstValue("Allow")).hasValue(allowed);
  }

  private List<HttpResponse<String>> everyRequestTo(String user, String token) {
    String path = USERS + "/" + user;
    return List.of(
        server.get(path, token),
        server.get(path + "/roles", token),
        server.send("PUT", path + "/roles", token, "{\"roles\":[]}"),
        server.send("PUT", path + "/roles", token, "not json"),
        server.send("PUT", path + "/status/suspend", token, null),
        server.send("PUT", path + "/status/activate", token, null),
        server.send("DELETE", path, token, null));
  }

  private List<HttpResponse<String>> everyChangeTo(String user, String token) {
    String path = USERS + "/" + user;
    return List.of(
        server.send("PUT", path + "/roles", token, "{\"roles\":[\"auditor\"]}"),
        server.send("PUT", path + "/status/suspend", token, null),
        server.send("PUT", path + "/status/activate", token, null),
        server.send("DELETE", path, token, null));
  }

  private HttpResponse<String> put(String path, String body) {
    return server.send("PUT", USERS + path, adminsToken, body);
  }

  private List<String> search(String text) {
    return names(server.get(USERS + "?q=" + escaped(text), adminsToken));
  }

  private static List<String> names(HttpResponse<String> response) {
    assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    return USERNAME.matcher(response.body()).results().map(UserEndpointsTest::name).toList();
  }

  private static String name(MatchResult found) {
    return found.group(1);
  }

  private static String escaped(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
