package dev.latchkey.jdbi;

import static dev.latchkey.core.testkit.Fixtures.NOW;
import static dev.latchkey.core.testkit.Fixtures.aRequest;
import static dev.latchkey.core.testkit.Fixtures.member;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.latchkey.core.audit.AuditEntry;
import dev.latchkey.core.error.LatchkeyException.Unavailable;
import dev.latchkey.core.port.KeyStore;
import dev.latchkey.core.testkit.Fixtures;
import dev.latchkey.core.user.User;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SqliteHostTransactionTest implements HostTransactionSuite {

  @TempDir Path directory;

  private TestDatabase database;

  @BeforeEach
  void create() {
    database = SqliteTestDatabase.in(directory);
  }

  @Override
  public TestDatabase database() {
    return database;
  }

  /** SQLite then gives up the whole transaction by itself. */
  @Test
  void givenADiskThatIsFull_whenUsedAgain_thenTheHostIsToldToRollBackAndNothingIsThere()
      throws SQLException {
    try (JdbiKeyStore store = database.open()) {
      try (Connection connection = DriverManager.getConnection(database.jdbcUrl());
          Statement statement = connection.createStatement()) {
        statement.execute("PRAGMA max_page_count = 1");
        connection.setAutoCommit(false);
        KeyStore lent = JdbiKeyStore.within(connection);

        assertThatExceptionOfType(Unavailable.class).isThrownBy(() -> fill(lent));

        assertThatIllegalStateException()
            .isThrownBy(() -> fill(lent))
            .withMessageContaining("it failed, roll it back");
      }
      assertThat(store.users().anyExists()).isFalse();
      fill(store);
      assertThat(store.users().anyExists()).isTrue();
    }
    database.requireIntact();
  }

  // Rows of a table with a trigger are given up one by one; only those of others take all with
  // them.
  private static void fill(KeyStore store) {
    User maria = member("maria");
    store
        .transactor()
        .inTransaction(
            unitOfWork -> {
              unitOfWork.users().insert(maria);
              IntStream.range(0, 2_000)
                  .forEach(
                      number ->
                          unitOfWork
                              .audit()
                              .append(
                                  AuditEntry.userCreated(
                                      maria, Fixtures.operator().actor(), aRequest(), NOW)));
              return store;
            });
  }
}
