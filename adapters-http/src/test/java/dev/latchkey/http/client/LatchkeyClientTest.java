package dev.latchkey.http.client;

import static dev.latchkey.core.testkit.Fixtures.aToken;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.sun.net.httpserver.HttpServer;
import dev.latchkey.core.key.PlaintextKey;
import dev.latchkey.core.user.User;
import dev.latchkey.http.TestServer;
import dev.latchkey.http.wire.ApiKeyJson;
import dev.latchkey.http.wire.AuditLogJson;
import dev.latchkey.http.wire.CreateTokenJson;
import dev.latchkey.http.wire.CreateUserJson;
import dev.latchkey.http.wire.ValidationJson;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LatchkeyClientTest {

  private final TestServer server = TestServer.start();
  private User admin;
  private LatchkeyClient client;

  @BeforeEach
  void logIn() {
    admin = server.site().siteOwner("admin");
    client = anonymous().withToken(server.tokenOf(aToken(admin).named("admins")));
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void givenATokenWithAnOddName_whenItsLifeIsLived_thenEveryCallDoesItsPart() {
    String name = "a b%2F?#é..;x";

    PlaintextKey issued =
        client.createToken("me", CreateTokenJson.named(name).lasting(Duration.ofHours(1)));
    ApiKeyJson key = client.keyByName("me", name);

    assertThat(key.id()).isEqualTo(issued.id().value());
    assertThat(key.lifetimeSeconds()).isEqualTo(3600);
    assertThat(client.keyById("admin", key.id())).isEqualTo(key);
    assertThat(anonymous().withToken(issued.reveal()).me().username()).isEqualTo("admin");
    assertThat(names(client.tokens("me", false, false))).contains(name);

    client.expireApiKey("me", key.id());

    server.site().clock().advance(Duration.ofSeconds(1));
    assertThat(names(client.tokens("me", false, false))).doesNotContain(name);
    assertThat(names(client.tokens("me", true, true))).contains(name);
    assertThatThrownBy(() -> anonymous().withToken(issued.reveal()).me())
        .hasMessageContaining("API key expired");

    client.deleteApiKey("me", key.id());

    assertThat(client.auditLogs("key_id:" + key.id(), 0, 0).auditLogs())
        .extracting(AuditLogJson::action)
        .containsExactly("delete", "expire", "create");
    assertThatThrownBy(() -> client.keyById("me", key.id())).hasMessageContaining("404");
  }

  @Test
  void givenAUserIsCreated_whenAskedFor_thenTheyAreFound() {
    assertThat(client.createUser(new CreateUserJson("joe", List.of("auditor"))).roles())
        .extracting("name")
        .containsExactly("auditor");
    assertThat(client.user("joe").username()).isEqualTo("joe");
    assertThat(client.tokenConfig("joe").maxTokenLifetime()).isEqualTo(3155760000000000000L);
    assertThat(client.createSessionKey("me")).isNotNull();
  }

  @Test
  void givenNoToken_whenOpenQuestionsAreAsked_thenTheyAreAnswered() {
    assertThat(anonymous().hasFirstUser()).isTrue();
    assertThat(anonymous().buildInfo().version()).isEqualTo("v0.0.0-devel+latchkey.1.2.3");
    try (TestServer empty = TestServer.start()) {
      assertThat(LatchkeyClient.to(empty.url()).hasFirstUser()).isFalse();
    }
  }

  @Test
  void givenARefusal_whenItsTextIsRead_thenItIsThatOfTheContract() {
    ApiException refusal =
        catchThrowableOfType(
            ApiException.class,
            () ->
                client.createToken(
                    "me", new CreateTokenJson(-1L, null, List.of("x"), null, List.of())));

    assertThat(refusal)
        .hasMessage(
            "POST "
                + server.url()
                + "/api/v2/users/me/keys/tokens: unexpected status code 400: Failed to create API"
                + " key.\n"
                + "\tError: invalid or unsupported API key scope: \"x\"\n"
                + "\tscopes: invalid or unsupported API key scope: \"x\"\n"
                + "\tlifetime: lifetime must be positive number greater than 0");
    assertThat(refusal.status()).isEqualTo(400);
    assertThat(refusal.method()).isEqualTo("POST");
    assertThat(refusal.message()).isEqualTo("Failed to create API key.");
    assertThat(refusal.validations()).extracting(ValidationJson::field).contains("scopes");
  }

  @Test
  void givenNoToken_whenRefused_thenTheHintSaysHowToLogIn() {
    assertThatThrownBy(() -> anonymous().me())
        .isInstanceOf(ApiException.class)
        .hasMessageContaining("401: You are signed out")
        .hasMessageContaining(": Try logging in using 'latchkey login'.\n\tError: Cookie");
  }

  @Test
  void givenAWholeTokenWhereANameBelongs_whenRefused_thenTheTextHidesTheSecret() {
    String secret = "s".repeat(22);

    assertThatThrownBy(() -> client.keyByName("me", "0123456789-" + secret))
        .hasMessageContaining("0123456789-****")
        .hasMessageNotContaining(secret);
  }

  @Test
  void givenATokenThatNoHeaderCanCarry_whenGiven_thenItIsRefusedAndNotRepeated() {
    assertThatThrownBy(() -> anonymous().withToken("secret\nX: y"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageNotContaining("secret");
  }

  @Test
  void givenAnAddressThatIsNone_whenGiven_thenItIsRefused() {
    for (String address :
        List.of("ftp://a", "latchkey", "http:///x", "http://u:p@a", "http://a?b", "http://a#b")) {
      assertThatThrownBy(() -> LatchkeyClient.to(URI.create(address)))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void givenNobodyListens_whenCalled_thenThereIsNoConnection() throws IOException {
    URI nobody;
    try (ServerSocket socket = new ServerSocket(0)) {
      nobody = URI.create("http://127.0.0.1:" + socket.getLocalPort());
    }

    assertThatThrownBy(() -> LatchkeyClient.to(nobody).me())
        .isInstanceOf(ConnectionException.class)
        .hasMessageContaining(nobody + "/api/v2/users/me: no answer from the server");
  }

  @Test
  void givenSomethingElseAnswers_whenCalled_thenItIsNotTakenForLatchkey() throws IOException {
    try (Other other = new Other(200, "application/json", "{\"hello\":\"world\"}")) {
      LatchkeyClient lost = LatchkeyClient.to(other.url());
      for (Runnable call :
          List.<Runnable>of(
              lost::me,
              lost::buildInfo,
              lost::hasFirstUser,
              () -> lost.tokens("me", false, false),
              () -> lost.createSessionKey("me"))) {
        assertThatThrownBy(call::run)
            .isInstanceOf(ConnectionException.class)
            .hasMessageContaining("not the answer of a Latchkey server");
      }
    }
  }

  @Test
  void givenAnErrorThatIsNoJson_whenRefused_thenTheTextShowsTheBeginning() throws IOException {
    try (Other proxy = new Other(502, "text/html", "<p>bad gateway" + "x".repeat(5000))) {
      ApiException refusal =
          catchThrowableOfType(
              ApiException.class, () -> LatchkeyClient.to(proxy.url()).buildInfo());

      assertThat(refusal.message()).isEqualTo("unexpected non-JSON response \"text/html\"");
      assertThat(refusal.detail()).startsWith("<p>bad gateway").hasSize(2048);
    }
  }

  @Test
  void givenAStatusThatIsNotDue_whenCalled_thenItIsNotTakenForLatchkey() throws IOException {
    try (Other hello = new Other(200, "text/html", "hello");
        Other accepted = new Other(202, "application/json", "{\"max_token_lifetime\":1}")) {
      LatchkeyClient lost = LatchkeyClient.to(hello.url());
      for (Runnable call :
          List.<Runnable>of(
              () -> lost.expireApiKey("me", "0123456789"),
              () -> lost.deleteApiKey("me", "0123456789"),
              () -> lost.tokenConfig("me"),
              () -> LatchkeyClient.to(accepted.url()).tokenConfig("me"))) {
        assertThatThrownBy(call::run)
            .isInstanceOf(ConnectionException.class)
            .hasMessageContaining("not the answer of a Latchkey server");
      }
    }
  }

  @Test
  void givenAnAnswerWithoutItsFields_whenRead_thenItIsNotTakenForLatchkey() throws IOException {
    String user = "{\"id\":\"00000000-0000-0000-0000-000000000001\",\"username\":\"a\"}";
    String key =
        "{\"id\":\"0123456789\",\"user_id\":\"00000000-0000-0000-0000-000000000001\","
            + "\"last_used\":\"2026-01-01T00:00:00Z\",\"expires_at\":\"2026-01-01T00:00:00Z\","
            + "\"created_at\":\"2026-01-01T00:00:00Z\",\"updated_at\":\"2026-01-01T00:00:00Z\"}";
    try (Other empty = new Other(200, "application/json", "{}");
        Other halfUser = new Other(200, "application/json", user);
        Other halfKey = new Other(200, "application/json", key);
        Other nullItem = new Other(200, "application/json", "[null]");
        Other nothing = new Other(200, "application/json", "null")) {
      for (Runnable call :
          List.<Runnable>of(
              () -> LatchkeyClient.to(empty.url()).tokenConfig("me"),
              () -> LatchkeyClient.to(halfUser.url()).me(),
              () -> LatchkeyClient.to(halfKey.url()).keyById("me", "0123456789"),
              () -> LatchkeyClient.to(nullItem.url()).tokens("me", false, false),
              () -> LatchkeyClient.to(nothing.url()).me())) {
        assertThatThrownBy(call::run)
            .isInstanceOf(ConnectionException.class)
            .hasMessageContaining("not the answer of a Latchkey server");
      }
      assertThat(LatchkeyClient.to(nothing.url()).tokens("me", false, false)).isEmpty();
    }
  }

  @Test
  void givenABodyThatStalls_whenRead_thenTheCallEndsInTime() throws IOException {
    try (ServerSocket listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      CompletableFuture<Socket> accepted = CompletableFuture.supplyAsync(() -> stall(listener));
      URI url = URI.create("http://127.0.0.1:" + listener.getLocalPort());

      assertThatThrownBy(() -> LatchkeyClient.to(url, Duration.ofMillis(300)).me())
          .isInstanceOf(ConnectionException.class)
          .hasMessageContaining("no whole answer from the server");

      accepted.join().close();
    }
  }

  @Test
  void givenAnAnswerThatIsTooLarge_whenRead_thenItIsGivenUp() throws IOException {
    try (Other other = new Other(200, "application/json", " ".repeat(64 * 1024 * 1024 + 1))) {
      assertThatThrownBy(() -> LatchkeyClient.to(other.url()).me())
          .isInstanceOf(ConnectionException.class)
          .hasMessageContaining("the answer has more than 67108864 bytes");
    }
  }

  @Test
  void givenABrokenAnswerWithASecret_whenRead_thenTheExceptionDoesNotHaveIt() throws IOException {
    String secret = "SECRETsecretSECRETsecr";
    for (String body :
        List.of(
            "{\"key\":MARKERMARK-" + secret + "}",
            "{\"key\":\"" + secret + "\"}",
            "{\"key\":{\"a\":\"" + secret + "\"}}",
            "{\"key\":[\"" + secret + "\"]}",
            "\"" + secret + "\"",
            secret)) {
      try (Other other = new Other(201, "application/json", body)) {
        assertThatThrownBy(() -> LatchkeyClient.to(other.url()).createSessionKey("me"))
            .isInstanceOf(ConnectionException.class)
            .satisfies(thrown -> assertThat(stackTrace(thrown)).doesNotContain(secret));
      }
    }
    try (Other other = new Other(500, "text/html", "MARKERMARK-" + secret)) {
      assertThatThrownBy(() -> LatchkeyClient.to(other.url()).createSessionKey("me"))
          .isInstanceOf(ApiException.class)
          .satisfies(thrown -> assertThat(stackTrace(thrown)).doesNotContain(secret));
    }
  }

  @Test
  void givenARefusal_whenItIsSerialized_thenItsCopyCanBeRead() throws Exception {
    ApiException refusal = catchThrowableOfType(ApiException.class, () -> anonymous().me());
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(refusal);
    }

    ApiException copy;
    try (ObjectInputStream in =
        new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
      copy = (ApiException) in.readObject();
    }

    assertThat(copy).hasMessage(refusal.getMessage());
    assertThat(copy.message()).isEqualTo(refusal.message());
    assertThat(copy.detail()).isEqualTo(refusal.detail());
    assertThat(copy.validations()).isEmpty();
  }

  private static Socket stall(ServerSocket listener) {
    try {
      Socket socket = listener.accept();
      socket
          .getOutputStream()
          .write("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n{".getBytes(StandardCharsets.UTF_8));
      return socket;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String stackTrace(Throwable thrown) {
    StringWriter text = new StringWriter();
    thrown.printStackTrace(new PrintWriter(text, true));
    return text.toString();
  }

  private LatchkeyClient anonymous() {
    return LatchkeyClient.to(URI.create(server.url() + "/"));
  }

  private static List<String> names(List<ApiKeyJson> keys) {
    return keys.stream().map(ApiKeyJson::tokenName).toList();
  }

  /** Some other server, which answers everything in the same way. */
  private static final class Other implements AutoCloseable {

    private final HttpServer server;

    private Other(int status, String type, String body) throws IOException {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      byte[] octets = body.getBytes(StandardCharsets.UTF_8);
      server.createContext(
          "/",
          exchange -> {
            exchange.getResponseHeaders().add("Content-Type", type);
            exchange.sendResponseHeaders(status, octets.length);
            exchange.getResponseBody().write(octets);
            exchange.close();
          });
      server.start();
    }

    private URI url() {
      return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    @Override
    public void close() {
      server.stop(0);
    }
  }
}
