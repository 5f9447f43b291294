package dev.latchkey.http;

import static dev.latchkey.core.testkit.Fixtures.aSessionKey;
import static dev.latchkey.core.testkit.Fixtures.aToken;
import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.core.user.User;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LogoutEndpointTest {

  private static final String USERS = "/api/v2/users/";
  private static final String LOGOUT = USERS + "logout";

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

  @Test
  void givenASession_whenItLogsOut_thenItAndTheKeysOfItsApplicationsAreGoneAtOnce() {
    String session = server.tokenOf(aSessionKey(maria));
    String app = server.tokenOf(aToken(maria).scopes("coder:application_connect"));
    String other = server.tokenOf(aToken(maria));

    HttpResponse<String> response = server.send("POST", LOGOUT, session, "any body");

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.body()).isEqualTo("{\"message\":\"Logged out!\"}\n");
    for (String gone : new String[] {session, app}) {
      assertThat(server.get(USERS + "me", gone).body()).contains("API key is invalid.");
      assertThat(server.get(USERS + "me/keys/" + gone.substring(0, 10), other).statusCode())
          .isEqualTo(404);
    }
    assertThat(server.send("POST", LOGOUT, session, null).statusCode()).isEqualTo(401);
  }

  @Test
  void givenALogout_whenTheTrailIsRead_thenItSaysWhoAndShowsNoFields() {
    String session = server.tokenOf(aSessionKey(maria));
    server.tokenOf(aToken(maria).named("app").scopes("coder:application_connect"));
    server.send("POST", LOGOUT, session, null);
    String admin = server.tokenOf(server.site().siteOwner("admin"));

    String trail = server.get("/api/v2/audit", admin).body();

    assertThat(trail)
        .contains(
            "\"action\":\"logout\",\"diff\":{},\"status_code\":200",
            "\"description\":\"{user} logged out\"",
            "\"key_id\":\"" + session.substring(0, 10) + "\"",
            "\"action\":\"delete\"",
            "\"description\":\"{user} deleted token {target}\"")
        .endsWith("\"count\":2}\n");
  }

  @Test
  void givenAKeyThatMayNotDeleteKeys_whenItLogsOut_thenForbiddenAndItIsStillGood() {
    String reader = server.tokenOf(aToken(maria).scopes("api_key:read", "user:read"));

    HttpResponse<String> response = server.send("POST", LOGOUT, reader, null);

    assertThat(response.statusCode()).isEqualTo(403);
    assertThat(response.body())
        .isEqualTo(
            "{\"message\":\"Forbidden.\",\"detail\":\"A key that may not delete keys can't log"
                + " out.\"}\n");
    assertThat(server.get(USERS + "me", reader).statusCode()).isEqualTo(200);
  }

  @Test
  void givenASessionCookieAlone_whenItLogsOut_thenTheChangeMayBeForgedAndIsRefused() {
    String session = server.tokenOf(aSessionKey(maria));
    String cookie = "coder_session_token=" + session;

    assertThat(server.send("POST", LOGOUT, null, null, "Cookie", cookie).statusCode())
        .isEqualTo(400);
    assertThat(server.get(USERS + "me", session).statusCode()).isEqualTo(200);
    assertThat(
            server
                .send("POST", LOGOUT, null, null, "Cookie", cookie, "Coder-Session-Token", session)
                .statusCode())
        .isEqualTo(200);
  }

  @Test
  void givenNobody_whenTheyLogOut_thenUnauthorized() {
    assertThat(server.send("POST", LOGOUT, null, null).statusCode()).isEqualTo(401);
  }
}
