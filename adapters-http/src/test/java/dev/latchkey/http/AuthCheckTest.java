package dev.latchkey.http;

import static dev.latchkey.core.testkit.Fixtures.NOW;
import static dev.latchkey.core.testkit.Fixtures.aToken;
import static dev.latchkey.core.testkit.Fixtures.member;
import static dev.latchkey.core.testkit.Fixtures.suspended;
import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.core.key.AllowList;
import dev.latchkey.core.key.AllowList.Entry;
import dev.latchkey.core.testkit.InMemoryKeyStore;
import dev.latchkey.core.testkit.Remembering;
import dev.latchkey.core.user.User;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

/** What a proxy is told that asks about the request that it holds back. */
@ParameterizedClass
@ValueSource(booleans = {true, false})
class AuthCheckTest {

  private static final String CHECK = "/api/v2/auth/check";
  private static final String USER = "X-Latchkey-User";
  private static final String ALLOW_LIST = "X-Latchkey-Allow-List";
  private static final String REASON = "X-Latchkey-Reason";
  private static final String CHALLENGE = "WWW-Authenticate";

  private final TestServer server;
  private User maria;
  private String token;

  /**
   * @param fromMemory whether every key is known without a look at the database
   */
  AuthCheckTest(boolean fromMemory) {
    InMemoryKeyStore store = new InMemoryKeyStore();
    server = TestServer.over(fromMemory ? new Remembering(store) : store);
  }

  @BeforeEach
  void createUser() {
    maria = server.site().member("Maria-7");
    token = server.tokenOf(maria);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void givenAGoodToken_whenChecked_thenItIsTheUserAndTheKeyInHeadersAndNoBody() {
    String scoped = server.tokenOf(aToken(maria).scopes("workspace:read", "template:*"));

    HttpResponse<String> response = server.get(CHECK, scoped);

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.body()).isEmpty();
    assertThat(response.headers().firstValue("Content-Length")).hasValue("0");
    assertThat(response.headers().firstValue(USER)).hasValue("Maria-7");
    assertThat(response.headers().firstValue("X-Latchkey-User-Id")).hasValue(maria.id().toString());
    assertThat(response.headers().firstValue("X-Latchkey-Key-Id"))
        .hasValue(scoped.substring(0, 10));
    assertThat(response.headers().firstValue("X-Latchkey-Scopes"))
        .hasValue("template:* workspace:read");
    assertThat(response.headers().firstValue(ALLOW_LIST)).hasValue("*:*");
    assertThat(response.headers().firstValue(REASON)).isEmpty();
  }

  @Test
  void givenAKeyForSomeResourcesOnly_whenChecked_thenTheApplicationIsToldWhich() {
    Entry workspace = new Entry("workspace", "00000000-0000-4000-8000-000000000007");
    Entry templates = new Entry("template", "*");
    String restricted =
        server.tokenOf(aToken(maria).allowing(AllowList.of(List.of(workspace, templates))));

    assertThat(server.get(CHECK, restricted).headers().firstValue(ALLOW_LIST))
        .hasValue("template:* workspace:00000000-0000-4000-8000-000000000007");
  }

  @Test
  void givenTheTokenInAnyPlace_whenChecked_thenItIsFound() {
    assertThat(server.get(CHECK, null, "Cookie", "coder_session_token=" + token).statusCode())
        .isEqualTo(200);
    assertThat(server.get(CHECK, null, "Coder-Session-Token", token).statusCode()).isEqualTo(200);
    assertThat(server.get(CHECK + "?coder_session_token=" + token, null).statusCode())
        .isEqualTo(200);
    assertThat(server.get(CHECK + "/a?b=c&access_token=" + token, null).statusCode())
        .isEqualTo(200);
  }

  @Test
  void givenAnyMethod_whenChecked_thenItIsAnsweredAlsoForACookieAlone() {
    String cookie = "coder_session_token=" + token;

    for (String method :
        List.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "BREW")) {
      for (String path : List.of(CHECK, CHECK + "/", CHECK + "/things/7")) {
        HttpResponse<String> response = server.send(method, path, null, null, "Cookie", cookie);

        assertThat(response.statusCode()).as(method + path).isEqualTo(200);
        assertThat(response.headers().firstValue(USER)).as(method).hasValue("Maria-7");
      }
    }
  }

  @Test
  void givenNoToken_whenChecked_thenUnauthorizedWithAChallengeAndWithoutAReason() {
    HttpResponse<String> response = server.get(CHECK, null);

    assertThat(response.statusCode()).isEqualTo(401);
    assertThat(response.headers().firstValue(CHALLENGE).orElseThrow())
        .startsWith("Bearer realm=\"latchkey\", error=\"invalid_token\"");
    assertThat(response.headers().firstValue(REASON)).isEmpty();
    assertThat(response.headers().firstValue(USER)).isEmpty();
    assertThat(response.body()).contains("must be provided.");
  }

  @Test
  void givenATokenThatIsNoGood_whenChecked_thenTheReasonIsForPrograms() {
    User gone = server.site().user(suspended(member("gone")));
    String expired = server.tokenOf(aToken(maria).endingAt(NOW.minusSeconds(1)));

    assertRefused("nonsense", "malformed");
    assertRefused("0123456789-" + "s".repeat(22), "unknown");
    assertRefused(token.substring(0, 11) + "s".repeat(22), "unknown");
    assertRefused(expired, "expired");
    assertRefused(expired.substring(0, 11) + "s".repeat(22), "unknown");
    assertRefused(server.tokenOf(gone), "user_inactive");
  }

  @Test
  void givenDeadKeys_whenTriedByTurns_thenEachIsToldItsOwnEndAndScope() {
    String ended = server.tokenOf(aToken(maria).endingAt(NOW.minusSeconds(1)));
    String expired = server.tokenOf(aToken(maria).expiredAt(NOW.minusSeconds(7)));
    String narrow = server.tokenOf(aToken(maria).scopes("workspace:read"));

    for (int turn = 0; turn < 3; turn++) {
      assertThat(server.get(CHECK, ended).body()).contains(goTime(NOW.minusSeconds(1)));
      assertThat(server.get(CHECK, ended).body()).contains(goTime(NOW.minusSeconds(1)));
      assertThat(server.get(CHECK, expired).body()).contains(goTime(NOW.minusSeconds(7)));
      for (String scope : List.of("workspace:create", "template:read")) {
        assertThat(server.get(CHECK + "?scope=" + scope, narrow).body()).contains(scope);
      }
    }
  }

  private static String goTime(Instant end) {
    return "at \\\"" + end.toString().replace("T", " ").replaceFirst("(\\.0*)?Z", "");
  }

  @Test
  void givenAScope_whenTheKeyLacksIt_thenForbiddenWithAChallenge() {
    String narrow = server.tokenOf(aToken(maria).scopes("workspace:read"));

    HttpResponse<String> response = server.get(CHECK + "?scope=workspace:create", narrow);

    assertThat(response.statusCode()).isEqualTo(403);
    assertThat(response.body())
        .isEqualTo(
            "{\"message\":\"Forbidden.\",\"detail\":\"API key does not have the scope"
                + " \\\"workspace:create\\\".\"}\n");
    assertThat(response.headers().firstValue(REASON)).hasValue("insufficient_scope");
    assertThat(response.headers().firstValue(CHALLENGE).orElseThrow())
        .startsWith("Bearer realm=\"latchkey\", error=\"insufficient_scope\"");
    assertThat(response.headers().firstValue(USER)).isEmpty();
    assertThat(server.get(CHECK + "?scope=workspace:read", narrow).statusCode()).isEqualTo(200);
    assertThat(server.get(CHECK + "?scope=workspace%3Aread", narrow).statusCode()).isEqualTo(200);
    assertThat(server.get(CHECK + "?scope=workspace:create", token).statusCode()).isEqualTo(200);
  }

  @Test
  void givenAScopeThatDoesNotExist_whenChecked_thenTheProxyIsWronglySetUpAndNothingPasses() {
    for (String query : List.of("?scope=workspace:fly", "?scope=", "?scope", "?scope=&scope=all")) {
      HttpResponse<String> response = server.get(CHECK + query, token);

      assertThat(response.statusCode()).as(query).isEqualTo(400);
      assertThat(response.body())
          .startsWith("{\"message\":\"Validation failed.\",\"validations\":[{\"field\":\"scope\"");
      assertThat(response.headers().firstValue(USER)).isEmpty();
    }
  }

  @Test
  void givenAPathBehindTheCheck_whenItsQueryHasAScope_thenThatIsTheClients() {
    String narrow = server.tokenOf(aToken(maria).scopes("workspace:read"));

    assertThat(server.get(CHECK + "/things?scope=nonsense", narrow).statusCode()).isEqualTo(200);
    assertThat(server.get(CHECK + "/?scope=coder:all", narrow).statusCode()).isEqualTo(200);
  }

  @Test
  void givenAScopeBeforeTheClientsPath_whenTheClientAddsAnother_thenTheProxysCounts() {
    String narrow = server.tokenOf(aToken(maria).scopes("workspace:read"));
    String asked = CHECK + "?scope=template:read&path=/things?a=b";

    assertThat(server.get(asked + "&scope=workspace:read", narrow).statusCode()).isEqualTo(403);
    assertThat(server.get(asked, token).statusCode()).isEqualTo(200);
  }

  @Test
  void givenABodyThatNeverComes_whenChecked_thenTheAnswerDoesNotWaitForIt() {
    for (String length : List.of("Content-Length: 100000\r\n", "Transfer-Encoding: chunked\r\n")) {
      for (String bearer : List.of(token, "nonsense")) {
        try (RawHttp raw = new RawHttp(server.address())) {
          raw.send(request("POST", bearer, length));

          String answer = raw.readSome();

          assertThat(answer)
              .startsWith(bearer.equals(token) ? "HTTP/1.1 200 " : "HTTP/1.1 401 ")
              .contains("Connection: close\r\n");
        }
      }
    }
  }

  @Test
  void givenABodyThatGoesOnAndOn_whenChecked_thenTheClientGetsToReadTheAnswer() {
    String answer =
        RawHttp.exchange(
            server.address(),
            request("PUT", token, "Content-Length: 3000000\r\n") + "x".repeat(3_000_000));

    assertThat(answer).startsWith("HTTP/1.1 200 ").contains(USER + ": Maria-7\r\n");
  }

  @Test
  void givenAClientThatWantsToContinue_whenChecked_thenItIsNotToldTo() {
    String answer =
        RawHttp.exchange(
            server.address(),
            request("POST", token, "Content-Length: 10\r\nExpect: 100-continue\r\n"));

    assertThat(answer).startsWith("HTTP/1.1 200 ");
  }

  @Test
  void givenNoBody_whenCheckedAgainAndAgain_thenTheConnectionIsKept() {
    try (RawHttp raw = new RawHttp(server.address())) {
      for (int i = 0; i < 3; i++) {
        raw.send(request("GET", token, ""));
        assertThat(raw.readSome())
            .startsWith("HTTP/1.1 200 ")
            .contains("Content-Length: 0\r\n")
            .doesNotContain("Connection: close");
      }
    }
  }

  @Test
  void givenChecks_whenTheTrailIsRead_thenThereIsNothingInIt() {
    String narrow = server.tokenOf(aToken(maria).scopes("workspace:read"));

    server.get(CHECK, token);
    server.get(CHECK, "nonsense");
    server.get(CHECK + "?scope=coder:all", narrow);

    assertThat(server.site().audit()).isEmpty();
  }

  private void assertRefused(String bearer, String reason) {
    HttpResponse<String> response = server.get(CHECK, bearer);

    assertThat(response.statusCode()).as(reason).isEqualTo(401);
    assertThat(response.headers().firstValue(REASON)).hasValue(reason);
    assertThat(response.headers().firstValue(CHALLENGE)).isPresent();
    assertThat(response.headers().firstValue(USER)).isEmpty();
  }

  private static String request(String method, String bearer, String headers) {
    return "%s %s HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer %s\r\n%s\r\n"
        .formatted(method, CHECK, bearer, headers);
  }
}
