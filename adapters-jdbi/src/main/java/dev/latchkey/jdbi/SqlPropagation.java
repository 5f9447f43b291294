package dev.latchkey.jdbi;

import dev.latchkey.core.port.Node;
import dev.latchkey.core.port.Propagation;
import dev.latchkey.core.port.Receipt;
import dev.latchkey.jdbi.NodeTable.Row;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Waits for the other nodes by looking at what they have written down. This node itself has
 * forgotten what it must before its change returned.
 */
final class SqlPropagation implements Propagation {

  private static final Logger LOG = System.getLogger(SqlPropagation.class.getName());

  private static final long SHORTEST_PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(1);
  private static final long LONGEST_PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

  /** Clocks of two machines do not run at quite the same speed. */
  private static final int MARGIN_PERCENT = 2;

  private final Database database;
  private final NodeTable table;
  private final @Nullable UUID self;

  /**
   * @param self this node, if it answers from memory itself
   */
  SqlPropagation(Database database, @Nullable UUID self) {
    this.database = database;
    this.table = new NodeTable(database.dialect());
    this.self = self;
  }

  @Override
  public Receipt await() {
    long began = System.nanoTime();
    try {
      return await(began);
    } catch (RuntimeException e) {
      LOG.log(Level.WARNING, "A change is made, but nobody can tell which nodes know of it.", e);
      return Receipt.UNKNOWN;
    }
  }

  private Receipt await(long began) {
    List<Row> all = database.read(table::list);
    List<Row> others = all.stream().filter(row -> !row.id().equals(self)).toList();
    // Those that come later have read a later epoch before they answer anything.
    List<Row> open = new ArrayList<>(others);
    int lapsed = 0;
    int acknowledged = all.size() - others.size();
    long pause = SHORTEST_PAUSE_NANOS;
    List<Row> latest = all;
    while (true) {
      acknowledged += removeAcknowledged(open, latest);
      lapsed += removeLapsed(open, System.nanoTime() - began);
      if (open.isEmpty()) {
        Duration waited = others.isEmpty() ? Duration.ZERO : since(began);
        return new Receipt(true, all.size(), acknowledged, lapsed, waited);
      }
      if (Thread.currentThread().isInterrupted()) {
        return Receipt.UNKNOWN;
      }
      LockSupport.parkNanos(pause);
      pause = Math.min(2 * pause, LONGEST_PAUSE_NANOS);
      latest = look(latest);
    }
  }

  // If the database is gone meanwhile, time alone will tell.
  private List<Row> look(List<Row> before) {
    try {
      return database.read(table::list);
    } catch (RuntimeException e) {
      LOG.log(Level.DEBUG, "Waiting for leases to lapse.", e);
      return before;
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

  private static int removeLapsed(List<Row> open, long waited) {
    int before = open.size();
    open.removeIf(row -> waited > row.lease().toNanos() / 100 * (100 + MARGIN_PERCENT));
    return before - open.size();
  }

  private static Duration since(long began) {
    return Duration.ofNanos(System.nanoTime() - began);
  }

  @Override
  public List<Node> nodes() {
    return database.read(table::list).stream().map(Row::toNode).toList();
  }
}
