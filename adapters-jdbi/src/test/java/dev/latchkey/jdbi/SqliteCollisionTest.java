package dev.latchkey.jdbi;

import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

/** Changes at the same moment to one file. */
final class SqliteCollisionTest implements CollisionSuite {

  @TempDir Path directory;

  @Override
  public TestDatabase database() {
    return SqliteTestDatabase.in(directory);
  }
}
