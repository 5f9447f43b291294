package dev.latchkey.jdbi;

import dev.latchkey.jdbi.testkit.PostgresExtension;
import dev.latchkey.jdbi.testkit.PostgresServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.extension.ExtendWith;

/** Killed clients of one database of PostgreSQL. That the server loses nothing is its own duty. */
@ExtendWith(PostgresExtension.class)
final class PostgresCrashIT implements CrashSuite {

  private final TestDatabase database;

  PostgresCrashIT(PostgresServer server) {
    database = PostgresTestDatabase.on(server);
  }

  @AfterEach
  void close() {
    database.close();
  }

  @Override
  public TestDatabase database() {
    return database;
  }
}
