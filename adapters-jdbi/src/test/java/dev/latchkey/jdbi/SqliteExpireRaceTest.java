package dev.latchkey.jdbi;

import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

/** Expiring keys in use on one file. */
final class SqliteExpireRaceTest implements ExpireRaceSuite {

  @TempDir Path directory;

  @Override
  public TestDatabase database() {
    return SqliteTestDatabase.in(directory);
  }
}
