package dev.latchkey.jdbi;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Sees to it that a database has the tables that this program works with. The version is read in
 * one query; only if it is too old is the migration loaded, which costs far more.
 */
final class SqliteSchema {

  /** The version that the last migration leaves behind, as {@code user_version}. */
  static final int CURRENT = 1;

  /** Enough for another process to finish a migration meanwhile: each try waits for its lock. */
  private static final int TRIES = 10;

  private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

  private final SqliteFile file;
  private final Properties driverSettings;

  SqliteSchema(SqliteFile file, Properties driverSettings) {
    this.file = file;
    this.driverSettings = driverSettings;
  }

  /**
   * Migrates if need be. Of several processes that try at once, one does it and the others find it
   * done: SQLite has no lock that would hold across the transactions of a migration, so who fails
   * looks again.
   *
   * @throws IllegalStateException if the database is newer than this program
   */
  void bringUpToDate() {
    for (int tries = 1; ; tries++) {
      try {
        if (isCurrent()) {
          return;
        }
        SqliteMigration.run(file.jdbcUrl(), driverSettings);
      } catch (SQLException e) {
        giveUpAt(tries, e, SqliteFailures.isLocked(e));
      } catch (SqliteMigration.FailedException e) {
        giveUpAt(tries, e, true);
      }
    }
  }

  private void giveUpAt(int tries, Exception failure, boolean mayPass) {
    if (tries == TRIES || !mayPass) {
      throw SqliteFailures.translate("open the database " + file, failure);
    }
    LockSupport.parkNanos(PAUSE_NANOS);
  }

  private boolean isCurrent() throws SQLException {
    int version = version();
    if (version > CURRENT) {
      throw new IllegalStateException(
          "The database "
              + file
              + " has schema version "
              + version
              + ", but this Latchkey knows only those up to "
              + CURRENT
              + "; use a newer Latchkey.");
    }
    return version == CURRENT;
  }

  private int version() throws SQLException {
    try (Connection connection = DriverManager.getConnection(file.jdbcUrl(), driverSettings);
        Statement statement = connection.createStatement();
        ResultSet answer = statement.executeQuery("PRAGMA user_version")) {
      answer.next();
      return answer.getInt(1);
    }
  }
}
