package dev.latchkey.jdbi;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.core.port.Node;
import dev.latchkey.core.port.Receipt;
import dev.latchkey.core.testkit.Fixtures;
import dev.latchkey.core.testkit.Site;
import dev.latchkey.core.usecase.IssuedKey;
import dev.latchkey.core.user.User;
import dev.latchkey.jdbi.testkit.PostgresExtension;
import dev.latchkey.jdbi.testkit.PostgresServer;
import java.time.Duration;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Notices that do not come, listeners that die, and nodes that can't say what they know. */
@ExtendWith(PostgresExtension.class)
final class PostgresFeedTest {

  private static final Duration LEASE = Duration.ofMillis(400);
  private static final String KILL_LISTENERS =
      "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity"
          + " WHERE datname = current_database() AND pid <> pg_backend_pid()"
          + " AND (query LIKE 'LISTEN%' OR query LIKE '%latchkey_nodes%')";

  private final PostgresTestDatabase database;
  private final Site node;
  private final Site outside;
  private final User maria;

  PostgresFeedTest(PostgresServer server) {
    database = PostgresTestDatabase.on(server);
    outside = Site.over(database.open());
    node = Site.over(Remembering.open(database, VerificationCache.DEFAULT.withLease(LEASE)));
    maria = outside.member("maria");
  }

  @AfterEach
  void close() {
    node.close();
    outside.close();
    database.close();
  }

  @Test
  void givenNoticesThatDoNotCome_whenKeysAreExpired_thenTheNodeFindsOutByTheEpoch() {
    execute("ALTER TABLE latchkey_epoch DISABLE TRIGGER ALL");
    for (int round = 0; round < 5; round++) {
      IssuedKey issued = remembered("ci" + round);

      Receipt receipt = expire(issued);

      assertThat(node.accepts(issued)).isFalse();
      assertThat(receipt.acknowledged() + receipt.lapsed()).isEqualTo(1);
    }
  }

  @Test
  void givenANoticeThatDidNotCome_whenTheNextOneComes_thenTheGapIsFound() {
    IssuedKey missed = remembered("missed");
    IssuedKey heard = remembered("heard");
    try (Handle handle = database.jdbi().open()) {
      handle.execute("ALTER TABLE latchkey_epoch DISABLE TRIGGER ALL");
      handle.execute(
          "UPDATE api_keys SET expires_at = created_at WHERE id = ?", missed.key().id().value());
      handle.execute("ALTER TABLE latchkey_epoch ENABLE TRIGGER ALL");
    }

    expire(heard);

    outside.clock().advance(Duration.ofSeconds(1));
    node.clock().advance(Duration.ofSeconds(1));
    assertThat(node.accepts(heard)).isFalse();
    assertThat(node.accepts(missed)).isFalse();
  }

  @Test
  void givenAListenerThatIsKilled_whenKeysAreExpired_thenTheyAreRefusedAndItComesBack() {
    for (int round = 0; round < 5; round++) {
      IssuedKey issued = remembered("ci" + round);
      execute(KILL_LISTENERS);

      Receipt receipt = expire(issued);

      assertThat(node.accepts(issued)).isFalse();
      assertThat(receipt.isKnown()).isTrue();
      Remembering.await(
          "the listener",
          () -> outside.store().propagation().nodes().stream().allMatch(Node::isCurrent));
    }
  }

  @Test
  void givenANodeThatHearsNothingAndCanSayNothing_whenAKeyIsExpired_thenItsLeaseIsWaitedFor() {
    IssuedKey issued = remembered("ci");
    execute("ALTER TABLE latchkey_epoch DISABLE TRIGGER ALL");
    try (Handle handle = database.jdbi().open()) {
      handle.begin();
      handle.execute("LOCK TABLE latchkey_nodes IN SHARE ROW EXCLUSIVE MODE");

      Receipt receipt = expire(issued);

      assertThat(node.accepts(issued)).isFalse();
      assertThat(receipt.lapsed()).isEqualTo(1);
      assertThat(receipt.acknowledged()).isZero();
      assertThat(receipt.waited()).isGreaterThanOrEqualTo(LEASE).isLessThan(LEASE.multipliedBy(3));
      handle.rollback();
    }
  }

  @Test
  void givenANodeThatIsGoneWithoutAWord_whenAnotherLooks_thenItIsTakenOffTheList() {
    execute(
        "INSERT INTO latchkey_nodes VALUES"
            + " (gen_random_uuid(), 'gone:1', now(), now(), 7, 0, 50)");
    assertThat(outside.store().propagation().nodes()).hasSize(2);

    Remembering.await("its end", () -> outside.store().propagation().nodes().size() == 1);
  }

  @Test
  void givenANodeThatWasTakenOffTheList_whenItComesBack_thenItPutsItselfOnAgain() {
    execute("DELETE FROM latchkey_nodes");

    Remembering.await(
        "the node",
        () ->
            List.of(true)
                .equals(
                    outside.store().propagation().nodes().stream().map(Node::isCurrent).toList()));
  }

  @Test
  void givenManyKeysEndedInOneStatement_whenItIsCommitted_thenTheNodeForgetsThemAll() {
    int count = 1_000;
    IssuedKey issued = remembered("ci");
    execute(
        "INSERT INTO api_keys (id, hashed_secret, user_id, token_name, login_type, scopes,"
            + " allow_list, lifetime_seconds, created_at, updated_at, expires_at, holds_name)"
            + " SELECT lpad(n::text, 10, 'x'), hashed_secret, user_id, 'k' || n, login_type, scopes,"
            + " allow_list, lifetime_seconds, created_at, updated_at, expires_at, false"
            + " FROM api_keys, generate_series(1, "
            + count
            + ") n WHERE login_type = 'token'");

    execute("UPDATE api_keys SET expires_at = created_at");

    node.clock().advance(Duration.ofSeconds(1));
    Remembering.await("the end", () -> !node.accepts(issued));
  }

  @Test
  void givenARoleThatMayChangeKeysOnly_whenItEndsOneByHand_thenItMay() {
    String role = "only_keys_" + ProcessHandle.current().pid();
    IssuedKey issued = remembered("ci");
    try (Handle handle = database.jdbi().open()) {
      handle.execute("CREATE ROLE " + role);
      handle.execute("GRANT SELECT, UPDATE ON api_keys TO " + role);
      handle.execute("SET ROLE " + role);
      handle.execute("UPDATE api_keys SET expires_at = created_at");
      handle.execute("RESET ROLE");
      handle.execute("DROP OWNED BY " + role);
      handle.execute("DROP ROLE " + role);
    }

    node.clock().advance(Duration.ofSeconds(1));
    Remembering.await("the end", () -> !node.accepts(issued));
  }

  private IssuedKey remembered(String name) {
    IssuedKey issued = outside.issue(maria, name);
    assertThat(node.accepts(issued)).isTrue();
    assertThat(node.accepts(issued)).isTrue();
    return issued;
  }

  private Receipt expire(IssuedKey issued) {
    return outside.latchkey().expireKey().execute(Fixtures.operator(), issued.key().id()).receipt();
  }

  private void execute(String sql) {
    database.jdbi().useHandle(handle -> handle.execute(sql));
  }
}
