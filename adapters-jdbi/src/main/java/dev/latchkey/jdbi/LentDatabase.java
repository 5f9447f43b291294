package dev.latchkey.jdbi;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Locale;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.HandleCallback;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;

/**
 * A transaction of the host product, on a connection that it has lent. It is neither begun nor
 * ended here. Each piece of work runs behind a savepoint, so that one that fails leaves nothing
 * behind (G2) and, on PostgreSQL, the host can go on at all. Belongs to the thread that made it.
 */
final class LentDatabase implements Database {

  private static final String SAVE = "SAVEPOINT latchkey";
  private static final String UNDO = "ROLLBACK TO SAVEPOINT latchkey";
  private static final String FORGET = "RELEASE SAVEPOINT latchkey";
  private static final String ANY_KEY = "SELECT id FROM api_keys WHERE id = ''";

  private final Connection connection;
  private final Dialect dialect;
  private final Jdbi jdbi;
  private final Thread thread = Thread.currentThread();
  private boolean lost;

  private LentDatabase(Connection connection, Dialect dialect) {
    this.connection = connection;
    this.dialect = dialect;
    // Not the host's own, whose settings are none of our business.
    jdbi = Jdbi.create(connection);
    dialect.configure(jdbi);
  }

  /**
   * Takes a connection on loan.
   *
   * @throws IllegalArgumentException if there is no transaction on it, or the database is of a kind
   *     that is not supported
   */
  static LentDatabase of(Connection connection) {
    try {
      if (connection.isClosed()) {
        throw new IllegalArgumentException("the connection is closed (expected: an open one)");
      }
      if (connection.getAutoCommit()) {
        throw new IllegalArgumentException(
            "the connection commits each statement by itself (expected: a transaction; call"
                + " connection.setAutoCommit(false) or handle.begin() first)");
      }
      return new LentDatabase(connection, dialectOf(connection));
    } catch (SQLException e) {
      throw new IllegalArgumentException("the connection can't be used", e);
    }
  }

  private static Dialect dialectOf(Connection connection) throws SQLException {
    String product = connection.getMetaData().getDatabaseProductName();
    return switch (product.toLowerCase(Locale.ROOT)) {
      case "postgresql" -> {
        PostgresTransaction.requireReadCommitted(connection);
        yield new PostgresDialect();
      }
      case "sqlite" -> new SqliteDialect();
      default ->
          throw new IllegalArgumentException(
              "the database is " + product + " (expected: SQLite or PostgreSQL)");
    };
  }

  @Override
  public Dialect dialect() {
    return dialect;
  }

  @Override
  public <R> R read(HandleCallback<R, RuntimeException> query) {
    return run("read the database", query);
  }

  @Override
  public <R> R write(HandleCallback<R, RuntimeException> work) {
    return run("change the database", work);
  }

  private <R> R run(String attempt, HandleCallback<R, RuntimeException> work) {
    requireTransaction();
    try {
      return jdbi.withHandle(handle -> behindSavepoint(handle, work));
    } catch (JdbiException e) {
      throw dialect.translate(attempt, e);
    }
  }

  private <R> R behindSavepoint(Handle handle, HandleCallback<R, RuntimeException> work) {
    handle.execute(SAVE);
    try {
      R result = work.withHandle(handle);
      handle.execute(FORGET);
      return result;
    } catch (Throwable failure) {
      undo(handle, failure);
      if (failure instanceof JdbiException && !lost) {
        requireTables(handle, failure);
      }
      throw failure;
    }
  }

  private void undo(Handle handle, Throwable failure) {
    try {
      handle.execute(UNDO);
      handle.execute(FORGET);
    } catch (RuntimeException e) {
      // The connection is broken, or the database has given up the whole transaction by itself.
      // What came after that would no longer be part of it.
      lost = true;
      failure.addSuppressed(e);
    }
  }

  private void requireTransaction() {
    if (Thread.currentThread() != thread) {
      throw new IllegalStateException("this store was lent to another thread");
    }
    if (lost || hasEnded()) {
      throw new IllegalStateException(
          "the transaction that this store was lent is over"
              + (lost ? ": it failed, roll it back" : "; make a store within the next one"));
    }
  }

  private boolean hasEnded() {
    try {
      return connection.isClosed() || connection.getAutoCommit();
    } catch (SQLException e) {
      throw dialect.translate("use the connection", e);
    }
  }

  private void requireTables(Handle handle, Throwable failure) {
    handle.execute(SAVE);
    try {
      handle.execute(ANY_KEY);
    } catch (JdbiException e) {
      throw new IllegalStateException(
          "the tables of Latchkey are not in this database, or not in the schema that the"
              + " connection looks at; open a JdbiKeyStore on it once, outside the transaction,"
              + " which makes them",
          failure);
    } finally {
      undo(handle, failure);
    }
  }

  /** The connection is the host's. */
  @Override
  public void close() {}
}
