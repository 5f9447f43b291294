package dev.latchkey.core.usecase;

import dev.latchkey.core.key.ApiKey;
import dev.latchkey.core.key.KeyId;
import dev.latchkey.core.port.UsagePort;
import dev.latchkey.core.port.UsagePort.KeyUse;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
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

  private static final Duration CLOSE_WAIT = Duration.ofSeconds(5);

  private static final Logger LOG = System.getLogger(UsageRecorder.class.getName());

  private final UsagePort port;
  private final ConcurrentHashMap<KeyId, KeyUse> uses = new ConcurrentHashMap<>();
  private final ScheduledExecutorService executor =
      Executors.newSingleThreadScheduledExecutor(UsageRecorder::daemon);
  private final ScheduledFuture<?> flushing;

  /** Starts to store what is recorded, every {@link #INTERVAL}. */
  public UsageRecorder(UsagePort port) {
    this.port = port;
    flushing =
        executor.scheduleWithFixedDelay(
            this::flush, INTERVAL.toMillis(), INTERVAL.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** Takes note that {@code key} was used. */
  void record(ApiKey key, Instant now, String ipAddress) {
    if (uses.size() >= MAX_KEYS && !uses.containsKey(key.id())) {
      return;
    }
    uses.put(
        key.id(),
        new KeyUse(key.id(), key.owner(), now, ipAddress, key.slidesTo(now).orElse(null)));
  }

  /** Stores what was recorded until now. What can't be stored is kept for the next time. */
  public void flush() {
    List<KeyUse> batch = new ArrayList<>(uses.values());
    if (batch.isEmpty()) {
      return;
    }
    try {
      port.store(batch);
      batch.forEach(use -> uses.remove(use.keyId(), use));
    } catch (RuntimeException e) {
      LOG.log(
          Level.WARNING,
          "The last use of " + batch.size() + " keys could not be stored; trying again later.",
          e);
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
