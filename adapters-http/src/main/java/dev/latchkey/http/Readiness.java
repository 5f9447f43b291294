package dev.latchkey.http;

import dev.latchkey.core.usecase.CheckReadiness;
import dev.latchkey.http.wire.ErrorJson;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Knows whether the database answers, because it asks it every {@link #INTERVAL}. Whoever asks the
 * server gets that from memory: an answer that waits for nothing, not even for a worker, when all
 * of them wait for the database, and that nobody can load the database with. The log is told when
 * it turns, not at each question. Thread-safe.
 */
final class Readiness implements AutoCloseable {

  /** How often the database is asked. */
  static final Duration INTERVAL = Duration.ofSeconds(1);

  /** How old its last answer may be: a question that hangs is no answer. */
  static final Duration PATIENCE = Duration.ofSeconds(5);

  private static final Logger LOG = System.getLogger(Readiness.class.getName());

  private final CheckReadiness check;
  private final LongSupplier nanoTime;
  private final ScheduledExecutorService executor =
      Executors.newSingleThreadScheduledExecutor(Readiness::daemon);
  private volatile long readyUntil;
  private boolean saidReady = true;

  /**
   * Not ready, and asks nothing, before {@link #start}.
   *
   * @param nanoTime as {@link System#nanoTime}
   */
  Readiness(CheckReadiness check, LongSupplier nanoTime) {
    this.check = check;
    this.nanoTime = nanoTime;
    readyUntil = nanoTime.getAsLong();
  }

  /** Begins to ask. */
  void start() {
    ScheduledFuture<?> unused =
        executor.scheduleWithFixedDelay(this::ask, 0, INTERVAL.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** Whether the database has answered lately. */
  boolean isReady() {
    return readyUntil - nanoTime.getAsLong() > 0;
  }

  /** What {@code /readyz} answers now. */
  Answer answer() {
    if (isReady()) {
      return Answer.text(200, "OK");
    }
    return Answer.json(
        503,
        ErrorJson.of(
            "The database is unavailable.",
            "Requests that need it are answered with 503 until it is back. The log of the server"
                + " says why."));
  }

  /** Asks the database once. */
  void ask() {
    long asked = nanoTime.getAsLong();
    try {
      check.execute();
      readyUntil = asked + PATIENCE.toNanos();
      sayIfTurned(true, "The database answers again.");
    } catch (Throwable e) {
      // The executor would drop a task that throws, for good and without a word.
      readyUntil = asked;
      sayIfTurned(false, "The database does not answer: " + Problems.onOneLine(e));
    }
  }

  private void sayIfTurned(boolean ready, String text) {
    if (saidReady != ready) {
      LOG.log(ready ? Level.INFO : Level.WARNING, text);
      saidReady = ready;
    }
  }

  /** Asks no more, and waits for a question that is under way. */
  @Override
  public void close() {
    executor.shutdown();
    try {
      executor.awaitTermination(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static Thread daemon(Runnable work) {
    Thread thread = new Thread(work, "latchkey-readiness");
    thread.setDaemon(true);
    return thread;
  }
}
