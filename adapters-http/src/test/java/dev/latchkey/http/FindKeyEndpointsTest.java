package dev.latchkey.http;

import static dev.latchkey.core.testkit.Fixtures.NOW;
import static dev.latchkey.core.testkit.Fixtures.aSessionKey;
import static dev.latchkey.core.testkit.Fixtures.aToken;
import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.core.key.ApiKey;
import dev.latchkey.core.key.KeyId;
import dev.latchkey.core.user.User;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FindKeyEndpointsTest {

  private static final String USERS = "/api/v2/users/";
  private static final String NOT_FOUND =
      "{\"message\":\"Resource not found or you do not have access to this resource\"}\n";
  private static final Pattern ISSUED =
      Pattern.compile("\\{\"key\":\"(([0-9A-Za-z]{10})-[0-9A-Za-z]{22})\"}\n");

  private final TestServer server = TestServer.start();
  private User maria;
  private User admin;
  private String mariasToken;
  private String adminsToken;

  @BeforeEach
  void createUsers() {
    maria = server.site().member("maria");
    admin = server.site().siteOwner("admin");
    mariasToken = server.tokenOf(aToken(maria).named("marias"));
    adminsToken = server.tokenOf(aToken(admin).named("admins"));
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void givenATokenOfMine_whenFoundByNameOrId_thenItIsShownWithoutMyName() {
    String id = mariasToken.substring(0, 10);

    String byName = server.get(USERS + "me/keys/tokens/marias", mariasToken).body();

    assertThat(byName).contains("\"id\":\"" + id + "\"").doesNotContain("username");
    assertThat(server.get(USERS + "maria/keys/" + id, mariasToken).body()).isEqualTo(byName);
  }

  @Test
  void givenANameWithOddCharacters_whenFoundByName_thenItsEscapesAreDecodedOnce() {
    String path = USERS + "me/keys/tokens/";
    issued(create("{\"token_name\":\"a b%41?#é;x=1\"}"));

    assertThat(server.get(path + "a%20b%2541%3F%23%C3%A9%3Bx%3D1", mariasToken).statusCode())
        .isEqualTo(200);
    assertThat(server.get(path + "a%20b%41%3F%23%C3%A9%3Bx%3D1", mariasToken).statusCode())
        .isEqualTo(404);
    assertThat(server.get(path + "x%2Fy", mariasToken).body()).isEqualTo(NOT_FOUND);
  }

  @Test
  void givenAQueryNamedLikeAPathParameter_whenFoundById_thenThePathDecides() {
    String mine = mariasToken.substring(0, 10);
    String other = adminsToken.substring(0, 10);

    assertThat(
            server
                .get(USERS + "maria/keys/" + mine + "?keyid=" + other + "&user=admin", adminsToken)
                .body())
        .contains(mine)
        .doesNotContain(other);
  }

  @Test
  void givenASiteOwner_whenAKeyOfAnotherIsFoundUnderTheirOwnName_thenItIsShown() {
    assertThat(
            server.get(USERS + "me/keys/" + mariasToken.substring(0, 10), adminsToken).statusCode())
        .isEqualTo(200);
  }

  @Test
  void givenAnotherMember_whenTheyNameMeOrMyKey_thenItLooksLikeAnUnknownOne() {
    String joes = server.tokenOf(server.site().member("joe"));
    String mine = mariasToken.substring(0, 10);

    for (String user : List.of("me", "maria", maria.id().toString(), "nobody")) {
      for (String method : List.of("GET", "DELETE", "PUT")) {
        String suffix = method.equals("PUT") ? "/expire" : "";
        String path = USERS + user + "/keys/";

        HttpResponse<String> others = server.send(method, path + mine + suffix, joes, null);
        HttpResponse<String> unknown =
            server.send(method, path + "0000000000" + suffix, joes, null);
        HttpResponse<String> noId = server.send(method, path + "x" + suffix, joes, null);

        assertThat(others.statusCode()).isEqualTo(404);
        assertThat(others.body()).isEqualTo(NOT_FOUND);
        assertThat(comparable(others)).isEqualTo(comparable(unknown)).isEqualTo(comparable(noId));
      }
    }
    assertThat(server.get(USERS + "me", mariasToken).statusCode()).isEqualTo(200);
  }

  @Test
  void givenAKeyOfMine_whenItIsNamedUnderAnotherUser_thenTheUserIsNotFoundFirst() {
    String mine = mariasToken.substring(0, 10);

    assertThat(server.get(USERS + "admin/keys/" + mine, mariasToken).body()).isEqualTo(NOT_FOUND);
    assertThat(
            server.send("PUT", USERS + "admin/keys/" + mine + "/expire", mariasToken, null).body())
        .isEqualTo(NOT_FOUND);
    assertThat(server.send("DELETE", USERS + "admin/keys/" + mine, mariasToken, null).body())
        .isEqualTo(NOT_FOUND);
    assertThat(server.get(USERS + "me/keys/" + mine, mariasToken).statusCode()).isEqualTo(200);
  }

  @Test
  void givenNothingToList_whenListed_thenAnEmptyArray() {
    User joe = server.site().member("joe");
    String session = server.tokenOf(aSessionKey(joe));

    HttpResponse<String> response = server.get(USERS + "me/keys/tokens", session);

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.body()).isEqualTo("[]\n");
  }

  @Test
  void givenAnExpiredToken_whenListed_thenItIsShownOnlyIfAskedFor() {
    server.site().key(aToken(maria).id("expired000").endingAt(NOW.minusSeconds(1)).build());
    String path = USERS + "me/keys/tokens";

    assertThat(idsIn(server.get(path, mariasToken))).containsExactly(mariasToken.substring(0, 10));
    for (String yes : List.of("1", "t", "T", "TRUE", "true", "True")) {
      assertThat(idsIn(server.get(path + "?include_expired=" + yes, mariasToken)))
          .containsExactly("expired000", mariasToken.substring(0, 10));
    }
    assertThat(idsIn(server.get(path + "?include_expired=yes", mariasToken))).hasSize(1);
  }

  @Test
  void givenIncludeAll_whenListed_thenOnlyASiteOwnerSeesAllWithTheirOwnersNames() {
    String path = USERS + "me/keys/tokens?include_all=true";

    assertThat(server.get(path, adminsToken).body())
        .contains("\"username\":\"maria\"", "\"username\":\"admin\"");
    assertThat(server.get(path, mariasToken).body())
        .contains("\"username\":\"maria\"")
        .doesNotContain("admin");
  }

  @Test
  void givenMoreTokensThanAPageHolds_whenListed_thenTheArrayIsWholeAndInOrder() {
    List<String> expected = new ArrayList<>();
    for (int i = 0; i < 1203; i++) {
      String id = String.format(Locale.ROOT, "%010d", i);
      server.site().key(aToken(maria).id(id).endingAt(NOW.plusSeconds(i)).build());
      expected.add(id);
    }
    expected.add(mariasToken.substring(0, 10));

    HttpResponse<String> response = server.get(USERS + "me/keys/tokens", mariasToken);

    assertThat(idsIn(response)).isEqualTo(expected);
    assertThat(response.body()).startsWith("[{").endsWith("}]\n").doesNotContain("}{", ",,");
  }

  @Test
  void givenAUser_whenTheLimitsAreAsked_thenTheUserInThePathDecides() {
    assertThat(server.get(USERS + "me/keys/tokens/tokenconfig", adminsToken).body())
        .isEqualTo("{\"max_token_lifetime\":604800000000000}\n");
    assertThat(server.get(USERS + "maria/keys/tokens/tokenconfig", adminsToken).body())
        .isEqualTo("{\"max_token_lifetime\":3155760000000000000}\n");
  }

  private HttpResponse<String> create(String body) {
    return server.send("POST", USERS + "me/keys/tokens", mariasToken, body);
  }

  private ApiKey issued(HttpResponse<String> response) {
    assertThat(response.statusCode()).as(response.body()).isEqualTo(201);
    return server.site().stored(new KeyId(tokenIn(response).substring(0, 10)));
  }

  private static String tokenIn(HttpResponse<String> response) {
    Matcher matcher = ISSUED.matcher(response.body());
    assertThat(matcher.matches()).isTrue();
    return matcher.group(1);
  }

  private static List<String> idsIn(HttpResponse<String> response) {
    return Pattern.compile("\"id\":\"([^\"]+)\"")
        .matcher(response.body())
        .results()
        .map(found -> found.group(1))
        .toList();
  }

  /** What two answers must share to be the same for an observer. */
  private static Map<String, List<String>> comparable(HttpResponse<String> response) {
    Map<String, List<String>> headers = new TreeMap<>(response.headers().map());
    headers.remove("date");
    headers.remove("x-request-id");
    headers.put(":status", List.of(Integer.toString(response.statusCode())));
    return headers;
  }
}
