package dev.latchkey.jdbi;

import dev.latchkey.core.error.LatchkeyException.Unavailable;
import dev.latchkey.core.key.KeyId;
import dev.latchkey.core.port.KeyDirectory;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Answers from memory while the lease holds, else from the database. A key that somebody has
 * expired is refused from memory at any time: no is always safe. Thread-safe.
 */
final class CachedKeyDirectory implements KeyDirectory {

  private final SqlKeyDirectory database;
  private final KeyMemory memory;
  private final Lease lease;
  private final LookUps lookUps = new LookUps(this::read);

  CachedKeyDirectory(SqlKeyDirectory database, KeyMemory memory, Lease lease) {
    this.database = database;
    this.memory = memory;
    this.lease = lease;
  }

  @Override
  public Optional<Listing> find(KeyId id) {
    Lease.Look look = lease.look();
    Remembered known = memory.find(id, look);
    return known != null && isGood(known, look) ? known.listing() : find(id, known, look);
  }

  @Override
  public @Nullable Recalled recall(KeyId id) {
    Lease.Look look = lease.look();
    Remembered known = memory.find(id, look);
    return known != null && isGood(known, look) ? known.recalled() : null;
  }

  private static boolean isGood(Remembered known, Lease.Look look) {
    return look.holds() || known.isFinal();
  }

  @Override
  public boolean isTrusted() {
    return lease.look().holds();
  }

  private Optional<Listing> find(KeyId id, @Nullable Remembered known, Lease.Look look) {
    try {
      return lookUps.find(id);
    } catch (Unavailable e) {
      if (known != null && lease.wasInGrace(look)) {
        return known.listing();
      }
      throw e;
    }
  }

  @Override
  public Optional<Listing> findEnded(Listing ended) {
    KeyId id = ended.key().id();
    Lease.Look look = lease.look();
    Remembered known = memory.find(id, look);
    if (known != null && memory.isEndChecked(known, look) && isGood(known, look)) {
      return known.listing();
    }
    Optional<Listing> found = find(id, known, look);
    if (found.isPresent() && found.get().key().expiresAt().equals(ended.key().expiresAt())) {
      memory.checkedEnd(found.get().key(), look);
    }
    return found;
  }

  private Map<KeyId, Listing> read(Set<KeyId> ids) {
    KeyMemory.Mark mark = memory.mark();
    Map<KeyId, Listing> found = database.findAll(ids);
    ids.forEach(id -> memory.remember(id, found.get(id), mark));
    return found;
  }
}
