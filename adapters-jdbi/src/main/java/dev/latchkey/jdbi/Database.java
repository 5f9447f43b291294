package dev.latchkey.jdbi;

import org.jdbi.v3.core.HandleCallback;

/** An open database with our tables. Thread-safe. */
interface Database extends AutoCloseable {

  /** How this database is spoken to. */
  Dialect dialect();

  /**
   * Runs queries outside any transaction of ours. They see what is committed.
   *
   * @throws dev.latchkey.core.error.LatchkeyException.Unavailable if the database can't be reached
   * @throws dev.latchkey.core.error.StoreException if it failed otherwise
   */
  <R> R read(HandleCallback<R, RuntimeException> query);

  /**
   * Runs {@code work} in one transaction and commits what it did, or does none of it if it throws.
   * The work may be run again from its beginning, so it must have no effect outside the
   * transaction.
   *
   * @throws dev.latchkey.core.error.LatchkeyException.Unavailable if the database can't be reached,
   *     or can't take the change now
   * @throws dev.latchkey.core.error.StoreException if it failed otherwise
   */
  <R> R write(HandleCallback<R, RuntimeException> work);

  /** Closes every connection. Closing it again does nothing. */
  @Override
  void close();
}
