package dev.latchkey.core.port;

import dev.latchkey.core.key.KeyId;
import dev.latchkey.core.user.UserId;
import java.util.List;

/** The nodes that verify keys from memory, and what they know of changes. Thread-safe. */
public interface Propagation {

  /** So many may wait at once; whoever comes then is told at once that it is not known. */
  int MOST_WAITING = 256;

  /** For a store that only one process has, and that remembers nothing. */
  Propagation ALONE =
      new Propagation() {
        @Override
        public Receipt await(KeyId key) {
          return Receipt.ALONE;
        }

        @Override
        public Receipt await(UserId user) {
          return Receipt.ALONE;
        }

        @Override
        public List<Node> nodes() {
          return List.of();
        }
      };

  /**
   * Waits until no node can know the key as it was before the changes that are committed now: each
   * has said that it knows of them, or has lost its lease. This takes a little longer than the
   * longest lease at most. It never fails, whatever the reason: the change is made. It does not
   * wait, and says that it does not know, if {@link #MOST_WAITING} wait already.
   *
   * @param key which this node forgets, whoever has changed it
   */
  Receipt await(KeyId key);

  /**
   * The same for a user and all their keys.
   *
   * @param user whom this node forgets, whoever has changed them
   */
  Receipt await(UserId user);

  /**
   * The nodes that answer from memory, by name.
   *
   * @throws dev.latchkey.core.error.LatchkeyException.Unavailable if the store can't be reached
   */
  List<Node> nodes();
}
