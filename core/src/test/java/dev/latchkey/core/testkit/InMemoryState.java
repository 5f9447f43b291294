package dev.latchkey.core.testkit;

import dev.latchkey.core.audit.AuditEntry;
import dev.latchkey.core.key.ApiKey;
import dev.latchkey.core.key.KeyId;
import dev.latchkey.core.user.User;
import dev.latchkey.core.user.UserId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * All that an {@link InMemoryKeyStore} holds. A transaction changes a copy, so a committed state
 * never changes and can be read without a lock.
 *
 * @param users who are not deleted
 * @param deletedUsers who are, as they were
 * @param audit oldest first
 */
record InMemoryState(
    Map<KeyId, ApiKey> keys,
    Map<UserId, User> users,
    Map<UserId, User> deletedUsers,
    List<AuditEntry> audit) {

  static InMemoryState empty() {
    return new InMemoryState(new HashMap<>(), new HashMap<>(), new HashMap<>(), new ArrayList<>());
  }

  InMemoryState copy() {
    return new InMemoryState(
        new HashMap<>(keys),
        new HashMap<>(users),
        new HashMap<>(deletedUsers),
        new ArrayList<>(audit));
  }

  boolean anyUserExists() {
    return !users.isEmpty() || !deletedUsers.isEmpty();
  }

  /** The owner of a stored key, deleted or not. */
  Optional<User> ownerOf(ApiKey key) {
    return Optional.ofNullable(users.getOrDefault(key.owner(), deletedUsers.get(key.owner())));
  }
}
