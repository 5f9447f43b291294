package dev.latchkey.core.usecase;

import dev.latchkey.core.key.ApiKey;
import dev.latchkey.core.key.KeyId;
import dev.latchkey.core.port.UsagePort;
import dev.latchkey.core.port.UsagePort.KeyUse;
import dev.latchkey.core.port.UsagePort.Slide;
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

/**
 * Collects the use of keys in memory and stores it from time to time, so that no request waits for
 * it. A crash loses at most one {@link #INTERVAL} of it. Thread-safe.
 */
public final class UsageRecorder implements AutoCloseable {

  /** How often the uses are stored. */
  public static final Duration INTERVAL = Duration.ofSeconds(30);

  // Bounds the memory. A key that finds no room is noted when it is used again after the next time.
  private static final int MAX_KEYS = 100_000;

  // What is stored in one transaction, so that no change has to wait for all of it.
  private static final int BATCH = 1_000;

  private static final Duration CLOSE_WAIT = Duration.ofSeconds(5);

  private static final Logger LOG = System.getLogger(UsageRecorder.class.getName());

  private final UsagePort port;
  private final InstantSource clock;
  private final ConcurrentHashMap<KeyId, KeyUse> uses = new ConcurrentHashMap<>();
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
  void record(ApiKey key, Instant now, String ipAddress) {
    if (uses.size() >= MAX_KEYS && !uses.containsKey(key.id())) {
      return;
    }
    Slide slide = key.slidesTo(now).map(end -> new Slide(key.expiresAt(), end)).orElse(null);
    uses.merge(
        key.id(),
        new KeyUse(key.id(), key.owner(), now, ipAddress, slide),
        UsageRecorder::keepingAddress);
  }

  private static KeyUse keepingAddress(KeyUse known, KeyUse latest) {
    return latest.ipAddress().equals(ApiKey.NO_ADDRESS)
        ? new KeyUse(
            latest.keyId(), latest.owner(), latest.usedAt(), known.ipAddress(), latest.slide())
        : latest;
  }

  /** Stores what was recorded until now. What can't be stored is kept for the next time. */
  public void flush() {
    List<KeyUse> pending = new ArrayList<>(uses.values());
    try {
      for (int from = 0; from < pending.size(); from += BATCH) {
        store(pending.subList(from, Math.min(from + BATCH, pending.size())));
      }
    } catch (RuntimeException e) {
      LOG.log(Level.WARNING, "The last use of keys could not be stored; trying again later.", e);
    }
  }

  private void store(List<KeyUse> batch) {
    port.store(batch, clock.instant());
    batch.forEach(use -> uses.remove(use.keyId(), use));
  }

  // The executor would drop a task that throws, for good and without a word.
  private void flushInBackground() {
    try {
      flush();
    } catch (Throwable e) {
      LOG.log(Level.ERROR, "Storing the last use of keys failed; trying again later.", e);
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
