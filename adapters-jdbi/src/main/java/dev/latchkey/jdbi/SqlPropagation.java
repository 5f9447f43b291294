package dev.latchkey.jdbi;

import static java.util.Comparator.naturalOrder;

import dev.latchkey.core.key.KeyId;
import dev.latchkey.core.port.Node;
import dev.latchkey.core.port.Propagation;
import dev.latchkey.core.port.Receipt;
import dev.latchkey.core.user.UserId;
import dev.latchkey.jdbi.NodeTable.Row;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Waits for the other nodes by looking at what they have written down. This node itself forgets
 * what it must at once.
 */
final class SqlPropagation implements Propagation {

  private static final Logger LOG = System.getLogger(SqlPropagation.class.getName());

  private static final long SHORTEST_PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(1);
  private static final long LONGEST_PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

  /** Clocks of two machines do not run at quite the same speed. */
  private static final int MARGIN_PERCENT = 2;

  private final NodeLooks looks;
  private final Feed feed;
  private final Semaphore waiting = new Semaphore(MOST_WAITING);

  /** Of all the nodes that were on the list the last time. */
  private volatile Duration longestLease = VerificationCache.DEFAULT_LEASE;

  /**
   * @param feed that of this node
   */
  SqlPropagation(Database database, Feed feed) {
    looks = new NodeLooks(database);
    this.feed = feed;
  }

  @Override
  public Receipt await(KeyId key) {
    Touched subject = new Touched();
    subject.add(key);
    return await(subject);
  }

  @Override
  public Receipt await(UserId user) {
    Touched subject = new Touched();
    subject.add(user);
    return await(subject);
  }

  private Receipt await(Touched subject) {
    long began = System.nanoTime();
    feed.forget(subject);
    return firstLook(began).map(all -> await(all, began)).orElse(Receipt.UNKNOWN);
  }

  // Without the list nobody can tell who must be waited for, so everybody is.
  private Optional<List<Row>> firstLook(long began) {
    long pause = SHORTEST_PAUSE_NANOS;
    for (long since = began; ; since = System.nanoTime()) {
      try {
        return Optional.of(listSince(since));
      } catch (RuntimeException e) {
        boolean isLast = Thread.currentThread().isInterrupted() || hasLapsed(longestLease, began);
        LOG.log(
            isLast ? Level.WARNING : Level.DEBUG,
            "A change is made, but nobody can tell which nodes know of it.",
            e);
        if (isLast) {
          return Optional.empty();
        }
      }
      LockSupport.parkNanos(pause);
      pause = Math.min(2 * pause, LONGEST_PAUSE_NANOS);
    }
  }

  private List<Row> listSince(long since) {
    List<Row> all = looks.since(since);
    longestLease =
        all.stream().map(Row::lease).max(naturalOrder()).orElse(VerificationCache.DEFAULT_LEASE);
    return all;
  }

  private Receipt await(List<Row> all, long began) {
    // Those that come later have read a later epoch before they answer anything.
    List<Row> open = new ArrayList<>(all);
    open.removeIf(row -> row.id().equals(feed.node()));
    boolean isAlone = open.isEmpty();
    int acknowledged = all.size() - open.size() + removeAcknowledged(open, all);
    if (open.isEmpty()) {
      Duration waited = isAlone ? Duration.ZERO : since(began);
      return new Receipt(true, all.size(), acknowledged, 0, waited);
    }
    if (!waiting.tryAcquire()) {
      return Receipt.UNKNOWN;
    }
    try {
      return await(all.size(), acknowledged, open, began);
    } finally {
      waiting.release();
    }
  }

  private Receipt await(int count, int atOnce, List<Row> open, long began) {
    int acknowledged = atOnce;
    int lapsed = removeLapsed(open, began);
    long pause = SHORTEST_PAUSE_NANOS;
    while (!open.isEmpty()) {
      if (Thread.currentThread().isInterrupted()) {
        return Receipt.UNKNOWN;
      }
      long before = System.nanoTime();
      LockSupport.parkNanos(pause);
      pause = Math.min(2 * pause, LONGEST_PAUSE_NANOS);
      acknowledged += removeAcknowledged(open, look(before));
      lapsed += removeLapsed(open, began);
    }
    return new Receipt(true, count, acknowledged, lapsed, since(began));
  }

  // If the database is gone meanwhile, time alone will tell.
  private List<Row> look(long since) {
    try {
      return listSince(since);
    } catch (RuntimeException e) {
      LOG.log(Level.DEBUG, "Waiting for leases to lapse.", e);
      return List.of();
    }
  }

  private static int removeAcknowledged(List<Row> open, List<Row> latest) {
    int before = open.size();
    open.removeIf(
        wanted ->
            latest.stream()
                .anyMatch(
                    row -> row.id().equals(wanted.id()) && row.acknowledged() >= wanted.epoch()));
    return before - open.size();
  }

  private static int removeLapsed(List<Row> open, long began) {
    int before = open.size();
    open.removeIf(row -> hasLapsed(row.lease(), began));
    return before - open.size();
  }

  private static boolean hasLapsed(Duration lease, long began) {
    return System.nanoTime() - began > lease.toNanos() / 100 * (100 + MARGIN_PERCENT);
  }

  private static Duration since(long began) {
    return Duration.ofNanos(System.nanoTime() - began);
  }

  @Override
  public List<Node> nodes() {
    Instant now = Instant.now();
    return listSince(System.nanoTime()).stream().map(row -> row.toNode(now)).toList();
  }
}
