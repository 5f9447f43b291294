package dev.latchkey.jdbi;

import static dev.latchkey.core.testkit.Fixtures.NOW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.util.Throwables.getStackTrace;

import dev.latchkey.core.error.StoreException;
import dev.latchkey.core.key.TokenName;
import dev.latchkey.core.port.KeyQueries.Page;
import dev.latchkey.core.testkit.Site;
import dev.latchkey.core.usecase.IssuedKey;
import dev.latchkey.core.user.User;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Records that SQL by hand has broken are a fault of the store, and never of the caller. */
final class SqliteBrokenRecordTest {

  private static final String MARKER = "caf\u00e9";

  @TempDir Path directory;
  private Path file;
  private Site site;
  private User maria;
  private IssuedKey issued;

  @BeforeEach
  void open() {
    file = directory.resolve("keys.db");
    site = Site.over(JdbiKeyStore.sqlite(file));
    maria = site.member("maria");
    issued = site.issue(maria, "ci");
  }

  @AfterEach
  void close() {
    site.close();
  }

  @Test
  void givenABrokenKey_whenRead_thenTheFaultNamesItAndRepeatsNothing() throws SQLException {
    for (String broken :
        List.of(
            "scopes = '" + MARKER + "'",
            "allow_list = '" + MARKER + "'",
            "allow_list = ' '",
            "token_name = ' " + MARKER + "'")) {
      keepRows("api_keys");
      execute("UPDATE api_keys SET " + broken + " WHERE id = '" + issued.key().id() + "'");
      assertNamed("api_keys", issued.key().id().value(), () -> site.accepts(issued));
      restoreRows("api_keys");
    }
  }

  @Test
  void givenABrokenUser_whenRead_thenTheFaultNamesItAndRepeatsNothing() throws SQLException {
    for (String broken : List.of("username = '" + MARKER + " '", "roles = '" + MARKER + "'")) {
      execute("UPDATE users SET " + broken);

      assertNamed("users", maria.id().toString(), () -> site.store().users().byId(maria.id()));
      assertNamed("users", maria.id().toString(), () -> site.accepts(issued));
    }
  }

  @Test
  void givenAKeyWhoseOwnerIsBrokenOrGone_whenListed_thenTheFaultNamesTheOwner()
      throws SQLException {
    for (String sql :
        List.of("UPDATE users SET username = '" + MARKER + " '", "DELETE FROM users")) {
      execute(sql);

      assertNamed("users", maria.id().toString(), () -> site.stored(issued.key().id()));
      assertNamed(
          "users",
          maria.id().toString(),
          () -> site.store().keys().byName(maria.id(), new TokenName("ci"), NOW));
      assertNamed(
          "users",
          maria.id().toString(),
          () -> site.store().keys().tokens(new Page(null, null, null, 9)));
    }
  }

  @Test
  void givenABrokenAuditEntry_whenRead_thenTheFaultNamesItAndRepeatsNothing() throws SQLException {
    String id = site.audit().get(0).id().toString();
    for (String broken :
        List.of(
            "action = '" + MARKER + "'",
            "request_id = '" + MARKER + "'",
            "actor_user_id = NULL",
            "actor_key_id = NULL",
            "new_state = json_set(new_state, '$.created_at', '" + MARKER + "')",
            "new_state = json_set(new_state, '$.last_used', '" + MARKER + "')",
            "new_state = json_set(new_state, '$.allow_list', '" + MARKER + "')",
            "new_state = json_set(new_state, '$.allow_list', '')",
            "new_state = json_remove(new_state, '$.owner')",
            "new_state = json_remove(new_state, '$.scopes')",
            "new_state = json_remove(new_state, '$.expires_at')",
            "new_state = '{}'",
            "key_id = NULL")) {
      keepRows("audit_entries");
      execute("UPDATE audit_entries SET " + broken);
      assertNamed("audit_entries", id, site::audit);
      restoreRows("audit_entries");
    }
  }

  private static void assertNamed(String table, String id, ThrowingCallable reading) {
    assertThatThrownBy(reading)
        .isInstanceOf(StoreException.class)
        .hasMessage(
            "The record " + id + " in the table " + table + " breaks a rule; correct it by SQL.")
        .satisfies(fault -> assertThat(getStackTrace(fault)).doesNotContain(MARKER));
  }

  private void keepRows(String table) throws SQLException {
    execute("CREATE TABLE kept AS SELECT * FROM " + table);
  }

  private void restoreRows(String table) throws SQLException {
    execute("DELETE FROM " + table);
    execute("INSERT INTO " + table + " SELECT * FROM kept");
    execute("DROP TABLE kept");
  }

  private void execute(String sql) throws SQLException {
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        Statement statement = connection.createStatement()) {
      statement.executeUpdate(sql);
    }
  }
}
