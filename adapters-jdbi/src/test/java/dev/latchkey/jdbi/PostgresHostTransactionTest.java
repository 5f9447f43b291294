package dev.latchkey.jdbi;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.latchkey.core.error.LatchkeyException.Unavailable;
import dev.latchkey.core.port.KeyStore;
import dev.latchkey.jdbi.testkit.PostgresExtension;
import dev.latchkey.jdbi.testkit.PostgresServer;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(PostgresExtension.class)
final class PostgresHostTransactionTest implements HostTransactionSuite {

  private final TestDatabase database;

  PostgresHostTransactionTest(PostgresServer server) {
    database = PostgresTestDatabase.on(server);
  }

  @AfterEach
  void drop() {
    database.close();
  }

  @Override
  public TestDatabase database() {
    return database;
  }

  @Test
  void givenAConnectionThatBreaks_whenUsedAgain_thenTheHostIsToldToRollBack() throws SQLException {
    try (Connection connection = DriverManager.getConnection(database.jdbcUrl())) {
      connection.setAutoCommit(false);
      KeyStore lent = JdbiKeyStore.within(connection);

      assertThatExceptionOfType(Unavailable.class)
          .isThrownBy(
              () ->
                  lent.transactor()
                      .inTransaction(
                          unitOfWork -> {
                            endEveryOther();
                            return unitOfWork.users().anyExists();
                          }));

      assertThatIllegalStateException()
          .isThrownBy(() -> lent.users().anyExists())
          .withMessageContaining("it failed, roll it back");
    }
  }

  private void endEveryOther() {
    database
        .jdbi()
        .useHandle(
            handle ->
                handle.execute(
                    """
                    SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity
                    WHERE datname = current_database() AND pid <> pg_backend_pid()
                    """));
  }
}
