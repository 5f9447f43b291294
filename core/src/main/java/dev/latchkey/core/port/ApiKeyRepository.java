package dev.latchkey.core.port;

import dev.latchkey.core.key.ApiKey;
import dev.latchkey.core.key.KeyId;
import java.time.Instant;
import java.util.Optional;

/** The keys, within a transaction. */
public interface ApiKeyRepository {

  /** The key with that id. Nobody else changes it until the transaction has ended. */
  Optional<ApiKey> find(KeyId id);

  /**
   * Stores a new key. Names of keys that are expired at {@code now} are free.
   *
   * @throws dev.latchkey.core.error.LatchkeyException.NameTaken if a live token of the same owner
   *     has the name; the transaction can then only be given up
   */
  void insert(ApiKey key, Instant now);

  /**
   * Stores the state that {@link ApiKey#expire} returned, if the stored key is still live.
   *
   * @return false if it was not, and nothing was changed
   */
  boolean expire(ApiKey expired);

  /**
   * Removes a key.
   *
   * @return false if there was none
   */
  boolean delete(KeyId id);
}
