package dev.latchkey.jdbi;

import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

/** Expiring keys in use that nodes remember, on one file. */
final class RememberingSqliteExpireRaceTest implements ExpireRaceSuite {

  @TempDir Path directory;

  @Override
  public TestDatabase database() {
    return SqliteTestDatabase.in(directory);
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
