package dev.latchkey.jdbi;

import dev.latchkey.jdbi.testkit.PostgresExtension;
import dev.latchkey.jdbi.testkit.PostgresServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.extension.ExtendWith;

/** Expiring keys in use that nodes remember, on one database of PostgreSQL. */
@ExtendWith(PostgresExtension.class)
final class RememberingPostgresExpireRaceTest implements ExpireRaceSuite {

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

  @Override
  public VerificationCache cache() {
    return VerificationCache.DEFAULT;
  }

  @Override
  public int rounds() {
    return 200;
  }

  /** A round is over before most of them are stored. */
  @Override
  public int fewestSlides(int keys) {
    return 0;
  }

  @Override
  public int roundsOfTwoProcesses() {
    return ROUNDS_OF_TWO_PROCESSES / 6;
  }
}
