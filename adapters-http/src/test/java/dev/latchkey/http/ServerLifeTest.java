package dev.latchkey.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.latchkey.core.Latchkey;
import dev.latchkey.core.port.KeyDirectory;
import dev.latchkey.core.port.KeyStore;
import dev.latchkey.core.testkit.ForwardingKeyStore;
import dev.latchkey.core.testkit.InMemoryKeyStore;
import dev.latchkey.core.testkit.Race;
import dev.latchkey.core.user.User;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class ServerLifeTest {

  private static final String ME = "/api/v2/users/me";

  @Test
  void givenManyCallersAtOnce_whenTheyCall_thenEachGetsItsAnswer() {
    try (TestServer server = TestServer.start()) {
      String token = server.tokenOf(server.site().member("maria"));

      assertThat(Race.of(100, () -> server.get(ME, token).body()))
          .hasSize(100)
          .allMatch(body -> body.contains("\"username\":\"maria\""));
    }
  }

  @Test
  void givenARequestThatRuns_whenTheServerIsClosed_thenItIsFinishedFirst() throws Exception {
    SlowDirectory store = new SlowDirectory(new InMemoryKeyStore());
    TestServer server = TestServer.over(store);
    User maria = server.site().member("maria");
    String token = server.tokenOf(maria);
    // Another one: both requests are let go at once, and one must not end the key of the other.
    String ended = server.tokenOf(maria);
    store.slow.set(true);
    CompletableFuture<HttpResponse<String>> running =
        CompletableFuture.supplyAsync(() -> server.get(ME, token));
    String expire = ME + "/keys/" + ended.substring(0, 10) + "/expire";
    CompletableFuture<HttpResponse<String>> expiring =
        CompletableFuture.supplyAsync(() -> server.send("PUT", expire, token, null));
    assertThat(store.entered.await(20, TimeUnit.SECONDS)).isTrue();

    CompletableFuture<Void> closing = CompletableFuture.runAsync(server.server()::close);
    awaitRefusal(server);
    assertThat(closing).isNotDone();
    HttpResponse<String> late = server.get("/api/v2/buildinfo", null);
    assertThat(late.body())
        .isEqualTo(
            "{\"message\":\"The server is shutting down.\",\"detail\":\"Nothing is wrong with the"
                + " request. Try it again later.\"}\n");
    assertThat(late.headers().map()).containsKeys("X-Request-Id", "Connection", "Cache-Control");
    assertThat(late.headers().allValues("Connection")).containsExactly("close");
    store.release.countDown();

    assertLast(running.get(20, TimeUnit.SECONDS), 200);
    assertLast(expiring.get(20, TimeUnit.SECONDS), 204);
    closing.get(20, TimeUnit.SECONDS);
    assertThatThrownBy(() -> server.get(ME, token)).isInstanceOf(AssertionError.class);
    server.site().close();
  }

  @Test
  void givenAnIdleConnection_whenTheServerIsClosed_thenARequestThatIsUnderWayIsStillAnswered()
      throws Exception {
    TestServer server =
        TestServer.configured(UnaryOperator.identity(), lastCall(Duration.ofSeconds(20)));
    try (RawHttp idle = new RawHttp(server.address())) {
      idle.send("GET /healthz HTTP/1.1\r\nHost: a\r\n\r\n");
      assertThat(idle.readSome()).startsWith("HTTP/1.1 200 ");

      CompletableFuture<Void> closing = CompletableFuture.runAsync(server::close);
      awaitClosedPort(server);
      assertThat(closing).isNotDone();
      idle.send("GET /healthz HTTP/1.1\r\nHost: a\r\n\r\n");

      assertThat(idle.readAll())
          .startsWith("HTTP/1.1 503 ")
          .contains("Connection: close\r\n", "{\"message\":\"The server is shutting down.\"");
      idle.closeOutput();
      // Nobody is there any more who could be waited for.
      closing.get(10, TimeUnit.SECONDS);
    }
  }

  @Test
  void givenAConnectionThatStaysIdle_whenTheServerIsClosed_thenItIsNotWaitedForForEver()
      throws Exception {
    TestServer server =
        TestServer.configured(UnaryOperator.identity(), lastCall(Duration.ofMillis(50)));
    try (RawHttp idle = new RawHttp(server.address())) {
      CompletableFuture.runAsync(server::close).get(10, TimeUnit.SECONDS);

      assertThat(idle.readAll()).isEmpty();
    }
  }

  @Test
  void givenAServer_whenManyCloseItAtOnceAndAgain_thenAllOfThemReturn() {
    TestServer server = TestServer.start();

    assertThat(Race.of(8, () -> closeTwice(server))).hasSize(8);
    server.site().close();
  }

  @Test
  void givenAThreadThatIsInterrupted_whenItClosesTheServer_thenTheServerEndsAllTheSame()
      throws Exception {
    Set<Thread> before = serverThreads();
    TestServer server = TestServer.start();
    CompletableFuture.runAsync(
            () -> {
              Thread.currentThread().interrupt();
              server.close();
              assertThat(Thread.interrupted()).isTrue();
            })
        .get(20, TimeUnit.SECONDS);

    awaitNoOthersThan(before);
    assertThat(isOpen(server.address())).isFalse();
  }

  @Test
  void givenAPortThatIsTaken_whenStarted_thenItFailsAndNothingIsLeftRunning() {
    try (TestServer server = TestServer.start();
        Latchkey other = Latchkey.on(new InMemoryKeyStore()).build()) {
      HttpConfig config = HttpConfig.at(server.address(), "1");
      Set<Thread> before = serverThreads();

      assertThatThrownBy(() -> HttpServer.start(other, config))
          .hasRootCauseMessage("Address already in use");
      awaitNoOthersThan(before);
    }
  }

  /** Threads end a moment after they were told to. */
  private static void awaitNoOthersThan(Set<Thread> before) {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
    while (!before.containsAll(serverThreads())) {
      assertThat(System.nanoTime()).as("threads are left running").isLessThan(deadline);
      Thread.onSpinWait();
    }
  }

  private static Set<Thread> serverThreads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().startsWith("XNIO-"))
        .collect(Collectors.toSet());
  }

  /** Waits until the server takes no more requests. */
  private static void awaitRefusal(TestServer server) {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
    while (server.get("/api/v2/buildinfo", null).statusCode() != 503) {
      assertThat(System.nanoTime()).as("the server went on taking requests").isLessThan(deadline);
      Thread.onSpinWait();
    }
  }

  private static boolean closeTwice(TestServer server) {
    server.server().close();
    server.server().close();
    return true;
  }

  private static void assertLast(HttpResponse<String> answer, int status) {
    assertThat(answer.statusCode()).isEqualTo(status);
    assertThat(answer.headers().allValues("Connection")).containsExactly("close");
  }

  private static TimeLimits lastCall(Duration time) {
    TimeLimits standard = TimeLimits.STANDARD;
    return new TimeLimits(
        standard.headers(),
        standard.idle(),
        standard.reading(),
        time,
        standard.tlsFiles(),
        standard.body());
  }

  private static void awaitClosedPort(TestServer server) throws IOException {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
    while (isOpen(server.address())) {
      assertThat(System.nanoTime()).as("the port stayed open").isLessThan(deadline);
      Thread.onSpinWait();
    }
  }

  private static boolean isOpen(InetSocketAddress address) throws IOException {
    try (Socket socket = new Socket()) {
      socket.connect(address);
      return true;
    } catch (ConnectException refused) {
      return false;
    }
  }

  /** Any store, whose look-ups can be made to wait. */
  private static final class SlowDirectory implements ForwardingKeyStore {

    private final KeyStore store;
    private final AtomicBoolean slow = new AtomicBoolean();
    private final CountDownLatch entered = new CountDownLatch(2);
    private final CountDownLatch release = new CountDownLatch(1);

    private SlowDirectory(KeyStore store) {
      this.store = store;
    }

    @Override
    public KeyStore store() {
      return store;
    }

    @Override
    public KeyDirectory directory() {
      return id -> {
        if (slow.get()) {
          entered.countDown();
          awaitRelease();
        }
        return store.directory().find(id);
      };
    }

    private void awaitRelease() {
      try {
        assertThat(release.await(20, TimeUnit.SECONDS)).isTrue();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new AssertionError(e);
      }
    }
  }
}
