package dev.latchkey.jdbi;

import dev.latchkey.core.port.KeyDirectory.Listing;
import dev.latchkey.core.port.KeyDirectory.Recalled;
import dev.latchkey.core.user.User;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a node remembers of a key, made once so that to answer by it costs nothing. Immutable but
 * for its owner's mark.
 *
 * @param recalled what the database said; nothing for an id that no key has
 * @param owner shared by all keys of one user; null if there is no key
 * @param generation which of the memory's generations it belongs to
 * @param loadedAt when the database was asked, by {@link System#nanoTime}
 * @param endCheckedAt when the database was asked again, after the end of the key; null if it was
 *     not
 */
record Remembered(
    Recalled recalled,
    @Nullable Owner owner,
    int generation,
    long loadedAt,
    @Nullable Long endCheckedAt) {

  /** What the database said. */
  Optional<Listing> listing() {
    return recalled.listing();
  }

  /**
   * Whether the answer is no, lease or not: somebody has expired the key, which nobody can undo, or
   * no key has the id. One may get it, of which no node is told: so that is not remembered for
   * long.
   */
  boolean isFinal() {
    return listing().isEmpty() || listing().get().key().expiredAt() != null;
  }

  /** Whether the owner has changed since. */
  boolean isOvertaken() {
    return owner != null && owner.changed;
  }

  /** The same after the database was asked again. */
  Remembered withEndChecked(long asked) {
    return new Remembered(recalled, owner, generation, loadedAt, asked);
  }

  /** A user as they were when their first key was loaded. */
  static final class Owner {

    private final User user;
    private volatile boolean changed;

    Owner(User user) {
      this.user = user;
    }

    /** The user, or {@code same} if they are not the same. One copy is enough for all keys. */
    User shared(User same) {
      return user.equals(same) ? user : same;
    }

    /** Whatever is remembered of their keys is not good any more. */
    void markChanged() {
      changed = true;
    }
  }
}
