package dev.latchkey.jdbi;

import dev.latchkey.jdbi.NodeTable.Row;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Looks at the list of nodes, one for all who want to know at the same time: however many wait for
 * a node that is gone, the database is asked as often as for one. Thread-safe.
 */
final class NodeLooks {

  private final Database database;
  private final NodeTable table;
  private final ReentrantLock lock = new ReentrantLock();

  /** The latest. Guarded by the lock. */
  private @Nullable Look latest;

  NodeLooks(Database database) {
    this.database = database;
    this.table = new NodeTable(database.dialect());
  }

  /**
   * All that are on the list.
   *
   * @param since by {@link System#nanoTime}: a look that began before it will not do
   * @throws RuntimeException if that look fails, as the database does
   */
  List<Row> since(long since) {
    lock.lock();
    try {
      if (latest == null || latest.began - since < 0) {
        latest = look();
      }
      return latest.rows();
    } finally {
      lock.unlock();
    }
  }

  // A failure is shared, too, or whoever waits would find out about a database that is gone one
  // after the other.
  private Look look() {
    long began = System.nanoTime();
    try {
      return new Look(began, database.read(table::list), null);
    } catch (RuntimeException e) {
      return new Look(began, List.of(), e);
    }
  }

  private record Look(long began, List<Row> found, @Nullable RuntimeException failure) {

    List<Row> rows() {
      if (failure != null) {
        throw failure;
      }
      return found;
    }
  }
}
