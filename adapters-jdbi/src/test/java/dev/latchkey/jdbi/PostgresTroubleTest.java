package dev.latchkey.jdbi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.util.Throwables.getStackTrace;

import dev.latchkey.core.error.LatchkeyException.Unavailable;
import dev.latchkey.core.testkit.Site;
import dev.latchkey.core.user.User;
import dev.latchkey.jdbi.testkit.PostgresExtension;
import dev.latchkey.jdbi.testkit.PostgresServer;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What callers are told when PostgreSQL takes too long or can't be had. */
@ExtendWith(PostgresExtension.class)
final class PostgresTroubleTest {

  private static final String BLOCK = "LOCK TABLE api_keys IN ACCESS EXCLUSIVE MODE";

  private final PostgresTestDatabase database;

  PostgresTroubleTest(PostgresServer server) {
    database = PostgresTestDatabase.on(server);
  }

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void givenAStatementThatTakesTooLong_whenItsTimeIsUp_thenItIsUnavailableAndAllGoesOnAfterwards() {
    assertToldAndWorksAgain("statement_timeout=100", "the database took too long");
  }

  @Test
  void givenALockThatSomebodyHolds_whenTheTimeIsUp_thenItIsUnavailableAndAllGoesOnAfterwards() {
    assertToldAndWorksAgain("lock_timeout=100", "another transaction holds on to");
  }

  private void assertToldAndWorksAgain(String setting, String told) {
    try (Site site =
        Site.over(JdbiKeyStore.open(withOption(database.jdbcUrl(), "options=-c%20" + setting)))) {
      User maria = site.member("maria");
      database
          .jdbi()
          .useTransaction(
              blocker -> {
                blocker.execute(BLOCK);
                assertThatThrownBy(() -> site.issue(maria, "ci"))
                    .isInstanceOf(Unavailable.class)
                    .hasMessageContaining(told);
              });

      assertThat(site.accepts(site.issue(maria, "ci"))).isTrue();
      assertThat(site.audit()).hasSize(1);
    }
  }

  @Test
  void givenAConnectionThatBreaksInTheCommit_whenWritten_thenNobodyClaimsToKnowTheOutcome() {
    try (Site site = Site.over(database.open())) {
      User maria = site.member("maria");
      database
          .jdbi()
          .useHandle(
              handle -> {
                handle.execute(
                    "CREATE FUNCTION end_connection() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN"
                        + " PERFORM pg_terminate_backend(pg_backend_pid()); PERFORM 1; RETURN NULL;"
                        + " END'");
                handle.execute(
                    "CREATE CONSTRAINT TRIGGER end_connection AFTER INSERT ON api_keys DEFERRABLE"
                        + " INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION end_connection()");
              });

      assertThatThrownBy(() -> site.issue(maria, "ci"))
          .isInstanceOfSatisfying(
              Unavailable.class, lost -> assertThat(lost.isOutcomeUnknown()).isTrue())
          .hasMessageContaining("look whether it was made");
    }
  }

  @Test
  void givenADatabaseThatDoesNotExist_whenOpened_thenTheMessageSaysSo() {
    String missing = database.jdbcUrl().replaceFirst("latchkey_test_", "missing_");

    assertThatThrownBy(() -> JdbiKeyStore.open(missing))
        .isInstanceOf(Unavailable.class)
        .hasMessageContaining("does not exist");
  }

  /** Nobody listens on port 1. */
  @Test
  void givenNoServer_whenOpened_thenItIsUnavailableAndThePasswordIsNotTold() {
    String nowhere = "jdbc:postgresql://127.0.0.1:1/keys?user=maria&password=hunter2";

    assertThatThrownBy(() -> JdbiKeyStore.open(nowhere))
        .isInstanceOf(Unavailable.class)
        .hasMessageContaining("can't be reached")
        .satisfies(failure -> assertThat(getStackTrace(failure)).doesNotContain("hunter2"));
  }

  @Test
  void givenAUrlThatCantBeRead_whenOpened_thenTheMessageSaysWhatIsExpectedAndRepeatsNothing() {
    for (String url :
        List.of(
            "jdbc:postgresql://maria:hunter2@db/keys",
            "jdbc:postgresql://db:port/keys?password=hunter2")) {
      assertThatThrownBy(() -> JdbiKeyStore.open(url))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("expected: jdbc:postgresql://HOST:PORT/DATABASE")
          .satisfies(failure -> assertThat(getStackTrace(failure)).doesNotContain("hunter2"));
    }
  }

  private static String withOption(String url, String option) {
    return url + (url.contains("?") ? "&" : "?") + option;
  }
}
