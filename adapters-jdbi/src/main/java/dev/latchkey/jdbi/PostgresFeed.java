package dev.latchkey.jdbi;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jdbi.v3.core.ConnectionFactory;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;

/**
 * Listens to the notices of a PostgreSQL server. Each transaction that ends something sends one,
 * and counts the epoch on; so a notice that did not come is found when the epoch is read, four
 * times a lease, and everything is forgotten then. Only an answer that has no epoch but those that
 * came renews the lease.
 */
final class PostgresFeed implements Feed {

  private static final String CHANNEL =
      "SELECT 'latchkey_' || 'latchkey_epoch'::regclass::oid || '_'"
          + " || translate(channel::text, '-', '') FROM latchkey_epoch";

  private static final int BEATS_A_LEASE = 4;

  private static final int PATIENCE_LEASES = 4;

  /** What is read before is answered at the latest then, so that closing takes no longer. */
  private static final long LONGEST_WAIT_MILLIS = 50;

  private static final int SILENCE_LEASES = 2;
  private static final long SHORTEST_SILENCE_MILLIS = 1_000;
  private static final long CATCH_UP_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

  private final Dialect dialect;
  private final KeyMemory memory;
  private final Lease lease;
  private final ThisNode node;
  private final NodeTable table;
  private final SilentNodes silent;
  private final int silenceMillis;
  private final long betweenBeats;
  private final FeedThread thread;

  /** Every change up to it was forgotten. Of the thread alone. */
  private long applied = -1;

  /**
   * @param lease renewed here
   */
  PostgresFeed(
      ConnectionFactory connections,
      Dialect dialect,
      KeyMemory memory,
      Lease lease,
      VerificationCache settings) {
    this.dialect = dialect;
    this.memory = memory;
    this.lease = lease;
    node = ThisNode.withLease(settings.lease().plus(settings.grace()));
    table = new NodeTable(dialect);
    silent = new SilentNodes(table, settings.lease().multipliedBy(PATIENCE_LEASES));
    // Without the grace, which is for a database that is gone: this waits for one that is not.
    silenceMillis =
        (int) Math.max(SHORTEST_SILENCE_MILLIS, SILENCE_LEASES * settings.lease().toMillis());
    betweenBeats = settings.lease().toNanos() / BEATS_A_LEASE;
    thread = new FeedThread(connections, this::attend);
    thread.start();
  }

  @Override
  public UUID node() {
    return node.id();
  }

  @Override
  public <R> R within(Handle handle, Touched touched, Supplier<R> work) {
    return work.get();
  }

  @Override
  public void ended(Touched touched, boolean committed) {
    forget(touched);
  }

  @Override
  public void forget(Touched touched) {
    touched.forgetIn(memory);
  }

  private void attend(Connection connection, FeedThread owner) throws SQLException {
    boolean automatic = connection.getAutoCommit();
    int patience = connection.getNetworkTimeout();
    connection.setAutoCommit(true);
    try {
      attend(connection.unwrap(PGConnection.class), handle(connection), owner);
      restore(connection, automatic, patience);
    } catch (SQLException | RuntimeException | Error e) {
      // A host's pool must not hand it to somebody else.
      connection.abort(Runnable::run);
      throw e;
    }
  }

  private Handle handle(Connection connection) {
    Jdbi jdbi = Jdbi.create(connection);
    dialect.configure(jdbi);
    return jdbi.open();
  }

  private static void restore(Connection connection, boolean automatic, int patience)
      throws SQLException {
    try (var statement = connection.createStatement()) {
      statement.execute("UNLISTEN *");
    }
    connection.setNetworkTimeout(Runnable::run, patience);
    connection.setAutoCommit(automatic);
  }

  private void attend(PGConnection notices, Handle handle, FeedThread owner) throws SQLException {
    applied = -1;
    String channel = handle.createQuery(CHANNEL).mapTo(String.class).one();
    handle.execute("LISTEN " + channel);
    // Before the first beat, so that whoever has committed a change that it does not see finds
    // this node on the list.
    table.register(handle, node);
    long due = System.nanoTime();
    int beats = 0;
    while (!owner.isClosed()) {
      long now = System.nanoTime();
      if (now - due >= 0) {
        due = beat(notices, handle, owner) ? now + betweenBeats : now;
        beats++;
        if (beats % BEATS_A_LEASE == 0) {
          silent.remove(handle);
        }
      } else if (hear(notices, Math.min(LONGEST_WAIT_MILLIS, millis(due - now)))) {
        due = System.nanoTime();
      }
    }
    lease.giveUp();
    table.remove(handle, node.id());
  }

  /**
   * Says what this node knows, and renews the lease.
   *
   * @return whether that is all that there is to know
   */
  private boolean beat(PGConnection notices, Handle handle, FeedThread owner) throws SQLException {
    // Each time, because the driver forgets it when it has waited for notices.
    handle.getConnection().setNetworkTimeout(Runnable::run, silenceMillis);
    long asked = System.nanoTime();
    long acknowledged = applied;
    OptionalLong epoch = table.beat(handle, node.id(), acknowledged);
    if (epoch.isEmpty()) {
      // Somebody has taken this node for gone. It is only waited for once it is on the list again.
      table.register(handle, node);
      return false;
    }
    catchUp(notices, epoch.getAsLong(), acknowledged);
    lease.renew(asked);
    owner.inStep();
    return acknowledged == applied;
  }

  private void catchUp(PGConnection notices, long epoch, long acknowledgedBefore)
      throws SQLException {
    if (applied >= 0) {
      long end = System.nanoTime() + CATCH_UP_NANOS;
      while (applied < epoch && System.nanoTime() - end < 0) {
        hear(notices, 1);
      }
    }
    // Nothing is known yet, a notice did not come, or this is an older state of the database.
    if (applied < 0 || applied < epoch || acknowledgedBefore > epoch) {
      memory.forgetAll();
      applied = epoch;
    }
  }

  /** Whether anything was told in that time. */
  private boolean hear(PGConnection notices, long millis) throws SQLException {
    PGNotification[] told = notices.getNotifications((int) Math.max(1, millis));
    if (told == null) {
      return false;
    }
    for (PGNotification notification : told) {
      apply(Notice.parse(notification.getParameter()));
    }
    return told.length > 0;
  }

  private void apply(Notice notice) {
    if (notice.epoch() <= applied) {
      return;
    }
    if (notice.epoch() == applied + 1) {
      notice.forgetIn(memory);
    } else {
      memory.forgetAll();
    }
    applied = notice.epoch();
  }

  private static long millis(long nanos) {
    return TimeUnit.NANOSECONDS.toMillis(nanos);
  }

  @Override
  public void close() {
    thread.close();
  }
}
