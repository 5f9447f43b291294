package dev.latchkey.core.port;

import dev.latchkey.core.key.ApiKey;
import dev.latchkey.core.key.KeyId;
import dev.latchkey.core.user.User;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Finds all that is needed to verify a key, in one look-up. It is a port of its own so that it can
 * be cached without touching anything else. Thread-safe.
 */
public interface KeyDirectory {

  /**
   * The key and its owner. Expired keys and keys of suspended users are found too, keys of deleted
   * users are not. What it says of their use (when a key was last used, and how often; when its
   * owner was last seen) may be older than the rest.
   */
  Optional<Listing> find(KeyId id);

  /**
   * The same from memory alone, for who must not wait.
   *
   * @return null if the database would have to be asked
   */
  default @Nullable Recalled recall(KeyId id) {
    return null;
  }

  /** Whether live keys are found in memory now: one that remembers none never does. */
  default boolean isTrusted() {
    return false;
  }

  /**
   * What is known from memory.
   *
   * @param listing what the directory says of the key; nothing if there is no such key
   */
  record Recalled(Optional<Listing> listing) {}

  /**
   * The same for a session key that has ended by what the directory said of it. Its end may have
   * moved since, so a directory that answers from memory asks once more before it repeats itself.
   */
  default Optional<Listing> findEnded(Listing ended) {
    return Optional.of(ended);
  }

  /**
   * What the directory says of a key.
   *
   * @param key the key
   * @param user its owner
   */
  record Listing(ApiKey key, User user) {}
}
