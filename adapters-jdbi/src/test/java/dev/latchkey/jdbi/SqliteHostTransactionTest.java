package dev.latchkey.jdbi;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

final class SqliteHostTransactionTest implements HostTransactionSuite {

  @TempDir Path directory;

  private TestDatabase database;

  @BeforeEach
  void create() {
    database = SqliteTestDatabase.in(directory);
  }

  @Override
  public TestDatabase database() {
    return database;
  }
}
