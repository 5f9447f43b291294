package dev.latchkey.core.port;

import java.util.List;

/** The nodes that verify keys from memory, and what they know of changes. Thread-safe. */
public interface Propagation {

  /** For a store that only one process has, and that remembers nothing. */
  Propagation ALONE =
      new Propagation() {
        @Override
        public Receipt await() {
          return Receipt.ALONE;
        }

        @Override
        public List<Node> nodes() {
          return List.of();
        }
      };

  /**
   * Waits until no node can accept any more what was ended by changes that are committed now: each
   * has said that it knows of them, or has lost its lease. This takes a little longer than the
   * longest lease at most. It fails for no reason: the change is made.
   */
  Receipt await();

  /**
   * The nodes that answer from memory, by name.
   *
   * @throws dev.latchkey.core.error.LatchkeyException.Unavailable if the store can't be reached
   */
  List<Node> nodes();
}
