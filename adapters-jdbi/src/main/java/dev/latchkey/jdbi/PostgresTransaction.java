package dev.latchkey.jdbi;

import dev.latchkey.core.error.LatchkeyException.Unavailable;
import java.sql.Connection;
import java.sql.SQLException;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.HandleCallback;
import org.jdbi.v3.core.transaction.TransactionException;

/** One transaction on a connection that is none's but ours until it ends. */
final class PostgresTransaction {

  private final Handle handle;
  private final Connection connection;

  PostgresTransaction(Handle handle) {
    this.handle = handle;
    connection = handle.getConnection();
  }

  /**
   * What waited for a lock must then see what was committed meanwhile, or it would miss the keys
   * that a user was given while their deletion waited.
   *
   * @throws IllegalArgumentException if the transactions of {@code connection} see an older state
   */
  static void requireReadCommitted(Connection connection) throws SQLException {
    if (connection.getTransactionIsolation() != Connection.TRANSACTION_READ_COMMITTED) {
      throw new IllegalArgumentException(
          "the isolation level of the connection is not the one that Latchkey's locks are made for"
              + " (expected: READ COMMITTED, the default of PostgreSQL)");
    }
  }

  /** Whether each statement is a transaction of its own unless one is begun. */
  boolean isAutomatic() {
    try {
      return connection.getAutoCommit();
    } catch (SQLException e) {
      throw new TransactionException("The connection is closed.", e);
    }
  }

  /**
   * Commits what {@code work} did, or does none of it if it throws.
   *
   * @throws Unavailable if the connection broke while it was committed: nobody can tell what came
   *     of it then
   */
  <R> R run(HandleCallback<R, RuntimeException> work) {
    boolean automatic = isAutomatic();
    begin(automatic);
    R result;
    try {
      result = work.withHandle(handle);
      commit();
    } catch (Throwable failure) {
      if (rollBack(failure)) {
        end(automatic);
      }
      throw failure;
    }
    end(automatic);
    return result;
  }

  private void begin(boolean automatic) {
    try {
      if (automatic) {
        connection.setAutoCommit(false);
      }
    } catch (SQLException e) {
      throw new TransactionException("No transaction could be begun.", e);
    }
  }

  private void commit() {
    try {
      connection.commit();
    } catch (SQLException e) {
      if (PostgresFailures.isBroken(e)) {
        throw Unavailable.duringCommit(
            "The connection to the database broke while a change was committed; look whether it"
                + " was made before you try again.",
            PostgresFailures.withoutValues(e));
      }
      throw new TransactionException("The transaction could not be committed.", e);
    }
  }

  private boolean rollBack(Throwable failure) {
    try {
      connection.rollback();
      return true;
    } catch (SQLException e) {
      failure.addSuppressed(PostgresFailures.withoutValues(e));
      abort(failure);
      return false;
    }
  }

  /** The driver would commit what is open if auto-commit were turned on again, or at close. */
  private void abort(Throwable failure) {
    try {
      connection.abort(Runnable::run);
    } catch (SQLException e) {
      failure.addSuppressed(PostgresFailures.withoutValues(e));
    }
  }

  private void end(boolean automatic) {
    try {
      if (automatic) {
        connection.setAutoCommit(true);
      }
    } catch (SQLException broken) {
      // What was committed is committed, and the pool finds out by itself.
    }
  }
}
