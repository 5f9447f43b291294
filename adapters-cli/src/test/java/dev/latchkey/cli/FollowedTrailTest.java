package dev.latchkey.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.sun.net.httpserver.HttpServer;
import dev.latchkey.cli.BackendException.Kind;
import dev.latchkey.cli.Step.FailedStep;
import dev.latchkey.cli.text.Terminal;
import dev.latchkey.core.port.KeyStore;
import dev.latchkey.jdbi.JdbiKeyStore;
import dev.latchkey.jdbi.testkit.PostgresExtension;
import dev.latchkey.jdbi.testkit.PostgresServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Following the audit trail loses nothing, whatever clocks and servers do. */
@ExtendWith(PostgresExtension.class)
class FollowedTrailTest {

  private static final Instant NOW = TestServer.NOW;

  @TempDir Path home;

  @Test
  void givenNodesOnAFileWhoseClocksDiffer_whenFollowed_thenEveryEntryComesOnce() {
    assertDatabaseFollowed("jdbc:sqlite:" + home.resolve("keys.db"));
  }

  @Test
  void givenNodesOnPostgresqlWhoseClocksDiffer_whenFollowed_thenEveryEntryComesOnce(
      PostgresServer postgres) {
    String url = postgres.createDatabase();
    try {
      assertDatabaseFollowed(url);
    } finally {
      postgres.drop(url);
    }
  }

  @Test
  void givenAServerAmongNodesWhoseClocksDiffer_whenFollowed_thenEveryEntryComesOnce() {
    try (TestServer server = new TestServer()) {
      assertFollowed(server.store, follow(server).limitedTo(1));
    }
  }

  private void assertDatabaseFollowed(String url) {
    try (JdbiKeyStore store = JdbiKeyStore.open(url)) {
      assertFollowed(
          store, new Follower(home, Terminal.NONE, Map.of("LATCHKEY_DB", url)).limitedTo(1));
    }
  }

  private static void assertFollowed(KeyStore store, Follower run) {
    Appended.at(store, NOW.plusSeconds(1), "before");

    run.then(() -> Appended.at(store, NOW.plus(Duration.ofDays(1)), "ahead"))
        .then(() -> Appended.at(store, NOW.minus(Duration.ofDays(400)), "behind"))
        .thenNothing(1)
        .then(
            () -> {
              Appended.at(store, NOW.minus(Duration.ofHours(3)), "late");
              Appended.at(store, NOW.plusSeconds(2), "now");
            })
        .thenNothing(2);

    assertThat(run.rows())
        .containsExactly(
            "create,before", "create,ahead", "create,behind", "create,late", "create,now");
    assertThat(run.err()).isEmpty();
  }

  @Test
  void givenAServerThatGoesAway_whenFollowed_thenItIsSaidOnceAndNothingIsMissed() {
    try (TestServer server = new TestServer()) {
      Follower run =
          follow(server)
              .limitedTo(1)
              .then(server::stop)
              .then(() -> Appended.at(server.store, NOW, "meanwhile"))
              .thenNothing(1)
              .then(server::restart)
              .then(() -> Appended.at(server.store, NOW, "afterwards"));

      assertThat(run.rows())
          .containsExactly("create,owner-token", "create,meanwhile", "create,afterwards");
      assertThat(run.rests()).containsExactly(1000L, 2000L, 4000L, 8000L, 1000L, 1000L);
      assertThat(run.err().lines())
          .satisfiesExactly(
              away -> assertThat(away).startsWith("Not reachable; trying again: "),
              back -> assertThat(back).isEqualTo("Reachable again."));
    }
  }

  @Test
  void givenAServerThatIsAwayForLong_whenFollowed_thenItIsAskedTwiceAMinute() {
    try (TestServer server = new TestServer()) {
      Follower run = follow(server).then(server::stop).thenNothing(6);

      run.rows();

      assertThat(run.rests())
          .containsExactly(1000L, 2000L, 4000L, 8000L, 16_000L, 30_000L, 30_000L, 30_000L);
    }
  }

  @Test
  void givenAServerThatTakesNoMoreRequests_whenFollowed_thenItGoesOnWhenItDoesAgain() {
    try (TestServer server = new TestServer()) {
      List<HttpServer> busy = new ArrayList<>();
      Follower run =
          follow(server)
              .limitedTo(1)
              .then(
                  () -> {
                    server.stop();
                    busy.add(refusingAt(URI.create(server.url())));
                  })
              .then(
                  () -> {
                    busy.get(0).stop(0);
                    server.restart();
                    Appended.at(server.store, NOW, "meanwhile");
                  });

      assertThat(run.rows()).containsExactly("create,owner-token", "create,meanwhile");
      assertThat(run.err().lines())
          .containsExactly(
              "Not reachable; trying again: You've been rate limited.", "Reachable again.");
    }
  }

  /** A server that wants everybody to wait for longer than they would. */
  private static HttpServer refusingAt(URI url) {
    try {
      HttpServer refusing =
          HttpServer.create(new InetSocketAddress(url.getHost(), url.getPort()), 0);
      refusing.createContext(
          "/",
          exchange -> {
            byte[] body = "{\"message\": \"You've been rate limited.\"}".getBytes(UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.getResponseHeaders().set("Retry-After", "60");
            exchange.sendResponseHeaders(429, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
          });
      refusing.start();
      return refusing;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void givenATokenThatIsExpired_whenFollowed_thenItEnds() {
    try (TestServer server = new TestServer()) {
      InProcess admin =
          new InProcess(home)
              .with("LATCHKEY_URL", server.url())
              .with("LATCHKEY_TOKEN", server.ownerToken());
      Follower run =
          follow(server).then(() -> admin.run("tokens", "rm", "owner-token")).thenNothing(5);

      FailedStep ended = catchThrowableOfType(FailedStep.class, run::rows);

      assertThat(ended.failure().kind()).isEqualTo(Kind.NOT_SIGNED_IN);
      assertThat(run.rests()).hasSize(1);
      assertThat(run.err()).isEmpty();
    }
  }

  /** They stay in sight while time goes by. */
  @Test
  void givenATerminal_whenFollowed_thenNoTimeIsRelative() {
    String url = "jdbc:sqlite:" + home.resolve("keys.db");
    try (JdbiKeyStore store = JdbiKeyStore.open(url)) {
      Terminal terminal = new Terminal(false, true, true, 200, false);
      Follower run =
          new Follower(home, terminal, Map.of("LATCHKEY_DB", url))
              .columns("time", "action", "target")
              .then(() -> Appended.at(store, NOW, "maria"));

      assertThat(run.rows()).containsExactly("2026-01-02T03:04:05Z  create  maria");
    }
  }

  @Test
  void givenATerminal_whenFollowed_thenNoEndOfATokenIsRelative() {
    try (TestServer server = new TestServer()) {
      Map<String, String> environment =
          Map.of("LATCHKEY_URL", server.url(), "LATCHKEY_TOKEN", server.ownerToken());
      Terminal terminal = new Terminal(false, true, true, 200, false);

      assertThat(
              new Follower(home, terminal, environment)
                  .columns("target", "expires at")
                  .limitedTo(1)
                  .rows())
          .containsExactly("owner-token  (none) -> 2026-01-09T03:04:05Z");
    }
  }

  private Follower follow(TestServer server) {
    return new Follower(
        home,
        Terminal.NONE,
        Map.of("LATCHKEY_URL", server.url(), "LATCHKEY_TOKEN", server.ownerToken()));
  }
}
