package dev.latchkey.http;

import static dev.latchkey.core.testkit.Fixtures.aToken;
import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.core.key.PlaintextKey;
import dev.latchkey.core.user.User;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;

class SecretTest {

  private static final String ME = "/api/v2/users/me";
  private static final String TOKENS = ME + "/keys/tokens";

  @Test
  void givenASecretInEveryPlace_whenEverythingIsCalled_thenNoLogAndNoAnswerHasIt() {
    // The JDK's own client logs the requests of this test at these levels.
    Logger jdkClient = Logger.getLogger("jdk.internal.httpclient");
    jdkClient.setLevel(Level.OFF);
    try (CapturedLog log = CapturedLog.start();
        TestServer server = TestServer.start()) {
      User maria = server.site().siteOwner("maria");
      PlaintextKey marker = PlaintextKey.parse("MARKERMARK-" + "SECRETsecretSECRETsecr");
      server.site().key(aToken(maria).of(marker).named("marker").build());

      List<String> answers = callEverything(server, marker.reveal());

      String secret = marker.reveal().substring(11);
      assertThat(String.join("\n", answers)).doesNotContain(secret);
      assertThat(log.text()).contains("GET /api/v2/users/me 200", "MARKERMARK-****");
      assertThat(log.text()).doesNotContain(secret);
      assertThat(server.site().audit().toString()).doesNotContain(secret);
    }
  }

  private static List<String> callEverything(TestServer server, String token) {
    List<HttpResponse<String>> responses = new ArrayList<>();
    responses.add(server.get(ME, token));
    responses.add(server.get(ME, null, "Cookie", "coder_session_token=" + token));
    responses.add(server.get(ME, null, "Coder-Session-Token", token));
    responses.add(server.get(ME + "?coder_session_token=" + token, null));
    responses.add(server.get(ME + "?access_token=" + token, null));
    responses.add(server.get(ME + "?access_token=" + token + "%ff", null));
    responses.add(server.get(ME, token + "x"));
    responses.add(server.get(TOKENS + "/" + token, token));
    responses.add(server.get(TOKENS + "/" + token.replace("-", "%2D").replace("M", "%4D"), token));
    responses.add(server.get(TOKENS + "/" + token + "%ff", token));
    responses.add(server.get(TOKENS + "/marker", token));
    responses.add(server.get(ME + "/keys/" + token, token));
    responses.add(server.get(TOKENS, token));
    responses.add(server.get("/api/v2/audit?q=" + token, token));
    responses.add(server.send("POST", TOKENS, token, "{\"lifetime\":\"" + token + "\"}"));
    responses.add(server.send("POST", TOKENS, token, "{" + token));
    responses.add(
        server.send("POST", ME + "/keys", null, null, "Cookie", "coder_session_token=" + token));
    responses.add(server.send("PUT", ME + "/keys/MARKERMARK/expire", token, null));
    responses.add(server.get(ME, token));
    return responses.stream().map(response -> response.headers().map() + response.body()).toList();
  }
}
