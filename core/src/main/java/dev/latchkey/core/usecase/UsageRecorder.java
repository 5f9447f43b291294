package dev.latchkey.core.usecase;

import dev.latchkey.core.key.ApiKey;
import dev.latchkey.core.key.KeyId;
import dev.latchkey.core.port.UsagePort;
import dev.latchkey.core.port.UsagePort.KeyUse;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Collects the use of keys in memory and stores it from time to time, so that no request waits for
 * it. A crash loses at most one {@link #INTERVAL} of it. Thread-safe.
 */
public final class UsageRecorder implements AutoCloseable {

  /** How often the uses are stored. */
  public static final Duration INTERVAL = Duration.ofSeconds(30);

  // Bounds the memory, at some 20 MB. What is done with a key that finds no room is not noted.
  private static final int MAX_KEYS = 100_000;

  // What is stored in one transaction, so that no change has to wait for all of it.
  private static final int BATCH = 1_000;

  private static final Duration CLOSE_WAIT = Duration.ofSeconds(5);

  private static final Logger LOG = System.getLogger(UsageRecorder.class.getName());

  private final UsagePort port;
  private final InstantSource clock;
  private final ConcurrentHashMap<KeyId, KeyTally> tallies = new ConcurrentHashMap<>();
  private final ScheduledExecutorService executor =
      Executors.newSingleThreadScheduledExecutor(UsageRecorder::daemon);
  private final ScheduledFuture<?> flushing;

  /** Starts to store what is recorded, every {@link #INTERVAL}. */
  public UsageRecorder(UsagePort port, InstantSource clock) {
    this.port = port;
    this.clock = clock;
    flushing =
        executor.scheduleWithFixedDelay(
            this::flushInBackground,
            INTERVAL.toMillis(),
            INTERVAL.toMillis(),
            TimeUnit.MILLISECONDS);
  }

  /** Takes note that {@code key} was used. */
  void accepted(ApiKey key, Instant now, String ipAddress) {
    KeyTally tally = tallyOf(key);
    if (tally != null && !tally.accept(key, now, ipAddress)) {
      add(tally.take());
    }
  }

  /** Takes note that {@code key} was presented with the right secret, and refused. */
  void refused(ApiKey key) {
    KeyTally tally = tallyOf(key);
    if (tally != null && !tally.refuse()) {
      add(tally.take());
    }
  }

  private @Nullable KeyTally tallyOf(ApiKey key) {
    KeyTally known = tallies.get(key.id());
    if (known != null || tallies.size() >= MAX_KEYS) {
      return known;
    }
    return tallies.computeIfAbsent(key.id(), id -> new KeyTally(id, key.owner()));
  }

  private void add(@Nullable KeyUse use) {
    if (use != null) {
      tallies.compute(
          use.keyId(),
          (id, known) -> {
            KeyTally tally = known == null ? new KeyTally(id, use.owner()) : known;
            tally.add(use);
            return tally;
          });
    }
  }

  /** Stores what was recorded until now. What can't be stored is kept for the next time. */
  public synchronized void flush() {
    List<KeyUse> batch = new ArrayList<>();
    try {
      for (KeyTally tally : tallies.values()) {
        KeyUse use = takeOrDrop(tally);
        if (use != null) {
          batch.add(use);
        }
        if (batch.size() == BATCH) {
          store(batch);
        }
      }
      store(batch);
    } catch (RuntimeException e) {
      LOG.log(Level.WARNING, "The use of keys could not be stored; trying again later.", e);
    } finally {
      batch.forEach(this::add);
    }
  }

  // A key that was not used for a while makes room for others.
  private @Nullable KeyUse takeOrDrop(KeyTally tally) {
    KeyUse use = tally.take();
    if (use != null) {
      return use;
    }
    tallies.remove(tally.keyId(), tally);
    return tally.drop();
  }

  private void store(List<KeyUse> batch) {
    if (!batch.isEmpty()) {
      port.store(List.copyOf(batch), clock.instant());
      batch.clear();
    }
  }

  // The executor would drop a task that throws, for good and without a word.
  private void flushInBackground() {
    try {
      flush();
    } catch (Throwable e) {
      LOG.log(Level.ERROR, "Storing the use of keys failed; trying again later.", e);
    }
  }

  /** Stores what is left and stops. */
  @Override
  public void close() {
    flushing.cancel(false);
    executor.shutdown();
    try {
      executor.awaitTermination(CLOSE_WAIT.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    flush();
  }

  private static Thread daemon(Runnable work) {
    Thread thread = new Thread(work, "latchkey-usage");
    thread.setDaemon(true);
    return thread;
  }
}
