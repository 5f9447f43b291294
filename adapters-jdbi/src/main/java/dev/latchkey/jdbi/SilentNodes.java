package dev.latchkey.jdbi;

import dev.latchkey.jdbi.NodeTable.Row;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jdbi.v3.core.Handle;

/**
 * Takes nodes off the list that are gone without a word: those whose beat has not moved for a long
 * time, by the clock of this process. Belongs to one thread.
 */
final class SilentNodes {

  private final NodeTable table;
  private final Duration patience;
  private Map<UUID, Beat> beats = new HashMap<>();

  /**
   * @param patience how long a beat may be the same, on top of two leases of the node
   */
  SilentNodes(NodeTable table, Duration patience) {
    this.table = table;
    this.patience = patience;
  }

  void remove(Handle handle) {
    List<Row> rows = table.list(handle);
    Map<UUID, Beat> seen = new HashMap<>();
    long now = System.nanoTime();
    for (Row row : rows) {
      Beat before = beats.get(row.id());
      Beat latest =
          before != null && before.count == row.beat() ? before : new Beat(row.beat(), now);
      seen.put(row.id(), latest);
      if (now - latest.since > patience.plus(row.lease().multipliedBy(2)).toNanos()) {
        table.remove(handle, row);
      }
    }
    beats = seen;
  }

  private record Beat(long count, long since) {}
}
