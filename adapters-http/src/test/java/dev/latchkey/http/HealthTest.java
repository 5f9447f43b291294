package dev.latchkey.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.core.error.LatchkeyException.Unavailable;
import dev.latchkey.core.port.KeyStore;
import dev.latchkey.core.port.UserDirectory;
import dev.latchkey.core.testkit.ForwardingKeyStore;
import dev.latchkey.core.testkit.InMemoryKeyStore;
import dev.latchkey.core.usecase.CheckReadiness;
import dev.latchkey.core.user.User;
import dev.latchkey.core.user.UserId;
import dev.latchkey.core.user.Username;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;

/** What load balancers and supervisors ask of a server. */
class HealthTest {

  private static final String UNAVAILABLE =
      "{\"message\":\"The database is unavailable.\",\"detail\":\"Requests that need it are answered"
          + " with 503 until it is back. The log of the server says why.\"}\n";

  @Test
  void givenADatabaseThatGoesAndComesBack_whenAskedEachTime_thenOnlyReadinessTurns() {
    BreakableStore store = new BreakableStore(new InMemoryKeyStore());
    try (TestServer server = TestServer.over(store);
        CapturedLog log = CapturedLog.start()) {
      awaitStatus(server, 200);
      assertThat(server.get("/readyz", null).body()).isEqualTo("OK\n");

      store.broken.set(true);
      awaitStatus(server, 503);
      HttpResponse<String> notReady = server.get("/readyz", null);
      assertThat(notReady.body()).isEqualTo(UNAVAILABLE);
      assertThat(notReady.headers().map()).containsKeys("X-Request-Id", "Cache-Control");
      assertThat(server.get("/healthz", null).statusCode()).isEqualTo(200);

      store.broken.set(false);
      awaitStatus(server, 200);
      assertThat(server.get("/healthz", null).body()).isEqualTo("OK\n");
      await(() -> log.text().contains("The database answers again."));
    }
  }

  @Test
  void givenADatabaseThatIsAway_whenAskedManyTimes_thenTheLogSaysSoOnceAndOnOneLine() {
    BreakableStore store = new BreakableStore(new InMemoryKeyStore());
    CheckReadiness check = new CheckReadiness(store.users());
    try (CapturedLog log = CapturedLog.start();
        Readiness readiness = new Readiness(check, System::nanoTime)) {
      store.broken.set(true);

      readiness.ask();
      readiness.ask();
      assertThat(readiness.answer().status()).isEqualTo(503);
      store.broken.set(false);
      readiness.ask();
      readiness.ask();

      assertThat(log.text().lines().filter(line -> line.contains("The database")))
          .containsExactly(
              "WARNING The database does not answer: It is away. (java.lang.IllegalStateException:"
                  + " connection refused)",
              "INFO The database answers again.");
    }
  }

  @Test
  void givenAQuestionThatHangs_whenTheLastAnswerIsTooOld_thenItIsNotReady() {
    AtomicLong nanoTime = new AtomicLong(Long.MAX_VALUE - 1);
    CheckReadiness check = new CheckReadiness(new InMemoryKeyStore().users());
    try (Readiness readiness = new Readiness(check, nanoTime::get)) {
      assertThat(readiness.answer().status()).isEqualTo(503);

      readiness.ask();
      nanoTime.addAndGet(Readiness.PATIENCE.toNanos() - 1);
      assertThat(readiness.answer().status()).isEqualTo(200);
      nanoTime.incrementAndGet();
      assertThat(readiness.answer().status()).isEqualTo(503);
    }
  }

  @Test
  void givenTheHealthRoutes_whenAskedInOtherWays_thenTheyAnswerAsOtherRoutesDo() {
    try (TestServer server = TestServer.start()) {
      awaitStatus(server, 200);
      for (String path : List.of("/healthz", "/readyz", "/metrics")) {
        HttpResponse<String> head = server.send("HEAD", path, null, null);
        HttpResponse<String> post = server.send("POST", path, null, null);

        assertThat(head.statusCode()).isEqualTo(200);
        assertThat(head.body()).isEmpty();
        assertThat(head.headers().firstValue("Cache-Control")).hasValue("no-store");
        assertThat(post.statusCode()).isEqualTo(405);
        assertThat(post.headers().firstValue("Allow")).hasValue("GET, HEAD, OPTIONS");
        assertThat(server.get(path, "no-token").statusCode()).isEqualTo(200);
      }
    }
  }

  private static void awaitStatus(TestServer server, int status) {
    await(() -> server.get("/readyz", null).statusCode() == status);
  }

  private static void await(BooleanSupplier condition) {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as("it never came").isLessThan(deadline);
      Thread.onSpinWait();
    }
  }

  /** Any store, whose users can be made unreachable. */
  private static final class BreakableStore implements ForwardingKeyStore, UserDirectory {

    private final KeyStore store;
    private final AtomicBoolean broken = new AtomicBoolean();

    private BreakableStore(KeyStore store) {
      this.store = store;
    }

    @Override
    public KeyStore store() {
      return store;
    }

    @Override
    public UserDirectory users() {
      return this;
    }

    @Override
    public Optional<User> byId(UserId id) {
      return store.users().byId(id);
    }

    @Override
    public Optional<User> byUsername(Username username) {
      return store.users().byUsername(username);
    }

    @Override
    public UserPage list(Filter filter, int offset, int limit) {
      return store.users().list(filter, offset, limit);
    }

    @Override
    public boolean anyExists() {
      if (broken.get()) {
        throw new Unavailable("It is away.", new IllegalStateException("connection refused"));
      }
      return store.users().anyExists();
    }
  }
}
