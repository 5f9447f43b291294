package dev.latchkey.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** The incident on a server over an SQLite file. */
final class IncidentIT implements IncidentSuite {

  @TempDir Path home;

  private ServerProcess server;
  private Distribution operator;

  @BeforeEach
  void logIn() throws Exception {
    server = ServerProcess.start(home, home.resolve("keys.db"));
    operator = new Distribution(home);
    Result login = operator.run("login", server.url(), "--token", server.ownerToken());
    assertThat(login.exitCode()).as(login.err()).isZero();
  }

  @AfterEach
  void stop() {
    server.close();
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
