package dev.latchkey.jdbi;

import java.util.UUID;
import java.util.function.Supplier;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * Keeps what a node remembers in step with the database: what this store changes is forgotten
 * before the change returns, what others change as soon as they say so, and the lease is renewed as
 * long as nothing can have been missed. Thread-safe.
 */
interface Feed extends AutoCloseable {

  /** For a store that remembers nothing. */
  Feed NONE =
      new Feed() {
        @Override
        public @Nullable UUID node() {
          return null;
        }

        @Override
        public <R> R within(Handle handle, Touched touched, Supplier<R> work) {
          return work.get();
        }

        @Override
        public void ended(Touched touched, boolean committed) {}

        @Override
        public void forget(Touched touched) {}

        @Override
        public void close() {}
      };

  /** Under which id this node is known to others; null if it is not. */
  @Nullable UUID node();

  /**
   * Runs the work of a transaction that changes something.
   *
   * @param touched filled by the work
   */
  <R> R within(Handle handle, Touched touched, Supplier<R> work);

  /**
   * Takes note that the transaction has ended.
   *
   * @param committed whether it surely was. If not, it may have been all the same
   */
  void ended(Touched touched, boolean committed);

  /** Forgets what somebody may have changed, of whom this node may not have heard yet. */
  void forget(Touched touched);

  /** Ends the lease and takes the node off the list. */
  @Override
  void close();
}
