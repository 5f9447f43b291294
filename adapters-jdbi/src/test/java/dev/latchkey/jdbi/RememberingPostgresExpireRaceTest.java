package dev.latchkey.jdbi;

import dev.latchkey.jdbi.testkit.PostgresExtension;
import dev.latchkey.jdbi.testkit.PostgresServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.extension.ExtendWith;

/** Expiring keys in use that nodes remember, on one database of PostgreSQL. */
@ExtendWith(PostgresExtension.class)
final class RememberingPostgresExpireRaceTest implements RememberingExpireRaceSuite {

  private final TestDatabase database;

  RememberingPostgresExpireRaceTest(PostgresServer server) {
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
