package dev.latchkey.jdbi;

import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

/** Expiring keys in use that nodes remember, on one file. */
final class RememberingSqliteExpireRaceTest implements RememberingExpireRaceSuite {

  @TempDir Path directory;

  @Override
  public TestDatabase database() {
    return SqliteTestDatabase.in(directory);
  }
}
