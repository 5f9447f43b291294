package dev.latchkey.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.jdbi.testkit.PostgresExtension;
import dev.latchkey.jdbi.testkit.PostgresServer;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The incident on a server over PostgreSQL. */
@ExtendWith(PostgresExtension.class)
final class PostgresIncidentIT implements IncidentSuite {

  @TempDir Path home;

  private final PostgresServer postgres;
  private final String jdbcUrl;
  private ServerProcess server;
  private Distribution operator;

  PostgresIncidentIT(PostgresServer postgres) {
    this.postgres = postgres;
    jdbcUrl = postgres.createDatabase();
  }

  @BeforeEach
  void logIn() throws Exception {
    server = ServerProcess.start(home, jdbcUrl);
    operator = new Distribution(home);
    Result login = operator.run("login", server.url(), "--token", server.ownerToken());
    assertThat(login.exitCode()).as(login.err()).isZero();
  }

  @AfterEach
  void stop() {
    server.close();
    postgres.drop(jdbcUrl);
  }

  @Override
  public ServerProcess server() {
    return server;
  }

  @Override
  public Distribution operator() {
    return operator;
  }
}
