package dev.latchkey.jdbi;

import dev.latchkey.core.key.KeyId;
import dev.latchkey.core.user.UserId;
import java.util.HashSet;
import java.util.Set;

/** What a transaction changes of what a node may remember. Belongs to its thread. */
final class Touched {

  /** An import makes a million keys. */
  private static final int MOST = 1_000;

  private final Set<KeyId> keys = new HashSet<>();
  private final Set<UserId> users = new HashSet<>();
  private boolean isTooMuch;

  /** The epoch at the beginning of the transaction and at its end, where nobody else counts it. */
  long epochBefore = Long.MIN_VALUE;

  long epochAfter = Long.MIN_VALUE;

  void add(KeyId id) {
    if (keys.size() < MOST) {
      keys.add(id);
    } else {
      isTooMuch = true;
    }
  }

  void add(UserId id) {
    users.add(id);
  }

  boolean isEmpty() {
    return keys.isEmpty() && users.isEmpty();
  }

  void forgetIn(KeyMemory memory) {
    if (isTooMuch) {
      memory.forgetAll();
      return;
    }
    keys.forEach(memory::forget);
    users.forEach(memory::forget);
  }
}
