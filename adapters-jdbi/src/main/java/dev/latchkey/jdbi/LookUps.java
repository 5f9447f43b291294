package dev.latchkey.jdbi;

import dev.latchkey.core.error.StoreException;
import dev.latchkey.core.key.KeyId;
import dev.latchkey.core.port.KeyDirectory.Listing;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Looks up keys in the database, two statements at a time. Whoever asks while both are under way is
 * answered by the next one, together with all others who wait: however many ids somebody invents,
 * they cost the database no more statements than it can answer one after the other. Each statement
 * begins after everybody has asked whom it answers. Thread-safe.
 */
final class LookUps {

  /** How many ids one statement looks up at most. */
  static final int MOST = 256;

  private static final int LANES = 2;

  private final Function<Set<KeyId>, Map<KeyId, Listing>> read;
  private final Deque<Asker> waiting = new ArrayDeque<>();
  private int free = LANES;

  /**
   * @param read asks the database for some keys at once
   */
  LookUps(Function<Set<KeyId>, Map<KeyId, Listing>> read) {
    this.read = read;
  }

  /** What the database says of a key now. */
  Optional<Listing> find(KeyId id) {
    Asker asker = new Asker(id);
    if (!takesLane(asker) && !asker.awaitsItsTurn()) {
      return asker.answer(read);
    }
    try {
      answer(batchWith(asker));
    } finally {
      handOnLane();
    }
    return asker.answer(read);
  }

  private synchronized boolean takesLane(Asker asker) {
    if (free > 0) {
      free--;
      return true;
    }
    waiting.add(asker);
    return false;
  }

  private synchronized List<Asker> batchWith(Asker first) {
    List<Asker> batch = new ArrayList<>();
    batch.add(first);
    while (batch.size() < MOST && !waiting.isEmpty()) {
      batch.add(waiting.remove());
    }
    return batch;
  }

  private synchronized void handOnLane() {
    Asker next = waiting.poll();
    if (next == null) {
      free++;
    } else {
      next.turn.complete(true);
    }
  }

  private void answer(List<Asker> batch) {
    Map<KeyId, Listing> found = Map.of();
    Throwable failure = null;
    try {
      found = read.apply(batch.stream().map(asker -> asker.id).collect(Collectors.toSet()));
    } catch (Throwable e) {
      failure = e;
    }
    for (Asker asker : batch) {
      asker.listing = found.get(asker.id);
      asker.failure = failure;
      // One broken record must not keep all others from being found.
      asker.isAlone = failure instanceof StoreException && batch.size() > 1;
      asker.turn.complete(false);
    }
  }

  /** Somebody who waits for an answer. */
  private static final class Asker {
    private final KeyId id;

    /** Completed with whether they are to ask themselves, or are answered. */
    private final CompletableFuture<Boolean> turn = new CompletableFuture<>();

    private @Nullable Listing listing;
    private @Nullable Throwable failure;
    private boolean isAlone;

    Asker(KeyId id) {
      this.id = id;
    }

    boolean awaitsItsTurn() {
      return turn.join();
    }

    Optional<Listing> answer(Function<Set<KeyId>, Map<KeyId, Listing>> read) {
      if (isAlone) {
        return Optional.ofNullable(read.apply(Set.of(id)).get(id));
      }
      if (failure instanceof RuntimeException known) {
        throw known;
      }
      if (failure instanceof Error error) {
        throw error;
      }
      return Optional.ofNullable(listing);
    }
  }
}
