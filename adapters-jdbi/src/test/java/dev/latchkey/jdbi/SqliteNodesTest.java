package dev.latchkey.jdbi;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.core.port.KeyStore;
import dev.latchkey.core.port.Node;
import dev.latchkey.core.testkit.Fixtures;
import dev.latchkey.core.testkit.Site;
import dev.latchkey.core.usecase.IssuedKey;
import dev.latchkey.core.user.User;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Nodes on one file. */
final class SqliteNodesTest implements NodesSuite {

  @TempDir Path directory;

  @Override
  public TestDatabase database() {
    return SqliteTestDatabase.in(directory);
  }

  @Test
  void givenRowsThatAreReplacedByHand_whenThatIsDone_thenTheNodeFindsOut() {
    try (Site node = Site.over(Remembering.open(database()))) {
      IssuedKey byId = node.issue(node.member("maria"), "ci");
      IssuedKey byName = node.issue(node.member("otto"), "ci");
      IssuedKey ofUser = node.issue(node.member("anna"), "ci");
      for (IssuedKey issued : List.of(byId, byName, ofUser)) {
        assertThat(node.accepts(issued)).isTrue();
      }

      replace("api_keys", "id", byId.key().id().value(), "expires_at = created_at");
      replace("api_keys", "id", byName.key().id().value(), "id = 'zzzzzzzzzz'");
      replace("users", "username", "anna", "status = 'suspended'");
      node.clock().advance(Duration.ofSeconds(1));

      Remembering.await(
          "the ends", () -> !node.accepts(byId) && !node.accepts(byName) && !node.accepts(ofUser));
    }
  }

  @Test
  void givenAnEndedKeyThatTakesItsNameBackByHand_whenThatRemovesAnother_thenTheNodeFindsOut() {
    try (Site node = Site.over(Remembering.open(database()))) {
      User maria = node.member("maria");
      IssuedKey ended = node.issue(maria, "ci");
      database()
          .jdbi()
          .useHandle(handle -> handle.execute("UPDATE api_keys SET expires_at = created_at"));
      node.clock().advance(Duration.ofSeconds(1));
      IssuedKey replaced = node.issue(maria, "ci");
      assertThat(node.accepts(replaced)).isTrue();

      database()
          .jdbi()
          .useHandle(
              handle ->
                  handle.execute(
                      "UPDATE OR REPLACE api_keys SET holds_name = TRUE WHERE id = ?",
                      ended.key().id().value()));

      Remembering.await("the end", () -> !node.accepts(replaced));
    }
  }

  // As an operator does who edits a copy of a row.
  private void replace(String table, String column, String value, String change) {
    database()
        .jdbi()
        .useHandle(
            handle -> {
              handle.execute("PRAGMA foreign_keys = OFF");
              handle.execute(
                  "CREATE TEMP TABLE copy AS SELECT * FROM %s WHERE %s = ?"
                      .formatted(table, column),
                  value);
              handle.execute("UPDATE copy SET " + change);
              handle.execute("INSERT OR REPLACE INTO main." + table + " SELECT * FROM copy");
              handle.execute("DROP TABLE copy");
            });
  }

  @Test
  void givenANodeThatHasExpiredAKey_whenOthersAskForTheNodes_thenItIsCurrentSoon() {
    try (Site node = Site.over(Remembering.open(database()));
        KeyStore outside = database().open()) {
      IssuedKey issued = node.issue(node.member("maria"), "ci");
      node.latchkey().expireKey().execute(Fixtures.operator(), issued.key().id());

      Remembering.await(
          "the node", () -> outside.propagation().nodes().stream().allMatch(Node::isCurrent));
    }
  }
}
