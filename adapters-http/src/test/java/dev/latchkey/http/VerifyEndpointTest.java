package dev.latchkey.http;

import static dev.latchkey.core.testkit.Fixtures.NOW;
import static dev.latchkey.core.testkit.Fixtures.aToken;
import static dev.latchkey.core.testkit.Fixtures.member;
import static dev.latchkey.core.testkit.Fixtures.suspended;
import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.core.key.AllowList;
import dev.latchkey.core.key.ApiKey;
import dev.latchkey.core.key.KeyId;
import dev.latchkey.core.testkit.InMemoryKeyStore;
import dev.latchkey.core.user.User;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a service is told that holds a key and asks about it. */
class VerifyEndpointTest {

  private static final String VERIFY = "/api/v2/keys/verify";

  private final InMemoryKeyStore store = new InMemoryKeyStore();
  private final TestServer server = TestServer.over(store);
  private User maria;
  private String token;

  @BeforeEach
  void createUser() {
    maria = server.site().member("maria");
    token = server.tokenOf(maria);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void givenAGoodKey_whenVerified_thenAllThatItMayDoIsTold() {
    AllowList own =
        AllowList.of(
            List.of(AllowList.Entry.parse("workspace:*", Set.of("workspace", "template"))));
    String key = server.tokenOf(aToken(maria).scopes("workspace:read", "file:read").allowing(own));

    HttpResponse<String> response = verify("{\"key\":\"%s\"}".formatted(key));

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.headers().firstValue("Cache-Control")).hasValue("no-store");
    assertThat(response.body())
        .isEqualTo(
            "{\"valid\":true,\"key_id\":\"%s\",\"user\":{\"id\":\"%s\",\"username\":\"maria\"},\"scopes\":[\"file:read\",\"workspace:read\"],\"allow_list\":[\"workspace:*\"],\"expires_at\":\"2026-03-08T12:00:00.123456Z\"}\n"
                .formatted(key.substring(0, 10), maria.id()));
  }

  @Test
  void givenAKeyThatIsNoGood_whenVerified_thenTheCodeSaysWhyAndNothingElseIsTold() {
    User gone = server.site().user(suspended(member("gone")));
    String expired = server.tokenOf(aToken(maria).endingAt(NOW.minusSeconds(1)));

    assertCode("malformed", "nonsense");
    assertCode("malformed", "");
    assertCode("unknown", "0123456789-" + "s".repeat(22));
    assertCode("unknown", token.substring(0, 11) + "s".repeat(22));
    assertCode("expired", expired);
    assertCode("user_inactive", server.tokenOf(gone));
  }

  @Test
  void givenAWrongSecret_whenVerified_thenNeitherTheEndNorTheUserShows() {
    User gone = server.site().user(suspended(member("gone")));
    String expired = server.tokenOf(aToken(maria).endingAt(NOW.minusSeconds(1)));

    assertCode("unknown", expired.substring(0, 11) + "s".repeat(22));
    assertCode("unknown", server.tokenOf(gone).substring(0, 11) + "s".repeat(22));
  }

  @Test
  void givenAScope_whenVerified_thenTheKeyMustHaveIt() {
    String narrow = server.tokenOf(aToken(maria).scopes("workspace:read"));

    assertThat(verify(question(narrow, "workspace:read")).body()).startsWith("{\"valid\":true,");
    assertThat(verify(question(token, "workspace:create")).body()).startsWith("{\"valid\":true,");
    assertThat(verify(question(narrow, "workspace:create")).body())
        .isEqualTo("{\"valid\":false,\"code\":\"insufficient_scope\"}\n");
    assertThat(verify("{\"key\":\"%s\",\"scope\":null}".formatted(narrow)).body())
        .startsWith("{\"valid\":true,");
  }

  @Test
  void givenAScopeThatDoesNotExist_whenVerified_thenTheQuestionIsWrongWhateverTheKey() {
    for (String key : List.of(token, "nonsense")) {
      for (String scope : List.of("workspace:fly", "")) {
        assertThat(verify(question(key, scope)).body())
            .isEqualTo(
                "{\"message\":\"Validation failed.\",\"validations\":[{\"field\":\"scope\",\"detail\":\"invalid"
                    + " or unsupported API key scope: \\\""
                    + scope
                    + "\\\"\"}]}\n");
        assertThat(verify(question(key, scope)).statusCode()).isEqualTo(400);
      }
    }
  }

  @Test
  void givenNoKey_whenVerified_thenTheQuestionIsWrong() {
    for (String body : List.of("{}", "null", "{\"key\":null}", "{\"token\":\"x\"}")) {
      HttpResponse<String> response = verify(body);

      assertThat(response.statusCode()).as(body).isEqualTo(400);
      assertThat(response.body())
          .isEqualTo(
              "{\"message\":\"Validation failed.\",\"validations\":[{\"field\":\"key\",\"detail\":\"must"
                  + " be there: the full token that is to be verified\"}]}\n");
    }
  }

  @Test
  void givenABodyThatCannotBeRead_whenVerified_thenItMustBeJson() {
    for (String body :
        List.of("", "key", "[]", "{\"key\":7}", "{\"key\":[\"" + token + "\"]}", "{\"key\":")) {
      HttpResponse<String> response = verify(body);

      assertThat(response.statusCode()).as(body).isEqualTo(400);
      assertThat(response.body()).startsWith("{\"message\":\"Request body must be valid JSON.\"");
    }
    assertThat(verify("{\"key\":7,\"scope\":[]}").body()).contains("\"key\"", "\"scope\"");
  }

  @Test
  void givenOtherCredentialsOnTheRequest_whenVerified_thenNobodyLooksAtThem() {
    String body = "{\"key\":\"%s\"}".formatted(token);

    assertThat(server.send("POST", VERIFY, "nonsense", body).body()).contains("\"valid\":true");
    assertThat(
            server
                .send("POST", VERIFY, null, body, "Cookie", "coder_session_token=" + token)
                .statusCode())
        .isEqualTo(200);
  }

  @Test
  void givenAKeyThatIsGood_whenVerified_thenItsUseIsNotedButNotTheAddressOfWhoAsked() {
    KeyId id = new KeyId(token.substring(0, 10));
    User ada = server.site().member("ada");
    ApiKey near = server.site().key(aToken(ada).id("fromhere01").from("192.0.2.77").build());

    verify("{\"key\":\"%s\"}".formatted(token));
    verify("{\"key\":\"fromhere01-%s\"}".formatted("s".repeat(22)));
    server.close();

    assertThat(store.keys().byId(id).orElseThrow().key().usage().lastUsed()).isEqualTo(NOW);
    ApiKey used = store.keys().byId(near.id()).orElseThrow().key();
    assertThat(used.usage().lastUsed()).isEqualTo(NOW);
    assertThat(used.usage().ipAddress()).isEqualTo("192.0.2.77");
  }

  @Test
  void givenVerifications_whenTheTrailIsRead_thenThereIsNothingInIt() {
    verify("{\"key\":\"%s\"}".formatted(token));
    verify("{\"key\":\"nonsense\"}");

    assertThat(server.site().audit()).isEmpty();
  }

  @Test
  void givenAnotherMethod_whenVerified_thenOnlyPostIsAllowed() {
    assertThat(server.get(VERIFY, token).statusCode()).isEqualTo(405);
  }

  private void assertCode(String code, String key) {
    HttpResponse<String> response = verify("{\"key\":\"%s\"}".formatted(key));

    assertThat(response.statusCode()).as(code).isEqualTo(200);
    assertThat(response.body()).isEqualTo("{\"valid\":false,\"code\":\"%s\"}\n".formatted(code));
    assertThat(response.headers().firstValue("WWW-Authenticate")).isEmpty();
  }

  private static String question(String key, String scope) {
    return "{\"key\":\"%s\",\"scope\":\"%s\"}".formatted(key, scope);
  }

  private HttpResponse<String> verify(String body) {
    return server.send("POST", VERIFY, null, body);
  }
}
