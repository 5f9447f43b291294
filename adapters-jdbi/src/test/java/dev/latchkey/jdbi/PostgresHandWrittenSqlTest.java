package dev.latchkey.jdbi;

import static dev.latchkey.core.testkit.Fixtures.NOW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.util.Throwables.getStackTrace;

import dev.latchkey.core.error.LatchkeyException.Unavailable;
import dev.latchkey.core.error.StoreException;
import dev.latchkey.core.key.ApiKey;
import dev.latchkey.core.testkit.Fixtures;
import dev.latchkey.core.testkit.Site;
import dev.latchkey.core.usecase.IssuedKey;
import dev.latchkey.core.user.User;
import dev.latchkey.jdbi.testkit.PostgresExtension;
import dev.latchkey.jdbi.testkit.PostgresServer;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What an operator with nothing but SQL can do to the tables and the server, and can't. */
@ExtendWith(PostgresExtension.class)
final class PostgresHandWrittenSqlTest {

  private static final int MOST_CONNECTIONS = 10;

  private final PostgresTestDatabase database;
  private final Site site;
  private final User maria;

  PostgresHandWrittenSqlTest(PostgresServer server) {
    database = PostgresTestDatabase.on(server);
    site = Site.over(database.open());
    maria = site.member("maria");
  }

  @AfterEach
  void close() {
    site.close();
    database.close();
  }

  @Test
  void givenALiveKey_whenItsEndIsSetByTheOneLiner_thenItIsRefusedAtOnceAndItsNameIsFree() {
    site.clock().set(Instant.now());
    IssuedKey issued = site.issue(maria, "ci");

    execute("UPDATE api_keys SET expires_at = NOW() WHERE id = '" + issued.key().id() + "'");

    site.clock().set(Instant.now().plusSeconds(1));
    assertThat(site.accepts(issued)).isFalse();
    assertThat(site.accepts(site.issue(maria, "ci"))).isTrue();
  }

  @Test
  void givenAnExpiredKey_whenItsEndIsMovedLater_thenTheTableRefuses() {
    IssuedKey issued = site.issue(maria, "ci");
    site.latchkey().expireKey().execute(site.as(maria), issued.key().id());
    String where = " WHERE id = '" + issued.key().id() + "'";

    assertThatThrownBy(
            () ->
                execute(
                    "UPDATE api_keys SET expires_at = expires_at + interval '1 second'" + where))
        .hasMessageContaining("api_keys_expire_is_final");
    execute("UPDATE api_keys SET expires_at = expires_at - interval '1 second'" + where);
    site.clock().set(NOW.minus(Duration.ofDays(1)));
    assertThat(site.accepts(issued)).isFalse();
  }

  @Test
  void givenConnectionsThatTheServerEnds_whenUsedAgain_thenItWorksWithoutReopening() {
    IssuedKey issued = site.issue(maria, "ci");
    execute(
        "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity"
            + " WHERE datname = current_database() AND pid <> pg_backend_pid()");

    assertThat(acceptsInTheEnd(issued)).isTrue();
  }

  /** Each connection of the pool may be found broken, once. */
  private boolean acceptsInTheEnd(IssuedKey issued) {
    for (int broken = 0; broken < MOST_CONNECTIONS; broken++) {
      try {
        return site.accepts(issued);
      } catch (Unavailable told) {
        assertThat(told).hasMessageContaining("connection");
      }
    }
    return site.accepts(issued);
  }

  @Test
  void givenADatabaseThatIsReadOnly_whenWritten_thenItSaysSoAndReadersGoOn() {
    IssuedKey issued = site.issue(maria, "ci");
    execute(
        "DO $$ BEGIN EXECUTE format('ALTER DATABASE %I SET default_transaction_read_only = on',"
            + " current_database()); END $$");

    try (Site standby = Site.over(database.open())) {
      assertThatThrownBy(() -> standby.issue(maria, "other"))
          .isInstanceOf(Unavailable.class)
          .hasMessageContaining("read-only");
      assertThat(standby.accepts(issued)).isTrue();
    }
  }

  @Test
  void givenAFault_whenItIsPrinted_thenNoBoundValueIsInIt() {
    ApiKey ofNobody = Fixtures.aToken(Fixtures.member("nobody")).named("marker").build();

    assertThatThrownBy(() -> site.key(ofNobody))
        .isInstanceOf(StoreException.class)
        .satisfies(
            fault ->
                assertThat(getStackTrace(fault))
                    .contains("violates foreign key constraint")
                    .doesNotContain("marker", ofNobody.id().value())
                    .doesNotContain(ofNobody.owner().value().toString())
                    .doesNotContainIgnoringCase(
                        HexFormat.of().formatHex(ofNobody.hashedSecret().toBytes())));
  }

  private void execute(String sql) {
    database.jdbi().useHandle(handle -> handle.execute(sql));
  }
}
