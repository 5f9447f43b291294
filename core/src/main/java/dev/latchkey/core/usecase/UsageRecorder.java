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
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * Collects the use of keys in memory and stores it from time to time, so that no request waits for
 * it. A crash loses at most one {@link #INTERVAL} of it. Thread-safe.
 */
public final class UsageRecorder implements AutoCloseable {

  /** How often the uses are stored. */
  public static final Duration INTERVAL = Duration.ofSeconds(30);

  // Bounds the memory, at some 20 MB. What is done with a key that finds no room is not noted.
  static final int MAX_KEYS = 100_000;

  // From here on the uses are stored at once, to make room.
  private static final int CROWDED = MAX_KEYS / 2;

  private static final Duration CLOSE_WAIT = Duration.ofSeconds(5);

  private static final Logger LOG = System.getLogger(UsageRecorder.class.getName());

  private final UsagePort port;
  private final InstantSource clock;
  private final LongAdder leftOut = new LongAdder();
  private final AtomicBoolean makingRoom = new AtomicBoolean();
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
    if (known != null) {
      return known;
    }
    int size = tallies.size();
    if (size >= CROWDED && makingRoom.compareAndSet(false, true)) {
      makeRoom();
    }
    if (size >= MAX_KEYS) {
      leftOut.increment();
      return null;
    }
    return tallies.computeIfAbsent(key.id(), id -> new KeyTally(id, key.owner()));
  }

  private void makeRoom() {
    try {
      executor.execute(this::flushInBackground);
    } catch (RejectedExecutionException e) {
      LOG.log(Level.DEBUG, "The last uses are stored by whoever closes this.", e);
    }
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
    makingRoom.set(false);
    warnOfLeftOut();
    boolean crowded = tallies.size() >= CROWDED;
    UsageBatch batch = new UsageBatch(port, clock);
    try {
      for (KeyTally tally : tallies.values()) {
        KeyUse use = crowded ? drop(tally) : takeOrDrop(tally);
        if (use != null) {
          batch.add(use);
        }
      }
      batch.store();
    } catch (RuntimeException e) {
      LOG.log(Level.WARNING, "The use of keys could not be stored; trying again later.", e);
    } finally {
      batch.left().forEach(this::add);
    }
  }

  // A key that was not used for a while makes room for others.
  private @Nullable KeyUse takeOrDrop(KeyTally tally) {
    KeyUse use = tally.take();
    return use == null ? drop(tally) : use;
  }

  private @Nullable KeyUse drop(KeyTally tally) {
    tallies.remove(tally.keyId(), tally);
    return tally.drop();
  }

  private void warnOfLeftOut() {
    long count = leftOut.sumThenReset();
    if (count > 0) {
      LOG.log(
          Level.WARNING,
          "{0} uses of keys were not noted: more than {1} keys are in use, or they can''t be stored"
              + " as fast as they come.",
          count,
          MAX_KEYS);
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
