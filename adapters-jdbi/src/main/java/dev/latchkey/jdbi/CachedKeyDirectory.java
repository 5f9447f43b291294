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
    long now = System.nanoTime();
    long left = lease.leftAt(now);
    Remembered known = memory.find(id, now);
    return known != null && isGood(known, left) ? known.listing() : find(id, known, left);
  }

  @Override
  public @Nullable Recalled recall(KeyId id) {
    long now = System.nanoTime();
    long left = lease.leftAt(now);
    Remembered known = memory.find(id, now);
    return known != null && isGood(known, left) ? known.recalled() : null;
  }

  /**
   * @param left how long the lease held, looked at after the caller had asked and before the
   *     memory. A lease that is renewed afterwards says nothing of what was found, which may have
   *     been forgotten meanwhile
   */
  private static boolean isGood(Remembered known, long left) {
    return left > 0 || known.isFinal();
  }

  @Override
  public boolean isTrusted() {
    return lease.holdsAt(System.nanoTime());
  }

  private Optional<Listing> find(KeyId id, @Nullable Remembered known, long left) {
    try {
      return lookUps.find(id);
    } catch (Unavailable e) {
      if (known != null && lease.isInGrace(left)) {
        return known.listing();
      }
      throw e;
    }
  }

  @Override
  public Optional<Listing> findEnded(Listing ended) {
    KeyId id = ended.key().id();
    long now = System.nanoTime();
    long left = lease.leftAt(now);
    Remembered known = memory.find(id, now);
    if (known != null && known.endChecked() && isGood(known, left)) {
      return known.listing();
    }
    Optional<Listing> found = find(id, known, left);
    if (found.isPresent() && found.get().key().expiresAt().equals(ended.key().expiresAt())) {
      memory.checkedEnd(found.get().key());
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
