package dev.latchkey.jdbi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.latchkey.core.port.Node;
import dev.latchkey.core.port.Receipt;
import dev.latchkey.core.testkit.Fixtures;
import dev.latchkey.core.testkit.Site;
import dev.latchkey.core.usecase.IssuedKey;
import dev.latchkey.core.user.User;
import dev.latchkey.jdbi.testkit.PostgresExtension;
import dev.latchkey.jdbi.testkit.PostgresServer;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.postgresql.ds.PGSimpleDataSource;

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
  void givenConstraintsThatAreChecked_whenKeysAreEndedByHand_thenTheNodeHearsOfAll() {
    IssuedKey before = remembered("before");
    for (String checked :
        List.of("ALL", "latchkey_tell_nodes", "latchkey_key_changed", "latchkey_user_changed")) {
      List<IssuedKey> keys =
          Stream.of("first", "second", "third").map(name -> remembered(name + checked)).toList();

      // By one connection, whose settings outlast a transaction.
      try (Handle handle = database.jdbi().open()) {
        for (IssuedKey ended : keys.subList(0, 2)) {
          handle.begin();
          end(handle, before);
          handle.execute("SET CONSTRAINTS " + checked + " IMMEDIATE");
          end(handle, ended);
          end(handle, keys.get(2));
          handle.commit();
        }
      }

      node.clock().advance(Duration.ofSeconds(1));
      Remembering.await("the ends", () -> keys.stream().noneMatch(node::accepts));
    }
  }

  // Each time another end, or nothing would change.
  private static void end(Handle handle, IssuedKey issued) {
    handle.execute(
        "UPDATE api_keys SET expires_at = created_at + random() * INTERVAL '1 second' WHERE id = ?",
        issued.key().id().value());
  }

  @Test
  void givenANodeThatLooksEveryFewMinutesOnly_whenAKeyIsExpired_thenItHearsOfItAtOnce() {
    VerificationCache patient = VerificationCache.DEFAULT.withLease(Duration.ofMinutes(10));
    try (Site listening = Site.over(Remembering.open(database, patient))) {
      IssuedKey issued = outside.issue(maria, "ci");
      assertThat(listening.accepts(issued)).isTrue();

      Receipt receipt = expire(issued);

      assertThat(receipt.acknowledged()).isEqualTo(2);
      assertThat(receipt.waited()).isLessThan(Duration.ofMinutes(1));
      assertThat(listening.accepts(issued)).isFalse();
    }
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

  @Test
  void givenAMissedNoticeAndAKeyThatHasEnded_whenTheNodeIsAskedToEndIt_thenItRefusesIt() {
    IssuedKey issued = remembered("ci");
    execute("ALTER TABLE latchkey_epoch DISABLE TRIGGER ALL");
    execute(
        "UPDATE api_keys SET expired_at = created_at, expires_at = created_at, holds_name = false");

    node.latchkey().expireKey().execute(Fixtures.operator(), issued.key().id());

    assertThat(node.accepts(issued)).isFalse();
  }

  @Test
  void givenADatabaseThatIsGoneBehindTheChange_whenAKeyIsExpired_thenNoNodeAcceptsItAfterwards() {
    IssuedKey issued = remembered("ci");
    FailingPool pool = new FailingPool(database.jdbcUrl());
    execute("ALTER TABLE latchkey_epoch DISABLE TRIGGER ALL");
    try (Site cutOff = Site.over(JdbiKeyStore.over(pool))) {
      pool.failAfter(1);

      Receipt receipt =
          cutOff.latchkey().expireKey().execute(Fixtures.operator(), issued.key().id()).receipt();

      assertThat(node.accepts(issued)).isFalse();
      assertThat(receipt).isEqualTo(Receipt.UNKNOWN);
    }
  }

  @Test
  void givenTwoSchemas_whenOneTransactionEndsKeysOfBoth_thenTheNodesOfBothFindOut() {
    execute("CREATE SCHEMA \"other-one\"");
    String url = database.jdbcUrl() + "&currentSchema=%22other-one%22";
    IssuedKey here = remembered("ci");
    try (Site there = Site.over(JdbiKeyStore.open(url, VerificationCache.DEFAULT))) {
      IssuedKey other = there.issue(there.member("otto"), "ci");
      Remembering.await("a lease", () -> there.latchkey().verifyKey().isFromMemory());
      assertThat(there.accepts(other)).isTrue();
      assertThat(there.accepts(other)).isTrue();

      try (Handle handle = database.jdbi().open()) {
        handle.begin();
        handle.execute("UPDATE api_keys SET expires_at = created_at");
        handle.execute("UPDATE \"other-one\".api_keys SET expires_at = created_at");
        handle.commit();
      }

      for (Site site : List.of(node, there)) {
        site.clock().advance(Duration.ofSeconds(1));
      }
      Remembering.await("both ends", () -> !node.accepts(here) && !there.accepts(other));
    }
  }

  @Test
  void givenARoleThatMayOnlyConnect_whenItWantsTheTriggersForItself_thenItIsRefused() {
    String role = "guest_" + ProcessHandle.current().pid();
    try (Handle handle = database.jdbi().open()) {
      handle.execute("CREATE ROLE " + role);
      handle.execute("SET ROLE " + role);
      handle.execute("CREATE TEMP TABLE mine (id text)");
      for (String function : List.of("latchkey_note_change", "latchkey_tell_nodes")) {
        assertThatThrownBy(
                () ->
                    handle.execute(
                        "CREATE TRIGGER t AFTER UPDATE ON mine FOR EACH ROW EXECUTE FUNCTION "
                            + function
                            + "()"))
            .hasMessageContaining("permission denied for function " + function);
      }
      handle.execute("RESET ROLE");
      handle.execute("DROP OWNED BY " + role);
      handle.execute("DROP ROLE " + role);
    }
  }

  /** A host's pool, whose database is away at will. */
  private static final class FailingPool extends PGSimpleDataSource {
    private static final long serialVersionUID = 1L;
    private final AtomicInteger left = new AtomicInteger(Integer.MAX_VALUE);

    FailingPool(String url) {
      setURL(url);
    }

    void failAfter(int connections) {
      left.set(connections);
    }

    @Override
    public Connection getConnection() throws SQLException {
      if (left.getAndDecrement() <= 0) {
        throw new SQLException("gone", "08001");
      }
      return super.getConnection();
    }
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
