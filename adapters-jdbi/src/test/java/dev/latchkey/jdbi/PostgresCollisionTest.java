package dev.latchkey.jdbi;

import dev.latchkey.jdbi.testkit.PostgresExtension;
import dev.latchkey.jdbi.testkit.PostgresServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.extension.ExtendWith;

/** Changes at the same moment to one database of PostgreSQL. */
@ExtendWith(PostgresExtension.class)
final class PostgresCollisionTest implements CollisionSuite {

  /** A server that does not let us takes the full second that it waits before it looks for one. */
  private static final String LOOK_FOR_DEADLOCKS_SOON =
      """
      DO $$ BEGIN
        EXECUTE format('ALTER DATABASE %I SET deadlock_timeout = 20', current_database());
      EXCEPTION WHEN insufficient_privilege THEN NULL;
      END $$
      """;

  private final TestDatabase database;

  PostgresCollisionTest(PostgresServer server) {
    database = PostgresTestDatabase.on(server);
    database.jdbi().useHandle(handle -> handle.execute(LOOK_FOR_DEADLOCKS_SOON));
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
