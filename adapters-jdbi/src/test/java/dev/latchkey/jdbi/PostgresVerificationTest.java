package dev.latchkey.jdbi;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.core.testkit.Site;
import dev.latchkey.core.usecase.IssuedKey;
import dev.latchkey.jdbi.testkit.PostgresExtension;
import dev.latchkey.jdbi.testkit.PostgresServer;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.postgresql.ds.PGSimpleDataSource;

/** What a verification costs that nothing is remembered for. */
@ExtendWith(PostgresExtension.class)
final class PostgresVerificationTest {

  private static final int VERIFICATIONS = 100;
  private static final int TRIES = 50;
  private static final String WRITTEN = "SELECT pg_current_wal_insert_lsn() - '0/0'";

  private final PostgresTestDatabase database;
  private final Site site;

  PostgresVerificationTest(PostgresServer server) {
    database = PostgresTestDatabase.on(server);
    site = Site.over(database.open());
  }

  @AfterEach
  void close() {
    site.close();
    database.close();
  }

  @Test
  void givenALiveKey_whenVerified_thenItIsOneStatement() {
    IssuedKey issued = site.issue(site.member("maria"), "ci");
    Counting pool = new Counting(database.jdbcUrl());
    try (Site counted = Site.over(JdbiKeyStore.over(pool))) {
      assertThat(counted.accepts(issued)).isTrue();
      int before = pool.statements.count();

      IntStream.range(0, VERIFICATIONS).forEach(i -> counted.accepts(issued));

      assertThat(pool.statements.count() - before).isEqualTo(VERIFICATIONS);
    }
  }

  /** Other processes of the server write now and then, so there is more than one try. */
  @Test
  void givenALiveKey_whenVerified_thenNothingIsWritten() {
    IssuedKey issued = site.issue(site.member("maria"), "ci");
    database.jdbi().useHandle(handle -> handle.execute("VACUUM FREEZE"));

    assertThat(IntStream.range(0, TRIES).map(i -> writtenBy(() -> site.accepts(issued))).min())
        .hasValue(0);
  }

  private int writtenBy(Runnable work) {
    long before = written();
    IntStream.range(0, VERIFICATIONS).forEach(i -> work.run());
    return Math.toIntExact(written() - before);
  }

  private long written() {
    return database
        .jdbi()
        .withHandle(handle -> handle.createQuery(WRITTEN).mapTo(Long.class).one());
  }

  /** A host's pool that counts. */
  private static final class Counting extends PGSimpleDataSource {
    private static final long serialVersionUID = 1L;
    private final transient CountedStatements statements =
        new CountedStatements(() -> super.getConnection());

    Counting(String url) {
      setURL(url);
    }

    @Override
    public Connection getConnection() throws SQLException {
      return statements.openConnection();
    }
  }
}
