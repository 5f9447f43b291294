package dev.latchkey.jdbi;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.result.RowView;
import org.jdbi.v3.core.transaction.TransactionIsolationLevel;

/**
 * What has been done to the tokens of a database, by its audit trail, which must fit what the
 * tokens are like (G2).
 */
final class Changes {

  private static final String LIVE = "live";
  private static final String DEAD = "dead";
  private static final String GONE = "gone";

  /** What a token is like after which entries. Nothing else may happen to it here. */
  private static final Map<List<String>, String> STATE_AFTER =
      Map.of(
          List.of("create"), LIVE,
          List.of("create", "expire"), DEAD,
          List.of("create", "expire", "delete"), GONE,
          List.of("create", "delete"), GONE);

  private final Map<String, List<String>> actions;

  private Changes(Map<String, List<String>> actions) {
    this.actions = actions;
  }

  /** Reads the trail, and fails if the tokens are not as it says. */
  static Changes in(TestDatabase database) {
    // In one snapshot: the server may still commit what a process sent before it was killed.
    return database
        .jdbi()
        .inTransaction(
            TransactionIsolationLevel.SERIALIZABLE,
            handle -> {
              Changes changes = new Changes(actions(handle));
              changes.requireConsistent(states(handle));
              return changes;
            });
  }

  private void requireConsistent(Map<String, String> states) {
    actions.forEach(
        (id, done) ->
            assertThat(states.getOrDefault(id, GONE))
                .as("token %s, to which was done: %s", id, done)
                .isEqualTo(STATE_AFTER.get(done)));
    assertThat(actions.keySet()).containsAll(states.keySet());
  }

  /** Fails if the tokens of {@code database} are not as its trail says. */
  static void requireConsistentIn(TestDatabase database) {
    in(database);
  }

  /**
   * Each of the {@code acknowledged} changes is in the trail, and of others no more than {@code
   * underWay}.
   *
   * @param acknowledged an action and the key's id each
   */
  void requireAll(List<String> acknowledged, int underWay, String when) {
    List<String> done = new ArrayList<>();
    actions.forEach((id, ofKey) -> ofKey.forEach(action -> done.add(action + " " + id)));
    assertThat(done).as(when).doesNotHaveDuplicates().containsAll(acknowledged);
    assertThat(done).as(when).hasSizeLessThanOrEqualTo(acknowledged.size() + underWay);
  }

  private static Map<String, List<String>> actions(Handle handle) {
    return handle
        .createQuery("SELECT key_id, action FROM audit_entries ORDER BY seq")
        .reduceRows(
            new HashMap<>(),
            (actions, row) -> {
              actions
                  .computeIfAbsent(row.getColumn("key_id", String.class), id -> new ArrayList<>())
                  .add(row.getColumn("action", String.class));
              return actions;
            });
  }

  private static Map<String, String> states(Handle handle) {
    return handle
        .createQuery("SELECT id, expired_at IS NULL AS live FROM api_keys WHERE token_name <> ''")
        .reduceRows(
            new HashMap<>(),
            (Map<String, String> states, RowView row) -> {
              states.put(
                  row.getColumn("id", String.class),
                  row.getColumn("live", Boolean.class) ? LIVE : DEAD);
              return states;
            });
  }
}
