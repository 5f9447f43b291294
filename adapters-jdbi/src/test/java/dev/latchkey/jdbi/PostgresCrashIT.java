package dev.latchkey.jdbi;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.jdbi.testkit.PostgresServer;
import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Killed clients of one database of PostgreSQL. That the server loses nothing is its own duty. */
final class PostgresCrashIT implements CrashSuite {

  private PostgresServer server;
  private TestDatabase database;

  @BeforeEach
  void start() {
    server = PostgresServer.startDurable();
    database = PostgresTestDatabase.on(server);
  }

  @AfterEach
  void close() throws IOException {
    database.close();
    server.close();
  }

  @Override
  public TestDatabase database() {
    return database;
  }

  @Test
  void givenTheServer_whenAskedForItsSettings_thenACommitIsOnTheDisk() {
    String fsync =
        database
            .jdbi()
            .withHandle(handle -> handle.createQuery("SHOW fsync").mapTo(String.class).one());

    assertThat(fsync).isEqualTo("on");
  }
}
