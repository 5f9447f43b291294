package dev.latchkey.jdbi;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.UUID;
import java.util.function.Supplier;
import org.jdbi.v3.core.ConnectionFactory;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/**
 * Looks every few milliseconds whether anybody else has changed an SQLite file. What was changed
 * nobody tells, so that everything is forgotten then. A look that shows nothing new renews the
 * lease, which is short, because nobody is told of changes at once.
 */
final class SqliteFeed implements Feed {

  /** Whoever changes something waits so long at most for other processes to find out. */
  static final Duration LONGEST_LEASE = Duration.ofMillis(100);

  private static final int LOOKS_A_LEASE = 4;

  /** Each is a write, and nobody but a process that wants to tidy up looks at it. */
  private static final long BETWEEN_BEATS_NANOS = Duration.ofSeconds(30).toNanos();

  /** Others are told of what this node itself has changed no more often than that. */
  private static final long BETWEEN_NEWS_NANOS = Duration.ofSeconds(1).toNanos();

  private final SqliteFile file;
  private final Dialect dialect;
  private final KeyMemory memory;
  private final Lease lease;
  private final ThisNode node;
  private final NodeTable table;
  private final SilentNodes silent;
  private final long betweenLooksMillis;
  private final FeedThread thread;

  /** Every change up to it was forgotten. */
  private long applied = -1;

  /** What of that others can read. Of the thread alone. */
  private long acknowledged = -1;

  SqliteFeed(
      SqliteFile file,
      ConnectionFactory connections,
      Dialect dialect,
      KeyMemory memory,
      Lease lease,
      VerificationCache settings) {
    this.file = file;
    this.dialect = dialect;
    this.memory = memory;
    this.lease = lease;
    node = ThisNode.withLease(lengthOf(settings).plus(settings.grace()));
    table = new NodeTable(dialect);
    silent = new SilentNodes(table, NodeTable.LONGEST_SILENCE);
    betweenLooksMillis = lengthOf(settings).toMillis() / LOOKS_A_LEASE;
    thread = new FeedThread(connections, this::attend);
    thread.start();
  }

  /** How long the lease of a node with these settings is. */
  static Duration lengthOf(VerificationCache settings) {
    return settings.lease().compareTo(LONGEST_LEASE) < 0 ? settings.lease() : LONGEST_LEASE;
  }

  @Override
  public UUID node() {
    return node.id();
  }

  /** Nobody else writes meanwhile, so that between the two epochs there is nothing but the work. */
  @Override
  public <R> R within(Handle handle, Touched touched, Supplier<R> work) {
    touched.epochBefore = table.epoch(handle);
    R result = work.get();
    touched.epochAfter = touched.isEmpty() ? touched.epochBefore : table.epoch(handle);
    return result;
  }

  @Override
  public void forget(Touched touched) {
    touched.forgetIn(memory);
  }

  @Override
  public void ended(Touched touched, boolean committed) {
    forget(touched);
    if (committed) {
      skip(touched);
    }
  }

  private synchronized void skip(Touched touched) {
    if (applied == touched.epochBefore) {
      applied = touched.epochAfter;
    }
  }

  private void attend(Connection connection, FeedThread owner) throws SQLException {
    Jdbi jdbi = Jdbi.create(connection);
    dialect.configure(jdbi);
    try (Handle handle = jdbi.open()) {
      file.requireSame();
      long registering = System.nanoTime();
      // Before the first look, so that whoever has committed a change that it does not see finds
      // this node on the list.
      table.register(handle, node);
      forgetAll();
      look(handle, owner, registering);
      lease.giveUp();
      table.remove(handle, node.id());
    }
  }

  private synchronized void forgetAll() {
    memory.forgetAll();
    applied = -1;
  }

  private void look(Handle handle, FeedThread owner, long registered) {
    long version = Long.MIN_VALUE;
    long beaten = registered;
    while (!owner.isClosed()) {
      // Before it is seen whether this node has been silent: it may stand still anywhere below
      // until others have taken it off the list, and what it renews then must have lapsed
      // already.
      long asked = System.nanoTime();
      if (asked - beaten > betweenBeats()) {
        beaten = beat(handle);
      }
      file.requireSame();
      long seen = handle.createQuery("PRAGMA data_version").mapTo(Long.class).one();
      boolean changed = seen != version && isNews(table.epoch(handle));
      version = seen;
      lease.renew(asked);
      owner.inStep();
      if (changed) {
        beaten = beat(handle);
      }
      owner.pause(betweenLooksMillis);
    }
  }

  private synchronized boolean isNews(long epoch) {
    if (epoch == applied) {
      return false;
    }
    memory.forgetAll();
    applied = epoch;
    return true;
  }

  private long betweenBeats() {
    return acknowledged == applied() ? BETWEEN_BEATS_NANOS : BETWEEN_NEWS_NANOS;
  }

  private long beat(Handle handle) {
    long now = System.nanoTime();
    acknowledged = applied();
    if (table.beat(handle, node.id(), acknowledged).isEmpty()) {
      table.register(handle, node);
    }
    silent.remove(handle);
    return now;
  }

  private synchronized long applied() {
    return applied;
  }

  @Override
  public void close() {
    thread.close();
  }
}
