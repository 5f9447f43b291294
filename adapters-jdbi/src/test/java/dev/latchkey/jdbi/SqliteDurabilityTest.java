package dev.latchkey.jdbi;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a commit means (G8). */
final class SqliteDurabilityTest {

  /** Of {@code PRAGMA synchronous}. */
  private static final int FULL = 2;

  @TempDir Path directory;

  /**
   * A killed process loses nothing that the kernel has; only these settings survive a power cut.
   */
  @Test
  void givenConnectionsOfBothPools_whenAskedForTheirSettings_thenACommitIsOnTheDisk() {
    try (SqliteDatabase database = SqliteDatabase.open(directory.resolve("keys.db"))) {
      for (Jdbi pool : List.of(database.writes(), database.reads())) {
        assertThat(text(pool, "PRAGMA journal_mode")).isEqualTo("wal");
        assertThat(number(pool, "PRAGMA synchronous")).isEqualTo(FULL);
        assertThat(number(pool, "PRAGMA foreign_keys")).isEqualTo(1);
        assertThat(number(pool, "PRAGMA busy_timeout")).isEqualTo(5000);
      }
    }
  }

  private static String text(Jdbi pool, String sql) {
    return pool.withHandle(handle -> handle.createQuery(sql).mapTo(String.class).one());
  }

  private static long number(Jdbi pool, String sql) {
    return pool.withHandle(handle -> handle.createQuery(sql).mapTo(Long.class).one());
  }
}
