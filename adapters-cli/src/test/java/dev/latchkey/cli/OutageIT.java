package dev.latchkey.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.core.key.PlaintextKey;
import dev.latchkey.http.client.LatchkeyClient;
import dev.latchkey.http.wire.CreateTokenJson;
import dev.latchkey.jdbi.testkit.PostgresExtension;
import dev.latchkey.jdbi.testkit.PostgresServer;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The database goes away while clients call, and comes back. */
@ExtendWith(PostgresExtension.class)
class OutageIT {

  /** More than there are workers in the server. */
  private static final int CLIENTS = 32;

  private static final int STANDARD_PORT = 5432;

  /** Several times what an answer takes, so that a busy machine does not matter. */
  private static final Duration SOON = Duration.ofSeconds(10);

  @TempDir Path home;

  @Test
  void givenClientsThatCall_whenPostgresqlGoesAndComesBack_thenTheyAreToldSoonAndServedAgain(
      PostgresServer postgres) throws Exception {
    String jdbcUrl = postgres.createDatabase();
    URI direct = URI.create(jdbcUrl.substring("jdbc:".length()));
    int port = direct.getPort() < 0 ? STANDARD_PORT : direct.getPort();
    InetSocketAddress target = new InetSocketAddress(direct.getHost(), port);
    try (CutLine line = new CutLine(target);
        ServerProcess server =
            ServerProcess.start(
                home, jdbcUrl.replace(direct.getAuthority(), "127.0.0.1:" + line.port()))) {
      Acknowledged acknowledged = Acknowledged.by(server);
      try (Load load = Load.of(CLIENTS, server, acknowledged.live())) {
        load.awaitAll(200);

        line.cut();
        load.awaitAll(503);
        Probe.await(server, "/readyz", 503);
        assertThat(Probe.status(server, "/healthz")).isEqualTo(200);
        assertThat(load.slowest()).isLessThan(SOON);

        line.mend();
        load.awaitAll(200);
        Probe.await(server, "/readyz", 200);
        assertThat(load.slowest()).isLessThan(SOON);
        assertThat(load.statuses()).containsOnly(200, 503);
      }
      acknowledged.requireStill(server);
    }
    postgres.drop(jdbcUrl);
  }

  @Test
  void givenAnSqliteFile_whenItIsMovedAwayAndBack_thenReadinessTurnsAndTurnsBack()
      throws Exception {
    Path file = home.resolve("keys.db");
    Path away = home.resolve("away.db");
    try (ServerProcess server = ServerProcess.start(home, file)) {
      Acknowledged acknowledged = Acknowledged.by(server);
      Probe.await(server, "/readyz", 200);

      Files.move(file, away);
      Probe.await(server, "/readyz", 503);
      assertThat(Probe.status(server, "/healthz")).isEqualTo(200);
      assertThat(Probe.status(server, "/api/v2/users/first")).isEqualTo(503);

      Files.move(away, file);
      Probe.await(server, "/readyz", 200);
      acknowledged.requireStill(server);
    }
  }

  /** What a server has acknowledged: a live key and an expired one. */
  private record Acknowledged(String owner, String live, PlaintextKey expired) {

    static Acknowledged by(ServerProcess server) throws Exception {
      String owner = server.ownerToken();
      LatchkeyClient client = server.client(owner);
      String live = client.createToken("me", CreateTokenJson.named("live")).reveal();
      PlaintextKey expired = client.createToken("me", CreateTokenJson.named("expired"));
      client.expireApiKey("me", expired.id().value());
      return new Acknowledged(owner, live, expired);
    }

    void requireStill(ServerProcess server) {
      assertThat(server.client(live).me().username()).isEqualTo("admin");
      assertThat(Probe.status(server, "/api/v2/users/me", expired.reveal())).isEqualTo(401);
      assertThat(server.client(owner).auditLogs("key_id:" + expired.id(), 0, 10).count())
          .isEqualTo(2);
    }
  }
}
