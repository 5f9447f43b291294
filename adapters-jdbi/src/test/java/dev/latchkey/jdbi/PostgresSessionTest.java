package dev.latchkey.jdbi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.latchkey.core.error.LatchkeyException.Unavailable;
import dev.latchkey.jdbi.testkit.PostgresExtension;
import dev.latchkey.jdbi.testkit.PostgresServer;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What is set for each connection, and what of a host's connections is not accepted. */
@ExtendWith(PostgresExtension.class)
final class PostgresSessionTest {

  private final PostgresTestDatabase database;
  private final String name;

  PostgresSessionTest(PostgresServer server) {
    database = PostgresTestDatabase.on(server);
    name =
        database
            .jdbi()
            .withHandle(
                handle ->
                    handle.createQuery("SELECT current_database()").mapTo(String.class).one());
  }

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void givenADatabaseThatAcknowledgesEarly_whenOpened_thenACommitIsOnTheDiskAllTheSame() {
    set("synchronous_commit", "off");

    assertThat(setting("synchronous_commit")).isEqualTo("on");
  }

  @Test
  void givenNothingSet_whenOpened_thenNothingMayTakeForEver() {
    assertThat(setting("statement_timeout")).isEqualTo("5s");
    assertThat(setting("lock_timeout")).isEqualTo("3s");
    assertThat(setting("idle_in_transaction_session_timeout")).isEqualTo("10s");
  }

  @Test
  void givenLimitsOfTheOperator_whenOpened_thenTheyStay() {
    set("statement_timeout", "7s");
    set("synchronous_commit", "local");

    assertThat(setting("statement_timeout")).isEqualTo("7s");
    assertThat(setting("synchronous_commit")).isEqualTo("local");
  }

  @Test
  void givenAStatementThatTakesTooLong_whenItIsEnded_thenThatIsToldAndWorkGoesOn() {
    set("statement_timeout", "50ms");
    try (Database store = open()) {
      assertThatThrownBy(() -> store.read(handle -> handle.execute("SELECT pg_sleep(60)")))
          .isInstanceOf(Unavailable.class)
          .hasMessageContaining("took too long");

      int one = store.read(handle -> handle.select("SELECT 1").mapTo(Integer.class).one());
      assertThat(one).isEqualTo(1);
    }
  }

  @Test
  void givenNoSuchDatabase_whenOpened_thenThatIsTold() {
    String url = database.jdbcUrl().replace(name, name + "_not");

    assertThatThrownBy(() -> JdbiKeyStore.open(url))
        .isInstanceOf(Unavailable.class)
        .hasMessageContaining("does not exist");
  }

  /** Who waited for a lock must see what was committed meanwhile. */
  @Test
  void givenATransactionThatSeesAnOlderState_whenLent_thenItIsRefused() throws SQLException {
    try (Connection connection = DriverManager.getConnection(database.jdbcUrl())) {
      connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
      connection.setAutoCommit(false);

      assertThatThrownBy(() -> JdbiKeyStore.within(connection))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("READ COMMITTED");
    }
  }

  private void set(String setting, String value) {
    database
        .jdbi()
        .useHandle(
            handle ->
                handle.execute("ALTER DATABASE %s SET %s = '%s'".formatted(name, setting, value)));
  }

  private String setting(String setting) {
    try (Database store = open()) {
      return store.read(handle -> handle.createQuery("SHOW " + setting).mapTo(String.class).one());
    }
  }

  private Database open() {
    return PostgresDatabase.open(PostgresUrl.of(database.jdbcUrl()));
  }
}
