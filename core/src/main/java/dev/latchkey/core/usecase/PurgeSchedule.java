package dev.latchkey.core.usecase;

import dev.latchkey.core.authority.Caller;
import dev.latchkey.core.usecase.PurgeBatch.Ending;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor.DiscardPolicy;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;

/**
 * Purges keys in the background: looks every {@link #INTERVAL}, and works off what has piled up
 * batch by batch, with a {@link #PAUSE} after each. Thread-safe.
 */
public final class PurgeSchedule implements AutoCloseable {

  /** How long it rests when nothing is left to do, or when it failed. */
  public static final Duration INTERVAL = Duration.ofHours(1);

  /**
   * How long it rests after a full batch. A batch takes one or two hundredths of a second, so that
   * the one writer of a SQLite file is free for others most of the time.
   */
  public static final Duration PAUSE = Duration.ofMillis(100);

  // The first look is at a random moment in between, so that nodes that start together differ.
  private static final Duration EARLIEST_START = Duration.ofMinutes(1);
  private static final Duration LATEST_START = Duration.ofMinutes(10);

  private static final Duration CLOSE_WAIT = Duration.ofSeconds(5);

  private static final Logger LOG = System.getLogger(PurgeSchedule.class.getName());

  private final PurgeKeys purgeKeys;
  private final ScheduledThreadPoolExecutor executor;

  /**
   * Starts to purge, some minutes from now; never if keys are kept for ever.
   *
   * @param random chooses when
   */
  public PurgeSchedule(PurgeKeys purgeKeys, RandomGenerator random) {
    this(purgeKeys, firstRest(random), newExecutor());
  }

  /** Starts after {@code rest}, on an executor of {@link #newExecutor}. */
  PurgeSchedule(PurgeKeys purgeKeys, Duration rest, ScheduledThreadPoolExecutor executor) {
    this.purgeKeys = purgeKeys;
    this.executor = executor;
    if (purgeKeys.isOn()) {
      runIn(rest);
    }
  }

  static Duration firstRest(RandomGenerator random) {
    return Duration.ofMillis(random.nextLong(EARLIEST_START.toMillis(), LATEST_START.toMillis()));
  }

  /** What is still to run when it is shut down is dropped. */
  static ScheduledThreadPoolExecutor newExecutor() {
    ScheduledThreadPoolExecutor executor =
        new ScheduledThreadPoolExecutor(1, PurgeSchedule::daemon, new DiscardPolicy());
    executor.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    return executor;
  }

  private void runIn(Duration delay) {
    // Nothing is lost by it: the task itself logs what goes wrong.
    Future<?> unused = executor.schedule(this::run, delay.toMillis(), TimeUnit.MILLISECONDS);
  }

  private void run() {
    runIn(purgeBatch(purgeKeys));
  }

  /**
   * Purges one batch.
   *
   * @return how long to rest then
   */
  static Duration purgeBatch(PurgeKeys purgeKeys) {
    try {
      return purgeKeys.execute(Caller.system("purge")).ending() == Ending.FULL ? PAUSE : INTERVAL;
    } catch (RuntimeException e) {
      LOG.log(Level.WARNING, "Keys could not be purged; trying again in an hour.", e);
    } catch (Throwable e) {
      // The executor would drop it without a word, and with it the schedule.
      LOG.log(Level.ERROR, "Purging keys failed; trying again in an hour.", e);
    }
    return INTERVAL;
  }

  /** Stops after the batch that is under way, if there is one. */
  @Override
  public void close() {
    executor.shutdown();
    try {
      executor.awaitTermination(CLOSE_WAIT.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static Thread daemon(Runnable work) {
    Thread thread = new Thread(work, "latchkey-purge");
    thread.setDaemon(true);
    return thread;
  }
}
