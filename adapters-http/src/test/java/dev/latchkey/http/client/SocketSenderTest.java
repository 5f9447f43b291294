package dev.latchkey.http.client;

import static dev.latchkey.http.client.ScriptedServer.answersJson;
import static dev.latchkey.http.client.ScriptedServer.fallsSilentAfter;
import static dev.latchkey.http.client.ScriptedServer.readRequest;
import static dev.latchkey.http.client.ScriptedServer.sends;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.latchkey.http.client.ScriptedServer.Reply;
import dev.latchkey.http.wire.CreateTokenJson;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What plain sockets leave to us: connections that are kept, and time that is kept to. */
@Timeout(60)
class SocketSenderTest {

  private static final String LIMIT = "{\"max_token_lifetime\":5}";
  private static final String KEPT =
      "HTTP/1.1 200 OK\r\nContent-Length: " + LIMIT.length() + "\r\n\r\n" + LIMIT;

  private final List<String> later = new CopyOnWriteArrayList<>();

  @Test
  void givenAConnectionThatStaysOpen_whenSomethingIsReadAgain_thenItIsUsedAgain() throws Exception {
    try (ScriptedServer server = ScriptedServer.that(sendsAndThen(KEPT, KEPT))) {
      LatchkeyClient client = client(server.url());

      assertThat(client.tokenConfig("me")).isEqualTo(client.tokenConfig("me"));

      assertThat(server.requests()).hasSize(1);
      assertThat(later).hasSize(1);
    }
  }

  @Test
  void givenAListThatWasReadToItsLastBracket_whenATokenIsExpired_thenTheConnectionIsUsedAgain()
      throws Exception {
    String list = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\n[]\n\r\n0\r\n\r\n";
    try (ScriptedServer server =
        ScriptedServer.that(sendsAndThen(list, "HTTP/1.1 204 No Content\r\n\r\n"))) {
      LatchkeyClient client = client(server.url());

      client.forEachToken(TokenQuery.ofEverybody(), key -> {});
      client.expireApiKey("me", "0123456789");

      assertThat(server.requests()).hasSize(1);
      assertThat(later).hasSize(1).allMatch(request -> request.startsWith("PUT "));
    }
  }

  @Test
  void givenWhatMayBeSentOnlyOnce_whenAConnectionWasKept_thenItGetsOneOfItsOwn() throws Exception {
    String issued = "{\"key\":\"0123456789-abcdefghijklmnopqrstuv\"}";
    try (ScriptedServer server =
        ScriptedServer.that(sendsAndThen(KEPT, KEPT), answersJson(201, issued))) {
      LatchkeyClient client = client(server.url());

      client.tokenConfig("me");
      client.createToken("me", CreateTokenJson.named("ci"));

      assertThat(server.requests()).hasSize(2);
      assertThat(later).isEmpty();
    }
  }

  @Test
  void givenAKeptConnectionThatTheServerClosed_whenSomethingIsRead_thenAnotherIsMade()
      throws Exception {
    CompletableFuture<Void> closed = new CompletableFuture<>();
    Reply closes =
        client -> {
          sends(KEPT).to(client);
          client.close();
          closed.complete(null);
        };
    try (ScriptedServer server = ScriptedServer.that(closes)) {
      LatchkeyClient client = client(server.url());

      client.tokenConfig("me");
      closed.get(10, TimeUnit.SECONDS);
      client.tokenConfig("me");

      assertThat(server.requests()).hasSize(2);
    }
  }

  @Test
  void givenAnAnswerThatIsStillToCome_whenRead_thenItIsAwaited() throws Exception {
    try (ScriptedServer server =
        ScriptedServer.that(sends("HTTP/1.1 102 Processing\r\n\r\n" + KEPT))) {
      assertThat(client(server.url()).tokenConfig("me").maxTokenLifetime()).isEqualTo(5);
    }
  }

  @Test
  void givenASilentServer_whenTheThreadIsInterrupted_thenTheCallEnds() throws Exception {
    CompletableFuture<Boolean> stayedInterrupted = new CompletableFuture<>();
    try (ScriptedServer server = ScriptedServer.that(fallsSilentAfter("HTTP/1.1 200 OK\r\n"))) {
      Thread caller =
          new Thread(
              () -> {
                assertThatThrownBy(() -> client(server.url()).me())
                    .isInstanceOf(ConnectionException.class)
                    .hasMessageContaining("interrupted");
                stayedInterrupted.complete(Thread.currentThread().isInterrupted());
              });
      caller.start();
      caller.interrupt();

      assertThat(stayedInterrupted.get(10, TimeUnit.SECONDS)).isTrue();
    }
  }

  @Test
  void givenAHandshakeThatDrips_whenCalled_thenTheCallEndsInTimeAndNothingWasSent()
      throws Exception {
    try (ServerSocket listener = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      Thread dripping = new Thread(() -> drip(listener));
      dripping.setDaemon(true);
      dripping.start();
      LatchkeyClient client =
          LatchkeyClient.builder(URI.create("https://127.0.0.1:" + listener.getLocalPort()))
              .quickStart()
              .retries(0)
              .connectTimeout(Duration.ofMillis(300))
              .build();

      assertThatThrownBy(client::me)
          .isInstanceOfSatisfying(
              ConnectionException.class, failure -> assertThat(failure.isUnsent()).isTrue());
    }
  }

  @Test
  void givenAnAddressOfVersion6_whenCalled_thenItIsReached() throws Exception {
    byte[] loopback = new byte[16];
    loopback[15] = 1;
    try (ServerSocket listener = new ServerSocket(0, 5, InetAddress.getByAddress(loopback))) {
      CompletableFuture<String> request =
          CompletableFuture.supplyAsync(
              () -> {
                try (Socket client = listener.accept()) {
                  String head = readRequest(client.getInputStream());
                  sends(KEPT).to(client);
                  return head;
                } catch (IOException e) {
                  throw new java.io.UncheckedIOException(e);
                }
              });
      String authority = "[::1]:" + listener.getLocalPort();

      client(URI.create("http://" + authority)).tokenConfig("me");

      assertThat(request.get(10, TimeUnit.SECONDS)).contains("Host: " + authority + "\r\n");
    }
  }

  private static LatchkeyClient client(URI url) {
    return LatchkeyClient.builder(url).quickStart().retries(0).build();
  }

  /** Two answers over one connection. */
  private Reply sendsAndThen(String first, String second) {
    return client -> {
      sends(first).to(client);
      later.add(readRequest(client.getInputStream()));
      sends(second).to(client);
    };
  }

  // A record of TLS that is announced as long and comes octet by octet.
  private static void drip(ServerSocket listener) {
    try (Socket client = listener.accept()) {
      OutputStream out = client.getOutputStream();
      out.write(new byte[] {0x16, 3, 3, 0x3f, 0, 2, 0, 0x3e, 0});
      while (true) {
        out.write(0);
        TimeUnit.MILLISECONDS.sleep(20);
      }
    } catch (IOException | InterruptedException clientHungUp) {
      // That is what the test is about.
    }
  }
}
