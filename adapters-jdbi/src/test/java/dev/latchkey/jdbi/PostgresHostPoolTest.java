package dev.latchkey.jdbi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import dev.latchkey.core.testkit.Site;
import dev.latchkey.core.usecase.IssuedKey;
import dev.latchkey.jdbi.testkit.PostgresExtension;
import dev.latchkey.jdbi.testkit.PostgresServer;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** A store over the pool of a host product, which stays the host's. */
@ExtendWith(PostgresExtension.class)
final class PostgresHostPoolTest {

  /** As many as making the tables takes. */
  private static final int CONNECTIONS = 3;

  private final PostgresServer server;
  private final String url;

  PostgresHostPoolTest(PostgresServer server) {
    this.server = server;
    url = server.createEmptyDatabase();
  }

  @AfterEach
  void drop() {
    server.drop(url);
  }

  @Test
  void givenAHostsPool_whenTheStoreIsClosed_thenThePoolIsStillOpen() throws SQLException {
    try (HikariDataSource pool = pool(url, true)) {
      IssuedKey issued;
      try (Site site = Site.over(JdbiKeyStore.over(pool))) {
        issued = site.issue(site.member("maria"), "ci");
      }

      try (Connection connection = pool.getConnection()) {
        assertThat(connection.getAutoCommit()).isTrue();
      }
      try (Site site = Site.over(JdbiKeyStore.open(url))) {
        assertThat(site.accepts(issued)).isTrue();
      }
    }
  }

  /** Such a pool begins a transaction with every statement; none may be left open or undone. */
  @Test
  void givenAHostsPoolThatDoesNotCommitByItself_whenUsed_thenAllIsCommittedAndNothingStaysOpen() {
    try (HikariDataSource pool = pool(url, false);
        Site site = Site.over(JdbiKeyStore.over(pool))) {
      IssuedKey issued = site.issue(site.member("maria"), "ci");
      assertThat(site.accepts(issued)).isTrue();

      try (Site other = Site.over(JdbiKeyStore.open(url))) {
        assertThat(other.accepts(issued)).isTrue();
        assertThat(other.audit()).hasSize(1);
      }
      assertThat(openTransactions()).isZero();
    }
  }

  private long openTransactions() {
    return Jdbi.create(url)
        .withHandle(
            handle ->
                handle
                    .createQuery(
                        "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"
                            + " AND state LIKE 'idle in transaction%'")
                    .mapTo(Long.class)
                    .one());
  }

  @Test
  void givenAPoolOfAnotherDatabase_whenOpened_thenTheMessageSaysWhatIsExpected(
      @TempDir Path directory) {
    try (HikariDataSource pool = pool("jdbc:sqlite:" + directory.resolve("keys.db"), true)) {
      assertThatThrownBy(() -> JdbiKeyStore.over(pool))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("expected: PostgreSQL");
    }
  }

  private static HikariDataSource pool(String url, boolean autoCommit) {
    HikariDataSource pool = new HikariDataSource();
    pool.setJdbcUrl(url);
    pool.setMaximumPoolSize(CONNECTIONS);
    pool.setAutoCommit(autoCommit);
    return pool;
  }
}
