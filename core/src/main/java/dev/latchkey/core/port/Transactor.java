package dev.latchkey.core.port;

import java.util.function.Function;

/**
 * Runs a piece of work in one transaction. It is the only way to the repositories that write, so a
 * change without its audit entry has no place to happen (G2). Thread-safe.
 */
public interface Transactor {

  /**
   * Runs {@code work} and commits what it did, or does none of it if it throws. When this method
   * has returned, the change is durable (G8). A store may undo the work and run it again from its
   * beginning, if it got in the way of others; so it must have no effect but in its unit of work.
   *
   * @throws IllegalStateException if called from within {@code work}: a nested transaction would
   *     join the outer one, and a failure that is caught in between would be half committed
   * @throws dev.latchkey.core.error.LatchkeyException.Unavailable if the store can't be reached, or
   *     can't take the change now
   * @throws dev.latchkey.core.error.StoreException if the store failed otherwise
   */
  <R> R inTransaction(Function<? super UnitOfWork, ? extends R> work);
}
