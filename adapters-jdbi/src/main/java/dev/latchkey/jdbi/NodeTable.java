package dev.latchkey.jdbi;

import dev.latchkey.core.port.Node;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;
import java.util.UUID;
import org.jdbi.v3.core.Handle;

/** The nodes that answer from memory, as they and others see them. Thread-safe. */
final class NodeTable {

  /** Who has said nothing for so long is taken for gone. */
  static final Duration LONGEST_SILENCE = Duration.ofSeconds(90);

  private static final String EPOCH = "SELECT epoch FROM latchkey_epoch";

  private static final String REGISTER =
      """
      INSERT INTO latchkey_nodes (id, name, started_at, seen_at, beat, acknowledged, lease_millis)
      VALUES (:id, :name, :started_at, :now, 0, -1, :lease_millis)
      ON CONFLICT (id) DO NOTHING
      """;

  private static final String BEAT =
      """
      UPDATE latchkey_nodes
      SET beat = beat + 1, acknowledged = :acknowledged, seen_at = :now
      WHERE id = :id%s
      RETURNING (SELECT epoch FROM latchkey_epoch) AS epoch
      """;

  private static final String LIST =
      "SELECT n.id, n.name, n.started_at, n.seen_at, n.lease_millis, n.beat, n.acknowledged, e.epoch"
          + " FROM latchkey_epoch e JOIN latchkey_nodes n ON true ORDER BY n.name, n.id";

  private static final String REMOVE = "DELETE FROM latchkey_nodes WHERE id = :id";

  private final Dialect dialect;
  private final String beat;

  NodeTable(Dialect dialect) {
    this.dialect = dialect;
    beat = BEAT.formatted(dialect.andWithoutWaitingForDisk());
  }

  /** How many changes there were. */
  long epoch(Handle handle) {
    return handle.createQuery(EPOCH).mapTo(Long.class).one();
  }

  /** Puts a node on the list, if it is not there. */
  void register(Handle handle, ThisNode node) {
    handle
        .createUpdate(REGISTER)
        .bind("id", node.id())
        .bind("name", node.name())
        .bind("started_at", node.startedAt())
        .bind("now", Instant.now())
        .bind("lease_millis", node.lease().toMillis())
        .execute();
  }

  /**
   * Says that a node is there, and what it knows.
   *
   * @param acknowledged the epoch up to which it has forgotten what it must
   * @return the epoch now; nothing if the node is not on the list any more
   */
  OptionalLong beat(Handle handle, UUID id, long acknowledged) {
    return handle
        .createQuery(beat)
        .bind("id", id)
        .bind("acknowledged", acknowledged)
        .bind("now", Instant.now())
        .mapTo(Long.class)
        .findOne()
        .map(OptionalLong::of)
        .orElse(OptionalLong.empty());
  }

  /** Takes a node off the list. */
  void remove(Handle handle, UUID id) {
    handle.createUpdate(REMOVE).bind("id", id).execute();
  }

  /** Takes a node off the list unless it has beaten since. */
  void remove(Handle handle, Row silent) {
    handle
        .createUpdate(REMOVE + " AND beat = :beat")
        .bind("id", silent.id())
        .bind("beat", silent.beat())
        .execute();
  }

  /** All that are on the list, by name. */
  List<Row> list(Handle handle) {
    return handle.createQuery(LIST).map((row, context) -> read(row)).list();
  }

  private Row read(ResultSet row) throws SQLException {
    ColumnReader columns = new ColumnReader(row, dialect);
    return new Row(
        UUID.fromString(columns.text()),
        columns.text(),
        columns.instant(),
        columns.instant(),
        Duration.ofMillis(columns.wholeNumber()),
        columns.wholeNumber(),
        columns.wholeNumber(),
        columns.wholeNumber());
  }

  /**
   * A node.
   *
   * @param beat how often it has said that it is there
   * @param acknowledged the epoch up to which it has forgotten what it must
   * @param epoch the epoch when this was read, the same for all
   */
  record Row(
      UUID id,
      String name,
      Instant startedAt,
      Instant seenAt,
      Duration lease,
      long beat,
      long acknowledged,
      long epoch) {

    /** What it is now, by the clock of this process. */
    Node toNode(Instant now) {
      boolean isSilent = seenAt.isBefore(now.minus(LONGEST_SILENCE));
      return new Node(id, name, startedAt, seenAt, acknowledged >= epoch && !isSilent, lease);
    }
  }
}
