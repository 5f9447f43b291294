package dev.latchkey.http;

import static dev.latchkey.core.testkit.Fixtures.aToken;
import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.core.Latchkey;
import dev.latchkey.core.testkit.InMemoryKeyStore;
import dev.latchkey.core.user.User;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What scrapers read. */
class MetricsTest {

  private static final String ME = "/api/v2/users/me";
  private static final String COUNT = "latchkey_http_requests_seconds_count";

  private final TestServer server = TestServer.start();

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void givenRequests_whenScraped_thenTheyAreCountedByMethodRouteAndStatus() {
    String token = server.tokenOf(server.site().member("maria"));
    server.get(ME, token);
    server.get(ME, token);
    server.get(ME, "nonsense");
    server.send("HEAD", ME, token, null);
    server.send("DELETE", ME + "/keys/0123456789", token, null);

    awaitSample(series("GET", "/api/v2/users/:user", 200) + " 2");
    awaitSample(series("GET", "/api/v2/users/:user", 401) + " 1");
    awaitSample(series("HEAD", "/api/v2/users/:user", 200) + " 1");
    awaitSample(series("DELETE", "/api/v2/users/:user/keys/:keyid", 404) + " 1");
  }

  @Test
  void givenWhateverClientsInvent_whenScraped_thenItIsInNoLabel() {
    server.get("/invented/path", null);
    server.get("/api/v2/users/invented-user/keys/inventedkey", "invented-token");
    server.send("INVENTED", ME, null, null);
    server.get("/api/v2/auth/check/invented/path?scope=invented", null);

    awaitSample(series("GET", "unknown", 404) + " 1");
    awaitSample(series("other", "unknown", 405) + " 1");
    awaitSample(series("GET", "/api/v2/auth/check/*path", 401) + " 1");
    assertThat(scrape()).doesNotContainIgnoringCase("invented");
  }

  @Test
  void givenVerifications_whenScraped_thenTheyAreCountedByResult() {
    User maria = server.site().member("maria");
    String token = server.tokenOf(maria);
    String narrow = server.tokenOf(aToken(maria).scopes("workspace:read"));
    server.get(ME, token);
    server.get("/api/v2/auth/check", token);
    server.get("/api/v2/auth/check?scope=coder:all", narrow);
    server.get(ME, "0123456789-" + "s".repeat(22));
    server.send(
        "POST",
        "/api/v2/keys/verify",
        null,
        "{\"key\":\"%s\"}".formatted(token.substring(0, 11) + "s".repeat(22)));

    assertThat(scrape())
        .contains(
            "latchkey_verifications_total{result=\"valid\"} 2.0\n",
            "latchkey_verifications_total{result=\"unknown\"} 2.0\n",
            "latchkey_verifications_total{result=\"insufficient_scope\"} 1.0\n",
            "latchkey_verifications_total{result=\"malformed\"} 0.0\n",
            "latchkey_verifications_total{result=\"expired\"} 0.0\n",
            "latchkey_verifications_total{result=\"user_inactive\"} 0.0\n")
        .doesNotContain("wrong_secret");
  }

  @Test
  void givenChanges_whenScraped_thenTheyAreCountedByWhatWasDone() {
    String token = server.tokenOf(server.site().siteOwner("maria"));
    server.send("POST", ME + "/keys/tokens", token, "{\"token_name\":\"ci\"}");
    server.send("POST", "/api/v2/users", token, "{\"username\":\"ada\"}");
    server.send("PUT", ME + "/keys/" + token.substring(0, 10) + "/expire", token, null);

    assertThat(scrape())
        .contains(
            "latchkey_changes_total{action=\"create\",resource=\"key\"} 1.0\n",
            "latchkey_changes_total{action=\"create\",resource=\"user\"} 1.0\n",
            "latchkey_changes_total{action=\"expire\",resource=\"key\"} 1.0\n",
            "latchkey_changes_total{action=\"purge\",resource=\"key\"} 0.0\n");
  }

  @Test
  void givenAKeyAndAUser_whenScraped_thenNeitherIsShown() {
    String token = server.tokenOf(server.site().member("maria"));
    server.get(ME, token);
    awaitSample(series("GET", "/api/v2/users/:user", 200) + " 1");

    assertThat(scrape()).doesNotContain("maria", token.substring(0, 10), token.substring(11));
  }

  @Test
  void givenNoToken_whenScraped_thenItIsTextInTheFormatOfPrometheus() {
    HttpResponse<String> response = server.get("/metrics", null);

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.headers().firstValue("Content-Type"))
        .hasValue("text/plain; version=0.0.4; charset=utf-8");
    assertThat(response.body()).contains("jvm_memory_used_bytes{", "jvm_threads_live_threads ");
    assertThat(response.body().lines())
        .allSatisfy(
            line ->
                assertThat(line)
                    .matches(
                        "# (HELP|TYPE) [a-z_]+ .*|[a-z_]+(\\{[a-z_]+=\"[^\"\\\\]*\"(,[a-z_]+=\"[^\"\\\\]*\")*})?"
                            + " [0-9.E+-]+(NaN)?"));
  }

  @Test
  void givenADatabaseThatComesAndGoes_whenScraped_thenTheMetricsSaySo() {
    try (Latchkey latchkey = Latchkey.on(new InMemoryKeyStore()).build();
        Readiness readiness = new Readiness(latchkey.checkReadiness(), System::nanoTime)) {
      Metrics metrics = new Metrics(latchkey, readiness);

      assertThat(text(metrics)).contains("latchkey_database_up 0.0\n");
      readiness.ask();
      assertThat(text(metrics)).contains("latchkey_database_up 1.0\n");
    }
  }

  private static String series(String method, String route, int status) {
    return "%s{method=\"%s\",route=\"%s\",status=\"%s\"}".formatted(COUNT, method, route, status);
  }

  // A request is counted when it is over, which is after its client has the answer.
  private void awaitSample(String line) {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
    while (scrape().lines().noneMatch(line::equals)) {
      assertThat(System.nanoTime()).as(line + " in " + scrape()).isLessThan(deadline);
      Thread.onSpinWait();
    }
  }

  private String scrape() {
    return server.get("/metrics", null).body();
  }

  private static String text(Metrics metrics) {
    return new String(metrics.answer().body().next(), StandardCharsets.UTF_8);
  }
}
