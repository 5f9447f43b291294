package dev.latchkey.http;

import static dev.latchkey.core.testkit.Fixtures.NOW;
import static dev.latchkey.core.testkit.Fixtures.aToken;
import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.core.audit.AuditEntry;
import dev.latchkey.core.key.ApiKey;
import dev.latchkey.core.key.KeyId;
import dev.latchkey.core.user.User;
import java.net.http.HttpHeaders;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class EndKeyEndpointsTest {

  private static final String USERS = "/api/v2/users/";
  private static final String NOT_FOUND =
      "{\"message\":\"Resource not found or you do not have access to this resource\"}\n";

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
  void givenALiveKey_whenExpiredTwice_thenItIsRefusedAtOnceAndOneEntryIsWritten() {
    String victim = server.tokenOf(aToken(maria).named("victim"));
    KeyId id = new KeyId(victim.substring(0, 10));
    String path = USERS + "me/keys/" + id + "/expire";

    HttpResponse<String> first = server.send("PUT", path, mariasToken, null);
    ApiKey afterFirst = server.site().stored(id);
    server.site().clock().advance(Duration.ofMinutes(1));
    HttpResponse<String> second = server.send("PUT", path, adminsToken, null);

    assertThat(first.statusCode()).isEqualTo(204);
    assertThat(first.body()).isEmpty();
    assertThat(first.headers().firstValue("Content-Type")).isEmpty();
    assertThat(second.statusCode()).isEqualTo(204);
    assertThat(server.site().stored(id)).isEqualTo(afterFirst);
    assertThat(server.site().audit(id)).extracting(AuditEntry::action).hasSize(1);
    assertThat(server.get(USERS + "me", victim).body())
        .contains("API key expired at \\\"2026-03-01 12:00:00.123456 +0000 UTC\\\"");
  }

  @Test
  void givenTheCallersOwnKey_whenExpired_thenThatCallIsTheLast() {
    String path = USERS + "me/keys/" + mariasToken.substring(0, 10) + "/expire";
    server.site().clock().advance(Duration.ofSeconds(1));

    assertThat(server.send("PUT", path, mariasToken, null).statusCode()).isEqualTo(204);
    server.site().clock().advance(Duration.ofSeconds(1));
    assertThat(server.send("PUT", path, mariasToken, null).statusCode()).isEqualTo(401);
  }

  @Test
  void givenAnExpiredKey_whenDeleted_thenTheRecordIsGoneAndTheTrailStays() {
    server.site().key(aToken(maria).id("expired000").endingAt(NOW.minusSeconds(1)).build());
    String path = USERS + "me/keys/expired000";

    assertThat(server.send("DELETE", path, mariasToken, null).statusCode()).isEqualTo(204);
    assertThat(server.send("DELETE", path, mariasToken, null).body()).isEqualTo(NOT_FOUND);
    assertThat(server.site().audit(new KeyId("expired000"))).hasSize(1);
  }

  @Test
  void givenAnyAnswer_whenItsHeadersAreRead_thenTheConventionsHold() {
    for (HttpResponse<String> response :
        List.of(
            server.get(USERS + "me", mariasToken),
            server.get(USERS + "me", null),
            server.get("/nowhere", null))) {
      HttpHeaders headers = response.headers();
      assertThat(headers.firstValue("Content-Type")).hasValue("application/json; charset=utf-8");
      assertThat(headers.firstValue("Cache-Control")).hasValue("no-store");
      assertThat(headers.firstValue("X-Content-Type-Options")).hasValue("nosniff");
      assertThat(headers.firstValue("X-Coder-Build-Version"))
          .hasValue("v0.0.0-devel+latchkey.1.2.3");
      assertThat(headers.firstValue("X-Request-Id")).isPresent();
    }
  }

  @Test
  void givenAnUnknownPathOrMethod_whenCalled_thenTheAnswerSaysSo() {
    assertThat(server.get("/api/v2/nothing", null).body())
        .isEqualTo("{\"message\":\"Route not found.\"}\n");
    assertThat(server.get("/api/v2/users//keys/x", mariasToken).statusCode()).isEqualTo(404);

    HttpResponse<String> patched =
        server.send("PATCH", USERS + "me/keys/0123456789", mariasToken, null);

    assertThat(patched.statusCode()).isEqualTo(405);
    assertThat(patched.headers().firstValue("Allow")).hasValue("DELETE, GET, HEAD, OPTIONS");
  }

  @Test
  void givenAGetRoute_whenAskedForTheHeadOnly_thenItIsThatOfTheGet() {
    HttpResponse<String> get = server.get(USERS + "me", mariasToken);
    HttpResponse<String> head = server.send("HEAD", USERS + "me", mariasToken, null);

    assertThat(head.statusCode()).isEqualTo(200);
    assertThat(head.body()).isEmpty();
    assertThat(comparable(head)).isEqualTo(comparable(get));
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
