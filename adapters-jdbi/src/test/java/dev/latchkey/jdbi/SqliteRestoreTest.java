package dev.latchkey.jdbi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.latchkey.core.error.StoreException;
import dev.latchkey.core.testkit.Site;
import dev.latchkey.core.usecase.IssuedKey;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A database that was restored from a dump, which lacks the version that SQLite itself keeps. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class SqliteRestoreTest {

  @TempDir Path directory;
  private Path file;
  private Path restored;
  private IssuedKey issued;

  @BeforeEach
  void fill() {
    file = directory.resolve("keys.db");
    restored = directory.resolve("restored.db");
    try (Site site = Site.over(JdbiKeyStore.sqlite(file))) {
      issued = site.issue(site.member("maria"), "ci");
    }
  }

  @Test
  void givenARestoredDump_whenOpened_thenAllIsThereAndItsVersionIsKnownAgain() throws SQLException {
    SqlDump.restore(file, restored);
    assertThat(version()).isZero();

    try (Site site = Site.over(JdbiKeyStore.sqlite(restored))) {
      assertThat(site.accepts(issued)).isTrue();
      assertThat(site.audit(issued.key().id())).hasSize(1);
    }
    assertThat(version()).isEqualTo(SchemaVersion.CURRENT);
  }

  @Test
  void givenARestoredDumpOfANewerProgram_whenOpened_thenItIsRefusedAndLeftAsItWas()
      throws SQLException {
    SqlDump.restore(file, restored);
    int newer = SchemaVersion.CURRENT + 1;
    execute(
        ("INSERT INTO flyway_schema_history SELECT %1$s, '%1$s', description, type, script, checksum,"
                + " installed_by, installed_on, execution_time, success FROM flyway_schema_history"
                + " WHERE installed_rank = 1")
            .formatted(newer));

    assertThatThrownBy(() -> JdbiKeyStore.sqlite(restored))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("use a newer Latchkey");
    assertThat(version()).isZero();
  }

  @Test
  void givenARestoredDumpWithoutItsHistory_whenOpened_thenTheMessageSaysWhatIsMissing()
      throws SQLException {
    SqlDump.restore(file, restored);
    execute("DROP TABLE flyway_schema_history");

    assertThatThrownBy(() -> JdbiKeyStore.sqlite(restored))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining(restored.toString())
        .hasMessageContaining("with its table flyway_schema_history")
        .hasMessageContaining("Restore a backup");
    assertThat(version()).isZero();
  }

  private void execute(String sql) throws SQLException {
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + restored);
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private int version() throws SQLException {
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + restored);
        Statement statement = connection.createStatement();
        ResultSet answer = statement.executeQuery("PRAGMA user_version")) {
      answer.next();
      return answer.getInt(1);
    }
  }
}
