package dev.latchkey.jdbi;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.latchkey.core.key.ApiKey;
import dev.latchkey.core.key.KeyId;
import dev.latchkey.core.port.KeyDirectory.Listing;
import dev.latchkey.core.port.KeyDirectory.Recalled;
import dev.latchkey.core.user.UserId;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * What a node remembers of keys. Keys that nobody has expired, expired keys and ids that no key has
 * are kept apart, so that whoever tries many of one kind can't push out those of another.
 *
 * <p>What was read before a change must not be remembered after it was forgotten. So whoever reads
 * takes a {@link #mark} before, and what they bring is only taken in if nothing was forgotten
 * since. Thread-safe.
 */
final class KeyMemory {

  /** For what nobody tells the nodes: how often a key was used, and the purge. */
  private static final long LONGEST_NANOS = Duration.ofMinutes(10).toNanos();

  /** Nobody tells the nodes of a new key either. */
  private static final long LONGEST_UNKNOWN_NANOS = Duration.ofSeconds(1).toNanos();

  /** Nor that a session key that had ended was given a new end. */
  private static final long LONGEST_ENDED_NANOS = Duration.ofSeconds(1).toNanos();

  private static final Recalled NO_KEY = new Recalled(Optional.empty());

  private static final int WORDS_OF_A_PLAIN_KEY = 8;

  /**
   * One in eight finds tells the cache which keys are wanted. That takes longer than to find one,
   * and a part of them says as much.
   */
  private static final int SAMPLE_BITS = 3;

  /** Scatters times evenly (Knuth's multiplicative hashing), which is quicker than to draw lots. */
  private static final long SCATTER = 0x9E3779B97F4A7C15L;

  private final Cache<KeyId, Remembered> keys;
  private final Cache<KeyId, Remembered> expired;
  private final Cache<KeyId, Remembered> unknown;
  private final Cache<UserId, Remembered.Owner> owners =
      Caffeine.newBuilder().weakValues().executor(Runnable::run).build();

  private final AtomicLong forgotten = new AtomicLong();
  private volatile int generation;

  /**
   * @param most how many plain keys, and as many expired ones, and as many ids that no key has
   */
  KeyMemory(int most) {
    keys = cache(most);
    expired = cache(most);
    unknown = cache(most);
  }

  private static Cache<KeyId, Remembered> cache(int most) {
    return Caffeine.newBuilder()
        .maximumWeight(most)
        .weigher(KeyMemory::weight)
        // Tidied up by whoever comes along, in place of a thread.
        .executor(Runnable::run)
        .build();
  }

  // A key may have a thousand scopes and resources.
  private static int weight(KeyId id, Remembered remembered) {
    return remembered
        .listing()
        .map(Listing::key)
        .map(
            key ->
                1 + (key.scopes().size() + key.allowList().entries().size()) / WORDS_OF_A_PLAIN_KEY)
        .orElse(1);
  }

  /**
   * What is remembered of a key, or null.
   *
   * @param look at the lease by which it may be used, from before
   */
  @Nullable Remembered find(KeyId id, Lease.Look look) {
    boolean isSample = (look.now() * SCATTER) >>> (Long.SIZE - SAMPLE_BITS) == 0;
    Remembered found = find(keys, id, isSample);
    if (found == null) {
      found = find(expired, id, isSample);
    }
    if (found == null) {
      found = find(unknown, id, isSample);
    }
    return found == null || isOutdated(found, look.now()) ? null : found;
  }

  private static @Nullable Remembered find(
      Cache<KeyId, Remembered> cache, KeyId id, boolean isSample) {
    return isSample ? cache.getIfPresent(id) : cache.policy().getIfPresentQuietly(id);
  }

  private boolean isOutdated(Remembered found, long now) {
    long longest = found.listing().isEmpty() ? LONGEST_UNKNOWN_NANOS : LONGEST_NANOS;
    return found.generation() != generation
        || found.isOvertaken()
        || now - found.loadedAt() > longest;
  }

  /** To be taken before the database is asked. */
  Mark mark() {
    return new Mark(forgotten.get(), generation, System.nanoTime());
  }

  /** Takes in what the database has said. */
  void remember(KeyId id, @Nullable Listing listing, Mark mark) {
    if (listing == null) {
      // What is outdated would be found first, and hide it.
      keys.invalidate(id);
      expired.invalidate(id);
      put(unknown, id, new Remembered(NO_KEY, null, mark.generation, mark.time, null), mark);
      return;
    }
    // Taken before it is seen whether anything was forgotten: whoever forgets a user counts first.
    Remembered.Owner owner =
        owners.get(listing.user().id(), any -> new Remembered.Owner(listing.user()));
    Listing shared = new Listing(listing.key(), owner.shared(listing.user()));
    Remembered known =
        new Remembered(new Recalled(Optional.of(shared)), owner, mark.generation, mark.time, null);
    put(known.isFinal() ? expired : keys, id, known, mark);
    (known.isFinal() ? keys : expired).invalidate(id);
  }

  // Nobody forgets the id while it is looked whether anything was forgotten.
  private void put(Cache<KeyId, Remembered> cache, KeyId id, Remembered known, Mark mark) {
    cache.asMap().compute(id, (same, before) -> forgotten.get() == mark.forgotten ? known : before);
  }

  /** Whether the database has said a moment ago, and after its end, that the key has ended. */
  boolean isEndChecked(Remembered known, Lease.Look look) {
    Long checkedAt = known.endCheckedAt();
    return checkedAt != null && look.now() - checkedAt <= LONGEST_ENDED_NANOS;
  }

  /**
   * Takes note that a key has ended, and that the database has said so after its end.
   *
   * @param asked at the lease, from before the database was asked
   */
  void checkedEnd(ApiKey key, Lease.Look asked) {
    keys.asMap()
        .computeIfPresent(
            key.id(),
            (id, known) ->
                known.listing().filter(listing -> hasEndOf(key, listing)).isPresent()
                    ? known.withEndChecked(asked.now())
                    : known);
  }

  private static boolean hasEndOf(ApiKey key, Listing listing) {
    return listing.key().expiresAt().equals(key.expiresAt());
  }

  /** Forgets a key. */
  void forget(KeyId id) {
    forgotten.incrementAndGet();
    keys.invalidate(id);
    expired.invalidate(id);
    unknown.invalidate(id);
  }

  /** Forgets a user and all their keys. */
  void forget(UserId id) {
    forgotten.incrementAndGet();
    // Marked before they are removed: whoever forgets the same user meanwhile, and finds nobody,
    // is done when this says so.
    owners
        .asMap()
        .computeIfPresent(
            id,
            (same, owner) -> {
              owner.markChanged();
              return null;
            });
  }

  /** Forgets everything. */
  void forgetAll() {
    forgotten.incrementAndGet();
    nextGeneration();
    keys.invalidateAll();
    expired.invalidateAll();
    unknown.invalidateAll();
  }

  private synchronized void nextGeneration() {
    generation++;
  }

  /** What had been forgotten when the database was asked, and when that was. */
  record Mark(long forgotten, int generation, long time) {}
}
