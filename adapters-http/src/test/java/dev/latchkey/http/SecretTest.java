package dev.latchkey.http;

import static dev.latchkey.core.testkit.Fixtures.aToken;
import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.core.key.PlaintextKey;
import dev.latchkey.core.user.User;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;

class SecretTest {

  private static final String ME = "/api/v2/users/me";
  private static final String MARKER = "SECRETsecretSECRETsecr";
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

  @Test
  void givenEveryOperationSucceedsAndFails_whenItsAnswersAreRead_thenEachSecretIsInOneOfThem() {
    Logger.getLogger("jdk.internal.httpclient").setLevel(Level.OFF);
    try (CapturedLog log = CapturedLog.start();
        TestServer server = TestServer.start()) {
      User maria = server.site().siteOwner("maria");
      String caller = server.tokenOf(maria);
      List<String> answers = new ArrayList<>();

      Set<String> issued = liveALife(server, caller, answers);
      makeMistakes(server, caller, answers);

      assertThat(issued).hasSize(3);
      for (String token : issued) {
        String secret = token.substring(11);
        assertThat(answers).filteredOn(answer -> answer.contains(secret)).hasSize(1);
        assertThat(log.text()).doesNotContain(secret);
        assertThat(server.site().audit().toString()).doesNotContain(secret);
      }
      String used = caller.substring(11);
      assertThat(String.join("\n", answers)).doesNotContain(used, MARKER);
      assertThat(log.text()).contains("POST /api/v2/users/me/keys/tokens 201");
      assertThat(log.text()).doesNotContain(used, MARKER);
      assertThat(server.site().audit().toString()).doesNotContain(used, MARKER);
      assertThat(server.site().audit().toString()).contains("agent 0123456789-****");
    }
  }

  /** What every operation answers when it succeeds; returns the tokens that were issued. */
  private static Set<String> liveALife(TestServer server, String caller, List<String> answers) {
    Set<String> issued = new HashSet<>();
    Calls calls = new Calls(server, caller, answers);
    String first = issuedBy(calls.call(201, "POST", TOKENS, "{\"token_name\":\"first\"}"));
    String second = issuedBy(calls.call(201, "POST", TOKENS, "{\"token_name\":\"second\"}"));
    String session = issuedBy(calls.call(201, "POST", ME + "/keys", null));
    issued.addAll(List.of(first, second, session));
    calls.call(201, "POST", "/api/v2/users", "{\"username\":\"joe\"}");
    calls.call(409, "POST", TOKENS, "{\"token_name\":\"first\"}");
    calls.call(200, "GET", TOKENS + "?include_all=true&include_expired=true", null);
    calls.call(200, "GET", TOKENS + "/first", null);
    calls.call(200, "GET", TOKENS + "/tokenconfig", null);
    calls.call(200, "GET", ME + "/keys/" + first.substring(0, 10), null);
    calls.call(204, "PUT", ME + "/keys/" + first.substring(0, 10) + "/expire", null);
    calls.call(204, "DELETE", ME + "/keys/" + second.substring(0, 10), null);
    calls.call(200, "GET", "/api/v2/audit", null);
    calls.call(200, "GET", "/api/v2/auth/check", null);
    calls.call(200, "GET", "/metrics", null);
    for (String token : issued) {
      calls.call(200, "POST", "/api/v2/keys/verify", "{\"key\":\"%s\"}".formatted(token));
    }
    calls.call(200, "GET", "/api/v2/users/first", null);
    calls.call(200, "GET", "/api/v2/buildinfo", null);
    for (String token : issued) {
      answers.add(text(server.get(ME, token)));
    }
    return issued;
  }

  /** A token in every place where a person could paste one by mistake. */
  private static void makeMistakes(TestServer server, String caller, List<String> answers) {
    Calls calls = new Calls(server, caller, answers);
    String marker = "0123456789-" + MARKER;
    calls.call(400, "POST", TOKENS, "{\"scopes\":[\"" + marker + "\"]}");
    calls.call(400, "POST", TOKENS, "{\"scope\":\"" + marker + "\"}");
    calls.call(400, "POST", TOKENS, "{\"allow_list\":[\"" + marker + "\"]}");
    calls.call(400, "POST", TOKENS, "{\"lifetime\":\"" + marker + "\"}");
    calls.call(400, "POST", "/api/v2/users", "{\"username\":\"" + marker + "/\"}");
    calls.call(
        400, "POST", "/api/v2/users", "{\"username\":\"al\",\"roles\":[\"" + marker + "\"]}");
    calls.call(200, "POST", "/api/v2/keys/verify", "{\"key\":\"" + marker + "\"}");
    calls.call(
        400,
        "POST",
        "/api/v2/keys/verify",
        "{\"key\":\"" + caller + "\",\"scope\":\"" + marker + "\"}");
    calls.call(400, "GET", "/api/v2/auth/check?scope=" + marker, null);
    calls.call(200, "GET", "/api/v2/auth/check/" + marker, null);
    calls.call(404, "GET", TOKENS + "/" + marker, null);
    calls.call(404, "GET", "/api/v2/users/" + marker, null);
    calls.call(404, "DELETE", ME + "/keys/" + marker, null);
    calls.call(400, "GET", "/api/v2/audit?q=" + marker, null);
    calls.call(400, "GET", "/api/v2/audit?after_id=" + marker, null);
    calls.call(400, "GET", "/api/v2/audit?limit=" + marker, null);
    answers.add(
        text(
            server.send(
                "POST", ME + "/keys", caller + "x", null, "User-Agent", "agent " + marker)));
    server.send("PUT", ME + "/keys/0000000000/expire", caller, null, "User-Agent", marker);
    server.send(
        "POST", "/api/v2/users", caller, "{\"username\":\"ann\"}", "User-Agent", "agent " + marker);
  }

  /** Calls with one token, whose answers are kept. */
  private record Calls(TestServer server, String token, List<String> answers) {

    HttpResponse<String> call(int status, String method, String path, String body) {
      HttpResponse<String> response = server.send(method, path, token, body);
      assertThat(response.statusCode()).as(method + " " + path).isEqualTo(status);
      answers.add(text(response));
      return response;
    }
  }

  private static String issuedBy(HttpResponse<String> response) {
    return response.body().replaceFirst("(?s).*\"key\":\"([^\"]+)\".*", "$1");
  }

  private static String text(HttpResponse<String> response) {
    return response.headers().map() + response.body();
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
