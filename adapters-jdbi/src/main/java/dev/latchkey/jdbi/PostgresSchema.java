package dev.latchkey.jdbi;

import dev.latchkey.core.error.LatchkeyException.Unavailable;
import dev.latchkey.core.error.StoreException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.ToIntFunction;
import org.jdbi.v3.core.ConnectionFactory;
import org.jspecify.annotations.Nullable;

/**
 * Sees to it that a database has the tables that this program works with. The version is read in
 * one query; only if it is too old is the migration loaded, which costs far more.
 */
final class PostgresSchema {

  /** Flyway's account of the scripts that have run. A host's Flyway has one of its own. */
  static final String HISTORY = "latchkey_schema_history";

  private static final String VERSION =
      "SELECT version, "
          + PostgresDialect.IS_STANDBY
          + " FROM "
          + HISTORY
          + " WHERE success ORDER BY installed_rank DESC LIMIT 1";

  // "latchkey" in ASCII. Whoever migrates holds this lock, of whatever schema.
  private static final String TRY_LOCK =
      "SELECT pg_try_advisory_xact_lock(x'6c617463686b6579'::bigint)";

  /** The history may be found in a schema behind the one in which new tables would be made. */
  private static final String SITE =
      """
      SELECT coalesce(history.schema, current_schema()) AS schema,
        history.schema IS NOT NULL AS has_history,
        (SELECT string_agg(relname, ', ') FROM pg_class
         WHERE relnamespace = to_regnamespace(quote_ident(current_schema()))
           AND relname IN ('users', 'api_keys', 'audit_entries')) AS taken
      FROM (SELECT (SELECT nspname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
                    WHERE c.oid = to_regclass('%s')) AS schema) AS history
      """
          .formatted(HISTORY);

  private static final String NO_SCHEMA =
      "The database has no schema for Latchkey's tables. Create the one that currentSchema in the JDBC"
          + " URL names, by CREATE SCHEMA, or name one that exists.";

  private static final String UNDEFINED_TABLE = "42P01";
  private static final String NO_RIGHT = "42501";
  private static final Duration LONGEST_WAIT = Duration.ofMinutes(10);
  private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

  private final ConnectionFactory connections;
  private final ToIntFunction<String> migration;

  /**
   * @param migration runs the scripts in the schema that it is given, and tells the version then
   */
  PostgresSchema(ConnectionFactory connections, ToIntFunction<String> migration) {
    this.connections = connections;
    this.migration = migration;
  }

  /**
   * Migrates if need be. Of several nodes that try at once, one does it and the others wait.
   *
   * @throws IllegalStateException if the database is newer than this program
   */
  void bringUpToDate() {
    try (Connection connection = connections.openConnection()) {
      if (version(connection) < SchemaVersion.CURRENT) {
        inTransaction(connection);
      }
    } catch (SQLException e) {
      throw translate(e);
    }
  }

  private static int version(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(VERSION)) {
      if (!row.next()) {
        return 0;
      }
      if (row.getBoolean(2)) {
        throw standby();
      }
      return requireKnown(Integer.parseInt(row.getString(1)));
    } catch (SQLException e) {
      if (!PostgresFailures.isState(e, UNDEFINED_TABLE)) {
        throw e;
      }
      return 0;
    }
  }

  private void inTransaction(Connection connection) throws SQLException {
    boolean automatic = connection.getAutoCommit();
    if (automatic) {
      connection.setAutoCommit(false);
    } else {
      // It has begun a transaction by itself, and the look at the version may have failed in it.
      connection.rollback();
    }
    try {
      migrateUnderLock(connection);
    } finally {
      connection.rollback();
      connection.setAutoCommit(automatic);
    }
  }

  /** The lock ends with the transaction, however that ends. */
  private void migrateUnderLock(Connection connection) throws SQLException {
    long deadline = System.nanoTime() + LONGEST_WAIT.toNanos();
    while (!tryLock(connection)) {
      if (System.nanoTime() - deadline > 0 || Thread.currentThread().isInterrupted()) {
        throw new Unavailable(
            "Another node has been bringing the database up to date for "
                + LONGEST_WAIT.toMinutes()
                + " minutes. If none is, end the session that holds the advisory lock, which"
                + " pg_locks shows, and start again.",
            new SQLException("lock not available", "55P03"));
      }
      // Not waiting within the database: a migration may take longer than a statement may.
      LockSupport.parkNanos(PAUSE_NANOS);
    }
    try (Statement statement = connection.createStatement()) {
      statement.execute(
          "SET LOCAL idle_in_transaction_session_timeout = " + LONGEST_WAIT.toMillis());
    }
    String schema = schema(connection);
    try {
      requireKnown(migration.applyAsInt(schema));
    } catch (RuntimeException e) {
      throw e instanceof IllegalStateException ? e : translate(e);
    }
  }

  private static boolean tryLock(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(TRY_LOCK)) {
      row.next();
      return row.getBoolean(1);
    }
  }

  private static String schema(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(SITE)) {
      row.next();
      String schema = row.getString("schema");
      if (schema == null) {
        throw new StoreException(NO_SCHEMA, new SQLException("no current schema", "3F000"));
      }
      requireFree(schema, row.getBoolean("has_history"), row.getString("taken"));
      return schema;
    }
  }

  /** What to throw where keys would be verified by what a database has heard of late. */
  static Unavailable standby() {
    return new Unavailable(
        "The database server is a standby, which may not know yet which keys were expired (expected:"
            + " the primary). Connect to the primary, or promote this one.",
        new SQLException("standby", "25006"));
  }

  private static void requireFree(String schema, boolean hasHistory, @Nullable String taken) {
    if (!hasHistory && taken != null) {
      throw new StoreException(
          "The schema "
              + schema
              + " has tables of another program (found: "
              + taken
              + "; expected: none of these names). Give Latchkey a schema of its own, by CREATE SCHEMA"
              + " and currentSchema=... in the JDBC URL; or, if the tables are Latchkey's, restore a"
              + " backup that has its table "
              + HISTORY
              + " too.",
          new SQLException("duplicate table", "42P07"));
    }
  }

  private static int requireKnown(int version) {
    return SchemaVersion.requireKnown(version, "The database");
  }

  private static RuntimeException translate(Exception failure) {
    SQLException told = PostgresFailures.sqlExceptionIn(failure);
    return told != null && PostgresFailures.isState(told, NO_RIGHT)
        ? new StoreException(
            "The database user may not read or create Latchkey's tables (expected: USAGE and CREATE"
                + " on the schema, and all rights on the tables in it; or tables that their owner"
                + " has brought up to date).",
            PostgresFailures.withoutValues(told))
        : PostgresFailures.translate("bring the database up to date", failure);
  }
}
