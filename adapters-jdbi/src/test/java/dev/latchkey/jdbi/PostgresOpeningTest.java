package dev.latchkey.jdbi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.fail;

import dev.latchkey.core.error.StoreException;
import dev.latchkey.core.port.AuditQueries.Filter;
import dev.latchkey.core.testkit.Race;
import dev.latchkey.core.testkit.Site;
import dev.latchkey.core.usecase.IssuedKey;
import dev.latchkey.jdbi.testkit.PostgresExtension;
import dev.latchkey.jdbi.testkit.PostgresServer;
import java.sql.DriverManager;
import java.util.List;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Which databases are opened, how their tables come to be, and which are refused. */
@ExtendWith(PostgresExtension.class)
final class PostgresOpeningTest {

  private static final int ROUNDS = 3;
  private static final int RUNNERS = 3;

  private final PostgresServer server;
  private final String url;
  private final Jdbi jdbi;

  PostgresOpeningTest(PostgresServer server) {
    this.server = server;
    url = server.createEmptyDatabase();
    jdbi = Jdbi.create(url);
  }

  @AfterEach
  void drop() {
    server.drop(url);
  }

  @Test
  void givenAnEmptyDatabase_whenManyNodesOpenItAtOnce_thenAllSucceed() {
    for (int round = 0; round < ROUNDS; round++) {
      execute("CREATE SCHEMA round" + round);
      String fresh = withOption("currentSchema=round" + round);

      List<JdbiKeyStore> stores = Race.of(RUNNERS, () -> JdbiKeyStore.open(fresh));

      assertThat(stores).allSatisfy(store -> assertThat(store.users().anyExists()).isFalse());
      stores.forEach(JdbiKeyStore::close);
    }
  }

  @Test
  void givenAnUpToDateDatabase_whenOpened_thenItCostsOneQuery() {
    JdbiKeyStore.open(url).close();
    CountedStatements counted = new CountedStatements(() -> DriverManager.getConnection(url));

    new PostgresSchema(counted, schema -> fail("nothing is to be migrated")).bringUpToDate();

    assertThat(counted.count()).isEqualTo(1);
  }

  @Test
  void givenADatabaseOfANewerProgram_whenOpened_thenTheMessageSaysWhatToDo() {
    JdbiKeyStore.open(url).close();
    execute(
        "UPDATE latchkey_schema_history SET version = '"
            + (SchemaVersion.CURRENT + 1)
            + "' WHERE version = '"
            + SchemaVersion.CURRENT
            + "'");

    assertThatThrownBy(() -> JdbiKeyStore.open(url))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("use a newer Latchkey");
  }

  /** What the first version left behind: no index over site owners, and few over the trail. */
  @Test
  void givenADatabaseOfVersionOne_whenOpened_thenAllIsThereAndItIsUpToDate() {
    IssuedKey issued;
    try (Site site = Site.over(JdbiKeyStore.open(url))) {
      issued = site.issue(site.siteOwner("root"), "ci");
    }
    execute("DROP FUNCTION latchkey_note_change, latchkey_tell_nodes CASCADE");
    execute("DROP TABLE latchkey_epoch, latchkey_nodes");
    execute("DROP INDEX users_active_owners");
    execute("DELETE FROM latchkey_schema_history WHERE version > '1'");
    execute(
        "DROP INDEX audit_entries_of_key, audit_entries_of_request, audit_entries_of_user,"
            + " audit_entries_about_users, audit_entries_by_action, audit_entries_by_time");
    execute(
        "ALTER TABLE audit_entries DROP COLUMN reason, DROP COLUMN denied,"
            + " DROP COLUMN target_folded, DROP COLUMN actor_folded, DROP COLUMN actor_operator");
    execute("CREATE INDEX audit_entries_of_key ON audit_entries (key_id, seq)");
    execute("ALTER TABLE api_keys DROP COLUMN request_count, DROP COLUMN refused_count");

    try (Site site = Site.over(JdbiKeyStore.open(url))) {
      assertThat(site.accepts(issued)).isTrue();
      assertThat(site.audit()).hasSize(1);
      Filter byNames = Filter.builder().target("CI").actor("Root").build();
      assertThat(site.store().audit().search(byNames, 0, 9).count()).isEqualTo(1);
    }
    assertThatThrownBy(() -> execute("CREATE INDEX users_active_owners ON users (status)"))
        .hasMessageContaining("already exists");
  }

  @Test
  void givenAHostsTables_whenOpened_thenOursAreBesideThem() {
    execute("CREATE TABLE recipes (name text)");
    execute("CREATE TABLE flyway_schema_history (whatever text)");

    try (JdbiKeyStore store = JdbiKeyStore.open(url)) {
      assertThat(store.users().anyExists()).isFalse();
    }
    execute("INSERT INTO recipes VALUES ('soup')");
  }

  @Test
  void givenTablesOfOurNames_whenOpened_thenTheMessageNamesThemAndTheyStayAsTheyWere() {
    execute("CREATE TABLE users (name text)");

    assertThatThrownBy(() -> JdbiKeyStore.open(url))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("found: users;")
        .hasMessageContaining("CREATE SCHEMA");
    execute("INSERT INTO users (name) VALUES ('maria')");
    assertThatThrownBy(() -> execute("SELECT FROM api_keys")).hasMessageContaining("not exist");
  }

  @Test
  void givenASchemaThatDoesNotExist_whenOpened_thenTheMessageSaysWhatToDo() {
    assertThatThrownBy(() -> JdbiKeyStore.open(withOption("currentSchema=missing")))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("CREATE SCHEMA");
  }

  /** Every server has the role, and no rights come with it in a schema. */
  @Test
  void givenAUserWithoutRights_whenOpened_thenTheMessageSaysWhichAreMissing() {
    assertThatThrownBy(() -> JdbiKeyStore.open(withOption("options=-c%20role=pg_monitor")))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("USAGE and CREATE");
  }

  private String withOption(String option) {
    return url + (url.contains("?") ? "&" : "?") + option;
  }

  private void execute(String sql) {
    jdbi.useHandle(handle -> handle.execute(sql));
  }
}
