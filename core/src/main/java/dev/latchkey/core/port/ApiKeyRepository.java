package dev.latchkey.core.port;

import dev.latchkey.core.key.ApiKey;
import dev.latchkey.core.key.KeyId;
import dev.latchkey.core.key.LoginType;
import dev.latchkey.core.key.Scope;
import dev.latchkey.core.user.UserId;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The keys, within a transaction. */
public interface ApiKeyRepository {

  /**
   * The key with that id as it is now, to decide whether to take it by {@link #find}. It makes
   * nobody wait, and waits for nobody.
   */
  Optional<ApiKey> look(KeyId id);

  /**
   * The key with that id, to change it or to rely on it. Nobody else does either until the
   * transaction has ended, and whoever waits for it gets it in turn.
   */
  Optional<ApiKey> find(KeyId id);

  /**
   * Every key of {@code owner}, token or session key, that is live at {@code now}. Nobody else
   * changes one of them until the transaction has ended.
   */
  List<ApiKey> live(UserId owner, Instant now);

  /**
   * Those of the same that have {@code scope}, among others. Nobody else changes one of them until
   * the transaction has ended.
   */
  List<ApiKey> live(UserId owner, Scope scope, Instant now);

  /**
   * Stores a new key. Names of keys that are expired at {@code now} are free, and a key that is
   * expired itself takes none.
   *
   * @throws dev.latchkey.core.error.LatchkeyException.NameTaken if a live token of the same owner
   *     has the name; the transaction can then only be given up
   */
  void insert(ApiKey key, Instant now);

  /**
   * Those of {@code ids} that the audit trail knows by now, because a key has or had them. Of ids
   * that this transaction has inserted, nobody else can add any until it has ended.
   */
  Set<KeyId> auditedAmong(Collection<KeyId> ids);

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

  /**
   * Removes keys of one kind that ended before {@code end}, those that ended first. Keys that
   * another transaction is changing may be passed over.
   *
   * @param end not in the future, so that no live key is removed
   * @param limit how many at most, at least 1
   * @return the keys as they were, those that ended first first, ties by id
   */
  List<ApiKey> deleteEndedBefore(LoginType loginType, Instant end, int limit);

  /**
   * How many keys of that login type {@link #deleteEndedBefore} would find.
   *
   * @param most how far to count, at least 1
   */
  int countEndedBefore(LoginType loginType, Instant end, int most);
}
