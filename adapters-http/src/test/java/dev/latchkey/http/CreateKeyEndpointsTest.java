package dev.latchkey.http;

import static dev.latchkey.core.testkit.Fixtures.aToken;
import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.core.key.ApiKey;
import dev.latchkey.core.key.KeyId;
import dev.latchkey.core.testkit.Race;
import dev.latchkey.core.user.Role;
import dev.latchkey.core.user.User;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CreateKeyEndpointsTest {

  private static final String USERS = "/api/v2/users/";
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
  void givenEveryField_whenATokenIsCreated_thenItIsAsAskedFor() {
    HttpResponse<String> response =
        create(
            """
            {"LIFETIME": 3600000000000, "scopes": ["api_key:read", "all"], "unknown": {"a": [1]},
             "token_name": "twice", "token_name": "ci", "allow_list": ["user:*", "*:*"]} trailing
            """);

    ApiKey key = issued(response);
    assertThat(key.name().value()).isEqualTo("ci");
    assertThat(key.lifetime()).isEqualTo(Duration.ofHours(1));
    assertThat(key.scopes())
        .extracting(Object::toString)
        .containsExactly("api_key:read", "coder:all");
    assertThat(key.allowList().isEverything()).isTrue();
    assertThat(server.get(USERS + "me", tokenIn(response)).statusCode()).isEqualTo(200);
  }

  @Test
  void givenAnEmptyObjectOrNulls_whenATokenIsCreated_thenEverythingIsDefault() {
    for (String body :
        List.of(
            "{}",
            "null",
            "{\"lifetime\":null,\"scopes\":null,\"token_name\":null,\"scope\":\"\"}")) {
      ApiKey key = issued(create(body));

      assertThat(key.name().value()).matches("[a-z]+_[a-z]+[0-9]");
      assertThat(key.lifetime()).isEqualTo(Duration.ofDays(7));
      assertThat(key.scopes()).extracting(Object::toString).containsExactly("coder:all");
    }
  }

  @Test
  void givenTheSingularScope_whenATokenIsCreated_thenItCountsOnlyWithoutThePlural() {
    assertThat(issued(create("{\"scope\":\"application_connect\"}")).scopes())
        .extracting(Object::toString)
        .containsExactly("coder:application_connect");
    assertThat(issued(create("{\"scope\":\"all\",\"scopes\":[\"file:read\"]}")).scopes())
        .extracting(Object::toString)
        .containsExactly("file:read");
  }

  @Test
  void givenWrongTypesAndBrokenRulesAtOnce_whenATokenIsCreated_thenAllAreTold() {
    assertThat(create("{\"lifetime\":\"x\",\"token_name\":\"a/b\",\"scopes\":[\"bad\"]}").body())
        .startsWith(
            "{\"message\":\"Request body must be valid JSON.\",\"detail\":\"lifetime must be")
        .contains("{\"field\":\"lifetime\"", "{\"field\":\"token_name\"", "{\"field\":\"scopes\"");
  }

  @Test
  void givenABodyThatIsNotTheRightJson_whenATokenIsCreated_thenTheDetailSaysWhy() {
    assertBadBody("", "EOF", "");
    assertBadBody("{\"token_name\":", "unexpected EOF", "");
    assertBadBody("{nonsense}", "invalid JSON near line 1, column 2", "");
    assertBadBody("[]", "must be an object (got a JSON array)", "");
    assertBadBody(
        "{\"lifetime\":\"1h\"}",
        "lifetime must be a whole number of 64 bits (got a JSON string)",
        ",\"validations\":[{\"field\":\"lifetime\",\"detail\":\"lifetime must be a whole number of 64 bits"
            + " (got a JSON string)\"}]");
    assertThat(create("{\"lifetime\":9223372036854775808}").statusCode()).isEqualTo(400);
    assertThat(create("{\"lifetime\":1.5}").statusCode()).isEqualTo(400);
    assertThat(create("{\"token_name\":5}").body()).contains("token_name must be a string");
    assertThat(create("{\"scopes\":[5]}").body()).contains("scopes must be an array of strings");
    assertThat(create("{\"scopes\":\"all\"}").body())
        .contains("scopes must be an array of strings");
    assertThat(create("[".repeat(60_000)).statusCode()).isEqualTo(400);
    assertThat(create("{\"a\":".repeat(10_000)).body()).doesNotContain("com.fasterxml", "java");
  }

  @Test
  void givenSeveralFieldsOfWrongType_whenATokenIsCreated_thenAllAreTold() {
    assertThat(create("{\"lifetime\":true,\"token_name\":1,\"allow_list\":{}}").body())
        .contains("\"field\":\"lifetime\"", "\"field\":\"token_name\"", "\"field\":\"allow_list\"");
  }

  @Test
  void givenAFieldThatBreaksARule_whenATokenIsCreated_thenTheContractsMessageIsGiven() {
    assertRefused(
        "{\"allow_list\":[\"x\"]}",
        "Request body must be valid JSON.",
        "invalid allow_list entry \\\"x\\\": want \\u003ctype\\u003e:\\u003cid\\u003e");
    assertRefused(
        "{\"allow_list\":[\"planet:*\"]}",
        "Request body must be valid JSON.",
        "unknown resource type \\\"planet\\\"");
    assertRefused(
        "{\"allow_list\":[\"user:5\"]}",
        "Request body must be valid JSON.",
        "invalid user ID (must be UUID): \\\"5\\\"");
    // The ids of keys are no UUIDs, so none of them can be listed by itself.
    assertRefused(
        "{\"allow_list\":[\"api_key:%s\"]}".formatted(mariasToken.substring(0, 10)),
        "Request body must be valid JSON.",
        "invalid api_key ID (must be UUID): \\\"%s\\\"".formatted(mariasToken.substring(0, 10)));
    assertRefused(
        "{\"scopes\":[\"debug_info:read\"]}",
        "Failed to create API key.",
        "invalid or unsupported API key scope: \\\"debug_info:read\\\"");
    assertRefused(
        "{\"lifetime\":-1}",
        "Failed to validate create API key request.",
        "lifetime must be positive number greater than 0");
    assertThat(create("{\"token_name\":\" x\"}").body())
        .isEqualTo(
            "{\"message\":\"Validation failed.\",\"validations\":[{\"field\":\"token_name\","
                + "\"detail\":\"must not begin or end with a space\"}]}\n");
  }

  @Test
  void givenALifetimeOverTheOwnersMaximum_whenATokenIsCreated_thenTheLimitIsTold() {
    String path = USERS + "me/keys/tokens";
    long week = Duration.ofDays(7).toNanos();

    assertThat(server.send("POST", path, adminsToken, "{\"lifetime\":" + (week + 1) + "}").body())
        .contains(
            "\"message\":\"Failed to validate create API key request.\"",
            "\"detail\":\"lifetime must be less than 168h0m0s\"");
    assertThat(server.send("POST", path, adminsToken, "{\"lifetime\":" + week + "}").statusCode())
        .isEqualTo(201);
    assertThat(create("{\"lifetime\":" + (week + 1) + "}").statusCode()).isEqualTo(201);
  }

  @Test
  void givenMoreThan128Entries_whenATokenIsCreated_thenTheNumberIsTold() {
    StringBuilder entries = new StringBuilder();
    for (int i = 0; i < 129; i++) {
      entries.append(i == 0 ? "" : ",").append("\"user:%s\"".formatted(new java.util.UUID(0, i)));
    }
    assertRefused(
        "{\"allow_list\":[" + entries + "]}",
        "Failed to create API key.",
        "allow_list has 129 entries; max allowed is 128");
  }

  @Test
  void givenManyBrokenRules_whenATokenIsCreated_thenAllAreTold() {
    HttpResponse<String> response =
        create(
            "{\"lifetime\":-1,\"scopes\":[\"a\",\"b\"],\"token_name\":\"a/b\",\"allow_list\":[\"x\"]}");

    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(response.body())
        .startsWith("{\"message\":\"Request body must be valid JSON.\"")
        .contains(
            "\"field\":\"allow_list\"",
            "scope: \\\"a\\\"",
            "scope: \\\"b\\\"",
            "\"field\":\"token_name\"",
            "\"field\":\"lifetime\"");
  }

  @Test
  void givenHalfASurrogatePair_whenATokenIsCreated_thenItIsRefusedAndTheAnswerIsWhole() {
    HttpResponse<String> response = create("{\"token_name\":\"\\ud800\",\"scopes\":[\"\\udfff\"]}");

    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(response.body()).contains("\"field\":\"token_name\"").endsWith("}\n");
  }

  @Test
  void givenALiveTokenOfThatName_whenATokenIsCreated_thenTheNameIsTaken() {
    HttpResponse<String> response = create("{\"token_name\":\"marias\"}");

    assertThat(response.statusCode()).isEqualTo(409);
    assertThat(response.body())
        .isEqualTo(
            "{\"message\":\"A token with name \\\"marias\\\" already exists.\",\"validations\":"
                + "[{\"field\":\"name\",\"detail\":\"This value is already in use and should be"
                + " unique.\"}]}\n");
  }

  @Test
  void givenOneName_whenCreatedManyTimesAtOnce_thenOneGetsIt() {
    List<Integer> statuses = Race.of(16, () -> create("{\"token_name\":\"one\"}").statusCode());

    assertThat(statuses).containsOnly(201, 409);
    assertThat(Collections.frequency(statuses, 201)).isEqualTo(1);
  }

  @Test
  void givenACallerWhoMayReadButNotCreate_whenATokenIsCreated_thenForbidden() {
    User reader = server.site().userWith("reader", Role.USER_ADMIN);

    HttpResponse<String> response =
        server.send("POST", USERS + "maria/keys/tokens", server.tokenOf(reader), "{}");

    assertThat(response.statusCode()).isEqualTo(403);
    assertThat(response.body())
        .isEqualTo(
            "{\"message\":\"Forbidden.\",\"detail\":\"You don't have permission to view this"
                + " content. If you believe this is a mistake, please contact your administrator or"
                + " try signing in with different credentials.\"}\n");
    assertThat(response.headers().firstValue("WWW-Authenticate").orElseThrow())
        .contains("error=\"insufficient_scope\"");
  }

  @Test
  void givenARestrictedKey_whenItMintsABroaderOne_thenForbiddenInTheRefusalsWords() {
    String narrow = server.tokenOf(aToken(maria).scopes("api_key:*"));

    HttpResponse<String> response =
        server.send("POST", USERS + "me/keys/tokens", narrow, "{\"scopes\":[\"all\"]}");

    assertThat(response.statusCode()).isEqualTo(403);
    assertThat(response.body())
        .contains("\"message\":\"Forbidden.\"", "A key can't make a broader one");
  }

  @Test
  void givenAnyBody_whenASessionKeyIsCreated_thenTheBodyIsIgnored() {
    HttpResponse<String> response = server.send("POST", USERS + "me/keys", mariasToken, "not json");

    ApiKey key = issued(response);
    assertThat(key.name()).isNull();
    assertThat(key.usage().ipAddress()).isEqualTo("127.0.0.1");
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

  private void assertBadBody(String body, String detail, String rest) {
    HttpResponse<String> response = create(body);
    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(response.body())
        .isEqualTo(
            "{\"message\":\"Request body must be valid JSON.\",\"detail\":\"%s\"%s}\n"
                .formatted(detail, rest));
  }

  private void assertRefused(String body, String message, String detail) {
    HttpResponse<String> response = create(body);
    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(response.body())
        .startsWith(
            "{\"message\":\"%s\",\"detail\":\"%s\",\"validations\":[{".formatted(message, detail));
  }
}
