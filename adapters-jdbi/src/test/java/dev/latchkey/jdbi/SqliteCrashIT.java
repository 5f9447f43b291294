package dev.latchkey.jdbi;

import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

/** Killed processes on one file. */
final class SqliteCrashIT implements CrashSuite {

  @TempDir Path directory;

  @Override
  public TestDatabase database() {
    return SqliteTestDatabase.in(directory);
  }
}
