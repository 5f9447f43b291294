package dev.latchkey.jdbi;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;

/** A file in a folder that the test runner removes. */
record SqliteTestDatabase(Path file) implements TestDatabase {

  /** The database in {@code directory}. */
  static TestDatabase in(Path directory) {
    return new SqliteTestDatabase(directory.resolve("keys.db"));
  }

  @Override
  public String jdbcUrl() {
    return "jdbc:sqlite:" + file;
  }

  @Override
  public void requireIntact() {
    String answer =
        jdbi()
            .withHandle(
                handle -> handle.createQuery("PRAGMA integrity_check").mapTo(String.class).first());
    assertThat(answer).isEqualTo("ok");
  }

  @Override
  public void close() {
    // The folder is removed with all that is in it.
  }
}
