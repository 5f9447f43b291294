package dev.latchkey.jdbi;

import dev.latchkey.core.error.StoreException;
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
        if (version() < SchemaVersion.CURRENT) {
          migrate();
        }
        return;
      } catch (SQLException e) {
        giveUpAt(tries, e, SqliteFailures.isLocked(e));
      } catch (SqliteMigration.FailedException e) {
        giveUpAt(tries, e, true);
      }
    }
  }

  private void migrate() throws SQLException {
    int applied = requireKnown(SqliteMigration.run(file.jdbcUrl(), driverSettings));
    if (version() < applied) {
      // A dump has the tables and their history but not this number, and so has what is restored
      // from it: there no script was left to run that would have set it.
      try (Connection connection = connect();
          Statement statement = connection.createStatement()) {
        statement.execute("PRAGMA user_version = " + applied);
      }
    }
  }

  private void giveUpAt(int tries, Exception failure, boolean mayPass) {
    if (tries == TRIES || !mayPass) {
      throw translate(failure);
    }
    LockSupport.parkNanos(PAUSE_NANOS);
  }

  private RuntimeException translate(Exception failure) {
    RuntimeException told = SqliteFailures.translate("open the database " + file, failure);
    return told instanceof StoreException && failure instanceof SqliteMigration.FailedException
        ? new StoreException(
            "The tables of the database "
                + file
                + " could not be brought up to date (expected: an empty file, or a whole database"
                + " of Latchkey with its table flyway_schema_history). Restore a backup that has"
                + " it, or use another file.",
            failure)
        : told;
  }

  private int requireKnown(int version) {
    return SchemaVersion.requireKnown(version, "The database " + file);
  }

  private int version() throws SQLException {
    try (Connection connection = connect();
        Statement statement = connection.createStatement();
        ResultSet answer = statement.executeQuery("PRAGMA user_version")) {
      answer.next();
      return requireKnown(answer.getInt(1));
    }
  }

  private Connection connect() throws SQLException {
    return DriverManager.getConnection(file.jdbcUrl(), driverSettings);
  }
}
