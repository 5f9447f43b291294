package dev.latchkey.http.client;

import static dev.latchkey.http.client.ScriptedServer.answersJson;
import static dev.latchkey.http.client.ScriptedServer.hangsUp;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.latchkey.http.client.ScriptedServer.Reply;
import dev.latchkey.http.wire.CreateTokenJson;
import dev.latchkey.http.wire.CreateUserJson;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource
class RetryTest {

  @Parameter private Stack stack;

  private static final String LIMIT = "{\"max_token_lifetime\":5}";
  private static final Reply AWAY = answersJson(503, "{\"message\":\"away\"}");

  @Test
  void givenWhatPasses_whenSomethingIsRead_thenItIsAskedForAgain() throws IOException {
    for (Reply trouble :
        List.of(
            AWAY,
            answersJson(502, "{}"),
            answersJson(504, "{}"),
            answersJson(429, "{\"message\":\"slow down\"}", "Retry-After: 0"),
            ScriptedServer.sends("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n{"))) {
      try (ScriptedServer server = ScriptedServer.that(trouble, trouble, answersJson(200, LIMIT))) {
        assertThat(stack.to(server.url()).tokenConfig("me").maxTokenLifetime()).isEqualTo(5);
        assertThat(server.requests()).hasSize(3);
      }
    }
  }

  @Test
  void givenWhatPasses_whenAskedWhetherTheServerLivesOrIsReady_thenItIsAskedOnce()
      throws IOException {
    for (Reply trouble :
        List.of(
            // The JDK's client asks again by itself where there was not a word.
            ScriptedServer.sends("HTTP/1.1 2"),
            answersJson(502, "{}"),
            answersJson(429, "{}", "Retry-After: 0"))) {
      try (ScriptedServer server = ScriptedServer.that(trouble)) {
        LatchkeyClient client = stack.to(server.url());

        assertThatThrownBy(client::isAlive).isInstanceOf(ClientException.class);
        assertThatThrownBy(client::isReady).isInstanceOf(ClientException.class);

        assertThat(server.requests()).hasSize(2);
      }
    }
  }

  @Test
  void givenItDoesNotPass_whenSomethingIsRead_thenTheThirdFailureIsTold() throws IOException {
    try (ScriptedServer server = ScriptedServer.that(AWAY)) {
      assertThatThrownBy(() -> stack.to(server.url()).me())
          .isInstanceOf(ApiException.Unavailable.class)
          .hasMessageContaining("away");
      assertThat(server.requests()).hasSize(3);
    }
  }

  @Test
  void givenSeveralTriesOfOneCall_whenTheServerLogsThem_thenTheyHaveOneId() throws IOException {
    try (ScriptedServer server = ScriptedServer.that(AWAY)) {
      LatchkeyClient client = stack.to(server.url());

      assertThatThrownBy(client::me)
          .isInstanceOfSatisfying(
              ApiException.class,
              refusal ->
                  assertThat(server.requests())
                      .hasSize(3)
                      .allSatisfy(
                          request ->
                              assertThat(request)
                                  .contains("X-Request-Id: " + refusal.requestId())));
      assertThatThrownBy(client::me)
          .isInstanceOfSatisfying(
              ApiException.class,
              refusal ->
                  assertThat(server.requests().get(0))
                      .doesNotContain(refusal.requestId().toString()));
    }
  }

  @Test
  void givenAChangeThatCanBeRepeated_whenTheServerHangsUp_thenItIsRepeated() throws IOException {
    try (ScriptedServer server =
        ScriptedServer.that(hangsUp(), ScriptedServer.sends("HTTP/1.1 204 No Content\r\n\r\n"))) {
      stack.to(server.url()).expireApiKey("me", "0123456789");

      assertThat(server.requests())
          .hasSize(2)
          .allSatisfy(request -> assertThat(request).startsWith("PUT /api/v2/users/me/keys/"));
    }
  }

  @Test
  void givenAChangeThatMayHaveHappened_whenLaterTriesDoNothing_thenItIsNotToldThatNothingHappened()
      throws IOException {
    Reply breaks = ScriptedServer.sends("HTTP/1.1 2");
    Reply tooMany = answersJson(429, "{\"message\":\"slow down\"}", "Retry-After: 0");
    try (ScriptedServer gone = ScriptedServer.thatAnswersOnce(breaks);
        ScriptedServer limited = ScriptedServer.that(breaks, tooMany);
        ScriptedServer away = ScriptedServer.that(AWAY, tooMany)) {
      assertThatThrownBy(() -> expire(gone))
          .isInstanceOfSatisfying(
              ConnectionException.class, broken -> assertThat(broken.isUnsent()).isFalse())
          .satisfies(
              broken ->
                  assertThat(broken.getSuppressed())
                      .singleElement()
                      .isInstanceOfSatisfying(
                          ConnectionException.class, last -> assertThat(last.isUnsent()).isTrue()));
      assertThatThrownBy(() -> expire(limited))
          .isInstanceOfSatisfying(
              ConnectionException.class, broken -> assertThat(broken.isUnsent()).isFalse());
      assertThatThrownBy(() -> expire(away)).isInstanceOf(ApiException.Unavailable.class);
    }
  }

  @Test
  void givenTheOwnKeyMayHaveEnded_whenTheNextTryIsRefused_thenTheRefusalTellsOfTheFirst()
      throws IOException {
    Reply refused = answersJson(401, "{\"message\":\"no\"}", "X-Latchkey-Reason: expired");
    try (ScriptedServer server = ScriptedServer.that(hangsUp(), refused)) {
      assertThatThrownBy(() -> expire(server))
          .isInstanceOf(ApiException.Unauthorized.class)
          .satisfies(
              refusal ->
                  assertThat(refusal.getSuppressed())
                      .singleElement()
                      .isInstanceOf(ConnectionException.class));
    }
  }

  @Test
  void givenWhatOnlyReads_whenLaterTriesFailOtherwise_thenTheLastFailureIsTold()
      throws IOException {
    Reply tooMany = answersJson(429, "{\"message\":\"slow down\"}", "Retry-After: 0");
    try (ScriptedServer server = ScriptedServer.that(hangsUp(), tooMany)) {
      assertThatThrownBy(() -> stack.to(server.url()).me())
          .isInstanceOf(ApiException.RateLimited.class);
    }
  }

  private void expire(ScriptedServer server) {
    stack.to(server.url()).expireApiKey("me", "0123456789");
  }

  @Test
  void givenAChangeThatCannotBeRepeated_whenItFails_thenItWasSentOnce() throws IOException {
    for (Reply trouble : List.of(hangsUp(), AWAY, answersJson(429, "{}", "Retry-After: 0"))) {
      try (ScriptedServer server = ScriptedServer.that(trouble)) {
        LatchkeyClient client = stack.to(server.url());
        List<Runnable> changes =
            List.of(
                () -> client.createToken("me", CreateTokenJson.named("ci")),
                () -> client.createSessionKey("me"),
                () -> client.users().create(new CreateUserJson("joe", List.of())),
                () -> client.deleteApiKey("me", "0123456789"),
                () -> client.users().delete("joe"),
                () -> client.users().suspend("joe"),
                () -> client.users().activate("joe"),
                () -> client.users().setRoles("joe", List.of()));
        for (Runnable change : changes) {
          assertThatThrownBy(change::run).isInstanceOf(ClientException.class);
        }
        assertThat(server.requests()).hasSize(changes.size());
      }
    }
  }

  @Test
  void givenNoRetries_whenTheServerIsAway_thenItIsAskedOnce() throws IOException {
    try (ScriptedServer server = ScriptedServer.that(AWAY)) {
      LatchkeyClient client = stack.builder(server.url()).retries(0).build();

      assertThatThrownBy(client::me).isInstanceOf(ApiException.Unavailable.class);
      assertThat(server.requests()).hasSize(1);
    }
  }

  @Test
  void givenARefusalThatStays_whenSomethingIsRead_thenItIsAskedForOnce() throws IOException {
    for (int status : List.of(400, 401, 403, 404, 409, 500, 302)) {
      try (ScriptedServer server =
          ScriptedServer.that(answersJson(status, "{\"message\":\"no\"}"))) {
        assertThatThrownBy(() -> stack.to(server.url()).me()).isInstanceOf(ApiException.class);
        assertThat(server.requests()).hasSize(1);
      }
    }
  }

  @Test
  void givenAWaitThatIsTooLong_whenAskedToWait_thenTheCallerIsToldAtOnce() throws IOException {
    String inAnHour =
        DateTimeFormatter.RFC_1123_DATE_TIME.format(
            Instant.now().plusSeconds(3600).atOffset(ZoneOffset.UTC));
    for (String wait : List.of("3600", inAnHour)) {
      try (ScriptedServer server =
          ScriptedServer.that(answersJson(429, "{}", "Retry-After: " + wait))) {
        assertThatThrownBy(() -> stack.to(server.url()).me())
            .isInstanceOfSatisfying(
                ApiException.RateLimited.class,
                limited ->
                    assertThat(limited.retryAfter().orElseThrow())
                        .isBetween(Duration.ofSeconds(3500), Duration.ofSeconds(3600)));
        assertThat(server.requests()).hasSize(1);
      }
    }
  }

  @Test
  void givenAPause_whenTheThreadIsInterrupted_thenTheCallEnds() throws Exception {
    try (ScriptedServer server = ScriptedServer.that(answersJson(503, "{}", "Retry-After: 20"))) {
      CompletableFuture<Boolean> stayedInterrupted = new CompletableFuture<>();
      Thread caller =
          new Thread(
              () -> {
                assertThatThrownBy(() -> stack.to(server.url()).me())
                    .hasMessageContaining("interrupted");
                stayedInterrupted.complete(Thread.currentThread().isInterrupted());
              });
      caller.start();
      caller.interrupt();

      assertThat(stayedInterrupted.get()).isTrue();
    }
  }

  @Test
  void givenTheTriesOfACall_whenTheyAreSpread_thenThePausesGrowAndStayWithinBounds() {
    ClientException failure = ConnectionException.givenUp(asked(), "gone");
    Duration forEver = Duration.ofHours(1);

    assertThat(new Retries(9, () -> 0.0).pauseAfter(failure, 1, forEver))
        .contains(Duration.ofMillis(100));
    assertThat(new Retries(9, () -> 1.0).pauseAfter(failure, 1, forEver))
        .contains(Duration.ofMillis(200));
    assertThat(new Retries(9, () -> 1.0).pauseAfter(failure, 3, forEver))
        .contains(Duration.ofMillis(800));
    assertThat(new Retries(9, () -> 1.0).pauseAfter(failure, 9, forEver))
        .contains(Duration.ofMillis(12_800));
    assertThat(new Retries(9, () -> 1.0).pauseAfter(failure, 10, forEver)).isEmpty();
    assertThat(new Retries(9, () -> 1.0).pauseAfter(failure, 1, Duration.ofMillis(200))).isEmpty();
    assertThat(
            new Retries(9, () -> 0.0)
                .pauseAfter(ConnectionException.notLatchkey(asked(), 200, "?"), 1, forEver))
        .isEmpty();
  }

  private static Asked asked() {
    return new Asked("GET", "http://127.0.0.1/api/v2/users/me", new java.util.UUID(0, 1));
  }
}
