package dev.latchkey.jdbi;

import org.jdbi.v3.core.Handle;

/** Lends a transaction's handle for as long as the work goes on, to the thread that does it. */
final class TransactionScope implements AutoCloseable {

  private final Handle handle;
  private final Thread thread = Thread.currentThread();
  private volatile boolean ended;

  TransactionScope(Handle handle) {
    this.handle = handle;
  }

  /**
   * @throws IllegalStateException if the work has ended, or in another thread
   */
  Handle handle() {
    if (ended || Thread.currentThread() != thread) {
      throw new IllegalStateException(
          "this unit of work belongs to a transaction "
              + (ended ? "that has ended" : "of another thread"));
    }
    return handle;
  }

  @Override
  public void close() {
    ended = true;
  }
}
