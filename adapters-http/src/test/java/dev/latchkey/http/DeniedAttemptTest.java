package dev.latchkey.http;

import static dev.latchkey.core.testkit.Fixtures.aToken;
import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.core.audit.AuditEntry;
import dev.latchkey.core.testkit.AuditFailing;
import dev.latchkey.core.testkit.InMemoryKeyStore;
import dev.latchkey.core.user.User;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Not permitted looks like not found (G6), and is in the audit trail all the same. */
class DeniedAttemptTest {

  private static final String KEYS = "/api/v2/users/%s/keys/%s";
  private static final String NO_KEY = "nonononono";

  private final AuditFailing store = new AuditFailing(new InMemoryKeyStore());
  private final TestServer server = TestServer.over(store);
  private final User maria = server.site().member("maria");
  private final String victim = idOf(server.tokenOf(aToken(maria).named("ci")));
  private final String mallory = server.tokenOf(server.site().member("mallory"));

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void givenAKeyOfSomebodyElse_whenAttacked_thenTheAnswerIsThatForNoKeyAndTheTrailHasIt() {
    for (String user : List.of("me", "maria", maria.id().toString(), "nobody")) {
      assertThat(expire(user, victim)).isEqualTo(expire(user, NO_KEY));
      assertThat(delete(user, victim)).isEqualTo(delete(user, NO_KEY));
    }
    server.get(KEYS.formatted("me", victim), mallory);

    awaitDenied(2);
    String admin = server.tokenOf(server.site().siteOwner("admin"));
    assertThat(server.get("/api/v2/audit?q=action:expire+username:MALLORY", admin).body())
        .contains(
            "\"resource_type\":\"api_key\",\"resource_id\":\""
                + maria.id()
                + "\",\"resource_target\":\"ci\"",
            "\"action\":\"expire\",\"diff\":{},\"status_code\":404",
            "\"description\":\"{user} unsuccessfully attempted to expire token {target}\"",
            "\"key_id\":\"" + victim + "\"",
            "\"reason\":\"api_key:read is not permitted by the roles of the caller\"")
        .endsWith("\"count\":1}\n");
    assertThat(server.get("/api/v2/audit?q=action:delete+key_id:" + victim, admin).body())
        .contains("{user} unsuccessfully attempted to delete token {target}")
        .endsWith("\"count\":1}\n");
  }

  @Test
  void givenAUserWhomNobodyMayKnow_whenTheirKeyIsAttackedByTheirPath_thenTheTrailHasIt() {
    expire("maria", victim);

    assertThat(awaitDenied(1))
        .singleElement()
        .returns(
            "the user in the path is unknown, or the caller may not know them", AuditEntry::reason);
  }

  @Test
  void givenATrailThatCannotBeWritten_whenAttacked_thenTheAnswerIsTheSame() {
    Map<String, List<String>> before = expire("me", victim);
    store.startFailing();

    assertThat(delete("me", victim)).isEqualTo(before);
    assertThat(delete("maria", victim)).isEqualTo(before);
  }

  private Map<String, List<String>> expire(String user, String key) {
    return seen(server.send("PUT", KEYS.formatted(user, key) + "/expire", mallory, null));
  }

  private Map<String, List<String>> delete(String user, String key) {
    return seen(server.send("DELETE", KEYS.formatted(user, key), mallory, null));
  }

  /** All that a client can see of an answer. */
  private static Map<String, List<String>> seen(HttpResponse<String> response) {
    Map<String, List<String>> seen = new TreeMap<>(response.headers().map());
    seen.remove("date");
    seen.remove("x-request-id");
    seen.put(":status", List.of(Integer.toString(response.statusCode())));
    seen.put(":body", List.of(response.body()));
    assertThat(response.statusCode()).isEqualTo(404);
    return seen;
  }

  private List<AuditEntry> awaitDenied(int count) {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
    List<AuditEntry> denied = denied();
    while (denied.size() < count && System.nanoTime() < deadline) {
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(10));
      denied = denied();
    }
    assertThat(denied).hasSize(count);
    return denied;
  }

  private List<AuditEntry> denied() {
    return server.site().audit().stream().filter(AuditEntry::denied).toList();
  }

  private static String idOf(String token) {
    return token.substring(0, 10);
  }
}
