package dev.latchkey.http.client;

import static dev.latchkey.http.client.ScriptedServer.answers;
import static dev.latchkey.http.client.ScriptedServer.answersJson;
import static dev.latchkey.http.client.ScriptedServer.fallsSilentAfter;
import static dev.latchkey.http.client.ScriptedServer.hangsUp;
import static dev.latchkey.http.client.ScriptedServer.repeats;
import static dev.latchkey.http.client.ScriptedServer.sends;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.latchkey.http.client.ScriptedServer.Reply;
import dev.latchkey.http.wire.ApiKeyJson;
import dev.latchkey.http.wire.CreateTokenJson;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Whatever answers, a call ends in time, in a {@link ClientException}, and lets nothing out. */
@ParameterizedClass
@EnumSource
class BrokenServerTest {

  @Parameter private Stack stack;

  private static final String KEY =
      """
      {"id":"%s","user_id":"00000000-0000-0000-0000-000000000001",\
      "last_used":"2026-01-01T00:00:00Z","expires_at":"2026-01-01T00:00:00Z",\
      "created_at":"2026-01-01T00:00:00Z","updated_at":"2026-01-01T00:00:00Z",\
      "login_type":"token","scope":"all","scopes":[],"token_name":"ci","lifetime_seconds":1,\
      "allow_list":[],"username":"joe"}""";
  private static final TokenQuery EVERYTHING = TokenQuery.ofEverybody().withExpired();
  private static final String BLANKS = " ".repeat(1024 * 1024);
  private static final String USER =
      "{\"id\":\"00000000-0000-0000-0000-000000000001\",\"username\":\"a\"}";

  @Test
  void givenNobodyListens_whenCalled_thenNothingWasSent() throws IOException {
    URI nobody;
    try (ServerSocket socket = new ServerSocket(0)) {
      nobody = URI.create("http://127.0.0.1:" + socket.getLocalPort());
    }

    for (String host : List.of(nobody.toString(), "http://no-such-host.invalid")) {
      LatchkeyClient client = stack.builder(URI.create(host)).retries(0).build();
      assertThatThrownBy(() -> client.createToken("me", CreateTokenJson.named("ci")))
          .isInstanceOfSatisfying(
              ConnectionException.class, failure -> assertThat(failure.isUnsent()).isTrue())
          .hasMessageContaining(host + "/api/v2/users/me/keys/tokens: no answer from the server");
    }
  }

  @Test
  void givenTheAnswerBreaks_whenCalled_thenItIsNotKnownWhatHappened() throws IOException {
    String head = "HTTP/1.1 201 Created\r\nContent-Type: application/json\r\n";
    for (Reply reply :
        List.of(
            hangsUp(),
            sends("HTTP/1.1 2"),
            sends("garbage\r\n\r\n"),
            sends("HTTP/1.1 OK\r\n\r\n"),
            sends("HTTP/1.1 -1 OK\r\n\r\n"),
            sends(head + "no colon here\r\n"),
            sends(head + "Content-Length: 100\r\n\r\n{\"key\":"),
            sends(head + "Content-Length: nonsense\r\n\r\n{}"),
            sends(head + "Transfer-Encoding: chunked\r\n\r\nzz\r\n{}\r\n0\r\n\r\n"),
            sends(head + "Transfer-Encoding: chunked\r\n\r\n5\r\n{\"ke"))) {
      try (ScriptedServer server = ScriptedServer.that(reply)) {
        assertThatThrownBy(
                () -> stack.to(server.url()).createToken("me", CreateTokenJson.named("ci")))
            .isInstanceOfSatisfying(
                ConnectionException.class, failure -> assertThat(failure.isUnsent()).isFalse());
        assertThat(server.requests()).hasSize(1);
      }
    }
  }

  @Test
  void givenAServerThatFallsSilent_whenCalled_thenTheCallEndsInTime() throws IOException {
    String head = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n";
    for (String said :
        List.of("", "HTTP/1.1 200 ", head, head + "Content-Length: 10\r\n\r\n{", head + "\r\n[")) {
      try (ScriptedServer server = ScriptedServer.that(fallsSilentAfter(said))) {
        LatchkeyClient client = stack.builder(server.url()).timeout(Duration.ofMillis(200)).build();
        List<Runnable> calls =
            List.of(client::me, () -> client.forEachToken(EVERYTHING, key -> {}));
        for (Runnable call : calls) {
          assertThatThrownBy(call::run)
              .isInstanceOf(ConnectionException.class)
              .hasMessageContaining("no whole answer from the server in time");
        }
      }
    }
  }

  @Test
  void givenAnAnswerThatDrips_whenCalled_thenTheCallEndsInTime() throws IOException {
    try (ScriptedServer server = ScriptedServer.that(repeats("HTTP/1.1 200 OK\r\n\r\n", " "))) {
      LatchkeyClient client = stack.builder(server.url()).timeout(Duration.ofMillis(300)).build();

      assertThatThrownBy(client::me)
          .hasMessageContaining("no whole answer from the server in time");
    }
  }

  @Test
  void givenAnAnswerThatIsTooLarge_whenRead_thenItIsGivenUp() throws IOException {
    try (ScriptedServer server = ScriptedServer.that(repeats("HTTP/1.1 200 OK\r\n\r\n", BLANKS))) {
      assertThatThrownBy(() -> stack.to(server.url()).me())
          .isInstanceOf(ConnectionException.class)
          .hasMessageContaining("the answer has more than 67108864 bytes");
      assertThatThrownBy(() -> stack.to(server.url()).forEachToken(EVERYTHING, key -> {}))
          .isInstanceOf(ConnectionException.class)
          .hasMessageContaining("the answer has more than 1048576 bytes");
      assertThat(server.requests()).hasSize(2);
    }
    try (ScriptedServer server =
        ScriptedServer.that(repeats("HTTP/1.1 500 Oops\r\n\r\n", BLANKS))) {
      assertThatThrownBy(() -> stack.to(server.url()).me())
          .isInstanceOf(ConnectionException.class)
          .hasMessageContaining("the answer has more than 65536 bytes");
    }
  }

  @Test
  void givenARedirect_whenCalled_thenTheTokenGoesNowhereElse() throws IOException {
    String token = "0123456789-SECRETsecretSECRETsecr";
    try (ScriptedServer other = ScriptedServer.that(answersJson(200, USER))) {
      for (int status : List.of(301, 302, 303, 307, 308)) {
        try (ScriptedServer server =
            ScriptedServer.that(
                answers(
                    status, "text/html", "", "Location: " + other.url() + "/api/v2/users/me"))) {
          assertThatThrownBy(() -> stack.to(server.url()).withToken(token).me())
              .isInstanceOf(ApiException.Unexpected.class)
              .hasMessageContaining("unexpected status code " + status);
        }
      }
      assertThat(other.requests()).isEmpty();
    }
  }

  @Test
  void givenACookie_whenCalledAgain_thenItIsNotSentBack() throws IOException {
    try (ScriptedServer server =
        ScriptedServer.that(
            answersJson(
                200, "{\"max_token_lifetime\":1}", "Set-Cookie: coder_session_token=x; Path=/"))) {
      LatchkeyClient client = stack.to(server.url());

      client.tokenConfig("me");
      client.tokenConfig("me");

      assertThat(server.requests())
          .hasSize(2)
          .allSatisfy(request -> assertThat(request).doesNotContainIgnoringCase("cookie"));
    }
  }

  @Test
  void givenSomethingElseAnswers_whenCalled_thenItIsNotTakenForLatchkey() throws IOException {
    List<Reply> strangers =
        List.of(
            answersJson(200, "{\"hello\":\"world\"}"),
            answers(200, "text/html", "<p>Log in to the Wi-Fi"),
            answersJson(202, "{}"),
            answersJson(200, "null"),
            answersJson(200, "[null]"),
            answersJson(200, "[".repeat(5000)),
            sends("HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n"));
    for (Reply reply : strangers) {
      try (ScriptedServer server = ScriptedServer.that(reply)) {
        LatchkeyClient lost = stack.to(server.url());
        List<ThrowingCallable> calls =
            List.of(
                lost::me,
                lost::buildInfo,
                lost::hasFirstUser,
                lost::isAlive,
                lost::isReady,
                () -> lost.keyById("me", "0123456789"),
                () -> lost.createSessionKey("me"),
                () -> lost.createToken("me", CreateTokenJson.named("ci")),
                () -> lost.expireApiKey("me", "0123456789"),
                () -> lost.deleteApiKey("me", "0123456789"),
                () -> lost.tokenConfig("me"),
                () -> lost.users().delete("joe"),
                () -> lost.users().suspend("joe"));
        for (ThrowingCallable call : calls) {
          assertThatThrownBy(call)
              .isInstanceOf(ConnectionException.class)
              .hasMessageContaining("not the answer of a Latchkey server");
        }
        assertThat(server.requests()).hasSize(calls.size());
      }
    }
  }

  @Test
  void givenAListThatIsNone_whenRead_thenItIsNotTakenForLatchkey() throws IOException {
    for (String body : List.of("{}", "[null]", "[{}]", "[1]", "\"\"", "", "[", "hello")) {
      try (ScriptedServer server = ScriptedServer.that(answersJson(200, body))) {
        LatchkeyClient lost = stack.to(server.url());
        assertThatThrownBy(() -> lost.forEachToken(EVERYTHING, key -> {}))
            .hasMessageContaining("not the answer of a Latchkey server");
        assertThatThrownBy(() -> lost.tokens(EVERYTHING))
            .hasMessageContaining("not the answer of a Latchkey server");
      }
    }
    try (ScriptedServer server = ScriptedServer.that(answersJson(200, "null"))) {
      List<ApiKeyJson> items = new ArrayList<>();
      stack.to(server.url()).forEachToken(EVERYTHING, items::add);
      assertThat(items).isEmpty();
      assertThat(stack.to(server.url()).tokens(EVERYTHING)).isEmpty();
    }
  }

  @Test
  void givenAnAnswerWithoutItsFields_whenRead_thenItIsNotTakenForLatchkey() throws IOException {
    String halfKey = KEY.formatted("0123456789").replace("\"login_type\":\"token\",", "");
    try (ScriptedServer user = ScriptedServer.that(answersJson(200, USER));
        ScriptedServer key = ScriptedServer.that(answersJson(200, halfKey))) {
      assertThatThrownBy(() -> stack.to(user.url()).me())
          .hasMessageContaining("not the answer of a Latchkey server");
      assertThatThrownBy(() -> stack.to(key.url()).keyById("me", "0123456789"))
          .hasMessageContaining("not the answer of a Latchkey server");
    }
  }

  @Test
  void givenAListThatBreaksOff_whenReadItemByItem_thenWhatCameBeforeIsHandedOver()
      throws IOException {
    String items = "[" + KEY.formatted("aaaaaaaaaa") + "," + KEY.formatted("bbbbbbbbbb");
    try (ScriptedServer server =
        ScriptedServer.that(sends("HTTP/1.1 200 OK\r\nContent-Length: 10000\r\n\r\n" + items))) {
      List<String> ids = new ArrayList<>();

      assertThatThrownBy(
              () -> stack.to(server.url()).forEachToken(EVERYTHING, key -> ids.add(key.id())))
          .isInstanceOf(ConnectionException.class)
          .hasMessageContaining("no answer from the server");

      assertThat(ids).containsExactly("aaaaaaaaaa", "bbbbbbbbbb");
      assertThat(server.requests()).hasSize(1);
    }
  }

  @Test
  void givenAListWithoutEnd_whenReadItemByItem_thenNoLimitOfAWholeAnswerHolds() throws IOException {
    int many = 70 * 1024 * 1024 / KEY.length();
    IllegalStateException enough = new IllegalStateException("enough");
    AtomicInteger count = new AtomicInteger();
    String item = KEY.formatted("aaaaaaaaaa") + ",";
    try (ScriptedServer server =
        ScriptedServer.that(repeats("HTTP/1.1 200 OK\r\n\r\n[", item.repeat(100)))) {
      assertThatThrownBy(
              () ->
                  stack
                      .to(server.url())
                      .forEachToken(
                          EVERYTHING,
                          key -> {
                            if (count.incrementAndGet() == many) {
                              throw enough;
                            }
                          }))
          .isSameAs(enough);
    }
  }

  @Test
  void givenAReaderThatFails_whenReadItemByItem_thenItsFailureEndsTheList() throws IOException {
    String items = "[" + KEY.formatted("aaaaaaaaaa") + "," + KEY.formatted("bbbbbbbbbb") + "]";
    try (ScriptedServer server = ScriptedServer.that(answersJson(200, items))) {
      IllegalStateException full = new IllegalStateException("full");

      assertThatThrownBy(
              () ->
                  stack
                      .to(server.url())
                      .forEachToken(
                          EVERYTHING,
                          key -> {
                            throw full;
                          }))
          .isSameAs(full);
    }
  }

  @Test
  void givenAnObserverThatFails_whenAnAnswerIsThere_thenItsConnectionIsClosed() throws Exception {
    CountDownLatch hungUp = new CountDownLatch(1);
    Reply head = fallsSilentAfter("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n{");
    try (ScriptedServer server =
        ScriptedServer.that(
            client -> {
              head.to(client);
              hungUp.countDown();
            })) {
      IllegalStateException full = new IllegalStateException("full");
      LatchkeyClient client =
          stack
              .builder(server.url())
              .observer(
                  exchange -> {
                    throw full;
                  })
              .build();

      assertThatThrownBy(client::me).isSameAs(full);

      assertThat(hungUp.await(20, TimeUnit.SECONDS)).isTrue();
    }
  }

  @Test
  void givenASecretInABrokenAnswer_whenItFails_thenTheExceptionDoesNotHaveIt() throws IOException {
    String secret = "SECRETs3cretSECRETsecr";
    String token = "MARKERMARK-" + secret;
    List<Reply> replies = new ArrayList<>();
    for (String body :
        List.of(
            "{\"key\":" + token + "}",
            "{\"key\":\"" + secret + "\"}",
            "{\"key\":{\"a\":\"" + secret + "\"}}",
            "{\"key\":[\"" + secret + "\"]}",
            "\"" + secret + "\"",
            secret)) {
      replies.add(answersJson(201, body));
    }
    replies.add(sends(token + "\r\n\r\n"));
    replies.add(sends("HTTP/1.1 200 OK\r\n" + token + "\r\n\r\n"));
    replies.add(sends("HTTP/1.1 200 OK\r\nContent-Length: " + token + "\r\n\r\n"));
    replies.add(answers(500, "text/html", token));
    replies.add(answers(500, token, token));
    replies.add(answers(500, "text/html", "x".repeat(2048 - 20) + token));
    replies.add(answersJson(500, "{\"message\":\"" + token + "\",\"detail\":\"" + token + "\"}"));
    replies.add(
        answersJson(
            400,
            "{\"message\":\"m\",\"validations\":[{\"field\":\"%s\",\"detail\":\"%s\"}]}"
                .formatted(token, token)));
    for (Reply reply : replies) {
      try (ScriptedServer server = ScriptedServer.that(reply)) {
        LatchkeyClient client = stack.to(server.url()).withToken(token);
        assertThatThrownBy(() -> client.createSessionKey("me"))
            .isInstanceOf(ClientException.class)
            .satisfies(thrown -> assertThat(stackTrace(thrown)).doesNotContain("s3cret"));
        assertThat(client.toString()).doesNotContain("s3cret");
      }
    }
  }

  private static String stackTrace(Throwable thrown) {
    StringWriter text = new StringWriter();
    thrown.printStackTrace(new PrintWriter(text, true));
    return text.toString();
  }
}
