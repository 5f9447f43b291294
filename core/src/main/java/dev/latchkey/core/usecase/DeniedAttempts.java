package dev.latchkey.core.usecase;

import dev.latchkey.core.audit.Actor;
import dev.latchkey.core.audit.Actor.UserActor;
import dev.latchkey.core.audit.AuditAction;
import dev.latchkey.core.audit.AuditEntry;
import dev.latchkey.core.error.LatchkeyException.Unavailable;
import dev.latchkey.core.key.KeyId;
import dev.latchkey.core.port.Transactor;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Takes note of attempts on keys that were denied, and adds them to the audit trail a moment later,
 * so that no request waits for it: whoever measures how long a refusal takes must not learn that
 * the key exists (G6). A crash loses at most what was not stored within {@link #INTERVAL}.
 * Thread-safe.
 */
public final class DeniedAttempts implements AutoCloseable {

  /** How often the entries are stored. */
  public static final Duration INTERVAL = Duration.ofSeconds(1);

  /**
   * How often all is forgotten: in between, the same attempt by the same caller on the same key is
   * noted once.
   */
  public static final Duration QUIET = Duration.ofMinutes(1);

  /**
   * How many different attempts are noted within {@link #QUIET}. It bounds the memory and the audit
   * trail, whatever a hostile client does.
   */
  static final int MAX_ATTEMPTS = 1_000;

  /** How many of them can be one actor's, so that nobody can hide what others try. */
  static final int MAX_ATTEMPTS_OF_ACTOR = 100;

  // What is stored in one transaction, so that no change has to wait for all of it.
  private static final int BATCH = 100;

  private static final Duration CLOSE_WAIT = Duration.ofSeconds(5);

  private static final Logger LOG = System.getLogger(DeniedAttempts.class.getName());

  private final Transactor transactor;
  private final Set<Attempt> noted = ConcurrentHashMap.newKeySet();
  private final Map<String, AtomicInteger> notedOf = new ConcurrentHashMap<>();
  private final BlockingQueue<AuditEntry> waiting = new ArrayBlockingQueue<>(MAX_ATTEMPTS);
  private final AtomicInteger left = new AtomicInteger();
  private boolean failing;
  private final ScheduledExecutorService executor =
      Executors.newSingleThreadScheduledExecutor(DeniedAttempts::daemon);

  /** Starts to store what is noted, every {@link #INTERVAL}. */
  public DeniedAttempts(Transactor transactor) {
    this.transactor = transactor;
    repeat(this::flushInBackground, INTERVAL);
    // By the time that passes, not by a clock: that may step.
    repeat(this::forget, QUIET);
  }

  private void repeat(Runnable work, Duration pause) {
    var unused =
        executor.scheduleWithFixedDelay(
            work, pause.toMillis(), pause.toMillis(), TimeUnit.MILLISECONDS);
  }

  /**
   * Takes note of a denied attempt. It neither waits nor throws. What finds no room is left out,
   * and the log says how much that was.
   */
  void note(AuditEntry entry) {
    Attempt attempt = Attempt.of(entry);
    if (noted.contains(attempt)) {
      return;
    }
    if (noted.size() >= MAX_ATTEMPTS || isTooMuchOf(attempt.actor())) {
      left.incrementAndGet();
    } else if (noted.add(attempt) && !waiting.offer(entry)) {
      left.incrementAndGet();
    }
  }

  private boolean isTooMuchOf(String actor) {
    return notedOf.computeIfAbsent(actor, name -> new AtomicInteger()).incrementAndGet()
        > MAX_ATTEMPTS_OF_ACTOR;
  }

  /** From now on, every attempt is new. */
  void forget() {
    noted.clear();
    notedOf.clear();
  }

  /** Stores what was noted until now. What can't be stored is kept for the next time. */
  synchronized void flush() {
    warnOfLeftOut();
    try {
      while (!waiting.isEmpty()) {
        // Only this method takes anything out, so these stay the first of them.
        List<AuditEntry> batch = waiting.stream().limit(BATCH).toList();
        store(batch);
        batch.forEach(stored -> waiting.poll());
        failing = false;
      }
    } catch (Unavailable e) {
      warnOnce(e);
    }
  }

  // A second later it is tried again, and that may go on for hours.
  private void warnOnce(Unavailable failure) {
    if (!failing) {
      LOG.log(
          Level.WARNING,
          "Denied attempts can't be stored now; trying again every second.",
          failure);
    }
    failing = true;
  }

  private void warnOfLeftOut() {
    int count = left.getAndSet(0);
    if (count > 0) {
      LOG.log(
          Level.WARNING,
          "{0} denied attempts were left out of the audit trail: more than {1} different ones of"
              + " one actor or {2} of all in a minute, or the database is away.",
          count,
          MAX_ATTEMPTS_OF_ACTOR,
          MAX_ATTEMPTS);
    }
  }

  private void store(List<AuditEntry> batch) {
    try {
      append(batch);
    } catch (Unavailable e) {
      throw e;
    } catch (RuntimeException e) {
      // One that no store takes must not keep the others out.
      batch.forEach(this::storeAlone);
    }
  }

  private void storeAlone(AuditEntry entry) {
    try {
      append(List.of(entry));
    } catch (Unavailable e) {
      throw e;
    } catch (RuntimeException e) {
      LOG.log(Level.ERROR, "A denied attempt could not be stored: " + Attempt.of(entry), e);
    }
  }

  private void append(List<AuditEntry> entries) {
    transactor.inTransaction(
        unitOfWork -> {
          entries.forEach(unitOfWork.audit()::append);
          return entries.size();
        });
  }

  // The executor would drop a task that throws, for good and without a word.
  private void flushInBackground() {
    try {
      flush();
    } catch (Throwable e) {
      LOG.log(Level.ERROR, "Storing denied attempts failed; trying again later.", e);
    }
  }

  /** Stores what is left, if the store takes it now, and stops. */
  @Override
  public void close() {
    executor.shutdown();
    try {
      executor.awaitTermination(CLOSE_WAIT.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    flush();
    if (!waiting.isEmpty()) {
      LOG.log(
          Level.WARNING, "{0} denied attempts are lost: they could not be stored.", waiting.size());
    }
  }

  private static Thread daemon(Runnable work) {
    Thread thread = new Thread(work, "latchkey-denied");
    thread.setDaemon(true);
    return thread;
  }

  /** What makes two attempts the same. */
  private record Attempt(String actor, @Nullable KeyId by, @Nullable KeyId on, AuditAction action) {

    static Attempt of(AuditEntry entry) {
      Actor actor = entry.actor();
      return new Attempt(
          actor.name(),
          actor instanceof UserActor user ? user.keyId() : null,
          entry.keyId(),
          entry.action());
    }
  }
}
