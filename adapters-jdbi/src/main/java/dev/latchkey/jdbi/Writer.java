package dev.latchkey.jdbi;

import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.HandleCallback;
import org.jdbi.v3.core.JdbiException;

/**
 * Runs work in one transaction. It takes the write lock at its beginning (IMMEDIATE): a transaction
 * that begins by reading and would get the lock later is refused at once if another has written
 * meanwhile. Thread-safe.
 */
final class Writer {

  private final SqliteDatabase database;

  Writer(SqliteDatabase database) {
    this.database = database;
  }

  /** Commits what {@code work} did, or does none of it if it throws. */
  <R> R write(HandleCallback<R, RuntimeException> work) {
    database.requireSameFile();
    try {
      return database.writes().withHandle(handle -> inTransaction(handle, work));
    } catch (JdbiException e) {
      throw SqliteFailures.translate("change the database", e);
    }
  }

  // Not by the driver's own commit: it begins the next transaction at once, and if that finds the
  // database locked, a change that was made would be reported as failed.
  private <R> R inTransaction(Handle handle, HandleCallback<R, RuntimeException> work) {
    handle.execute("BEGIN IMMEDIATE");
    try {
      R result = work.withHandle(handle);
      handle.execute("COMMIT");
      return result;
    } catch (Throwable failure) {
      rollBack(handle, failure);
      throw failure;
    }
  }

  private void rollBack(Handle handle, Throwable failure) {
    try {
      handle.execute("ROLLBACK");
    } catch (RuntimeException e) {
      // SQLite has rolled back by itself after some failures, such as a full disk.
      failure.addSuppressed(e);
      database.discard(handle.getConnection());
    }
  }
}
