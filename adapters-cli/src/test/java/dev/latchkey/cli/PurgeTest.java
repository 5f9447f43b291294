package dev.latchkey.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.cli.text.Terminal;
import dev.latchkey.core.Latchkey;
import dev.latchkey.core.audit.Actor.LocalOperator;
import dev.latchkey.core.audit.AuditAction;
import dev.latchkey.core.authority.Caller;
import dev.latchkey.core.port.AuditQueries.Filter;
import dev.latchkey.core.port.Job;
import dev.latchkey.core.usecase.NewToken;
import dev.latchkey.core.usecase.NewUser;
import dev.latchkey.core.user.User;
import dev.latchkey.jdbi.JdbiKeyStore;
import dev.latchkey.jdbi.testkit.PostgresExtension;
import dev.latchkey.jdbi.testkit.PostgresServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** {@code latchkey purge}, within one process. */
@ExtendWith(PostgresExtension.class)
class PurgeTest {

  private static final Instant NOW = TestServer.NOW;
  private static final Terminal PERSON = new Terminal(true, false, true, 80, false);
  private static final String PURGED = "2 record(s) have been purged.\n";

  @TempDir Path home;

  private final PostgresServer postgres;
  private final String postgresUrl;

  PurgeTest(PostgresServer postgres) {
    this.postgres = postgres;
    postgresUrl = postgres.createDatabase();
  }

  @AfterEach
  void dropDatabase() {
    postgres.drop(postgresUrl);
  }

  @Test
  void givenDeadKeys_whenPurged_thenTheyAreGoneAndTheTrailNamesThePerson() {
    String url = sqliteWithTwoDeadKeys();

    Result purged = onDatabase(url).run("purge", "--yes", "--retention", "30d");

    assertThat(purged)
        .isEqualTo(
            new Result(
                0,
                PURGED,
                "2 record(s) in %s are due, of keys that ended before 2025-12-03T03:04:05Z: the retention is 30d, from --retention.\n"
                    .formatted(url)));
    try (JdbiKeyStore store = JdbiKeyStore.open(url)) {
      assertThat(
              store
                  .audit()
                  .search(Filter.builder().action(AuditAction.PURGE).build(), 0, 9)
                  .entries())
          .hasSize(2)
          .allMatch(entry -> entry.actor().equals(new LocalOperator(InProcess.ACCOUNT)));
    }
    assertThat(onDatabase(url).run("purge", "--yes", "--retention", "30d", "-o", "json").out())
        .isEqualTo("{\n  \"purged\": 0\n}\n");
  }

  @Test
  void givenVerbose_whenPurged_thenTheRequestOfItsEntriesIsTold() {
    InProcess person = onDatabase(sqliteWithTwoDeadKeys());

    Result purged = person.run("purge", "--yes", "--retention", "30d", "-v");
    String request =
        person
            .run("audit", "list", "--limit", "1", "-o", "csv", "-c", "request id", "--no-headers")
            .out()
            .replace("\"", "");

    assertThat(purged.exitCode()).as(purged.err()).isZero();
    assertThat(purged.err()).contains("on the database, request " + request.strip() + "\n");
  }

  @Test
  void givenARetentionThatIsSetSomewhere_whenPurged_thenItIsToldWhere() throws Exception {
    String url = sqliteWithTwoDeadKeys();
    Path config = Files.writeString(home.resolve("config"), "retention = 300d\n");

    assertThat(onDatabase(url).run("purge", "--yes").err())
        .contains("the retention is 90d by default.\n")
        .contains("Servers that were set to keep them longer are not asked; see --retention.");
    assertThat(onDatabase(url).with("LATCHKEY_RETENTION", "200d").run("purge", "--yes").err())
        .contains("the retention is 200d, from LATCHKEY_RETENTION.")
        .doesNotContain("Servers");
    assertThat(onDatabase(url).run("purge", "--yes", "--config", config.toString()).err())
        .contains("the retention is 300d, from " + config + ":1.");
  }

  @Test
  void givenAPerson_whenNothingIsDue_thenTheyAreNotAsked() {
    InProcess person = onDatabase(sqliteWithTwoDeadKeys()).before(PERSON);

    Result purged = person.run("purge", "--retention", "300d");

    assertThat(purged.exitCode()).isZero();
    assertThat(purged.out()).isEqualTo("0 record(s) have been purged.\n");
    assertThat(purged.err()).startsWith("0 record(s) in ").doesNotContain("[y/N]");
  }

  @Test
  void givenAPerson_whenTheyDoNotAgree_thenNothingIsChanged() {
    InProcess person = onDatabase(sqliteWithTwoDeadKeys()).before(PERSON);

    Result refused = person.typing("n\n").run("purge", "--retention", "30d");

    assertThat(refused.exitCode()).isEqualTo(1);
    assertThat(refused.out()).isEmpty();
    assertThat(refused.err())
        .contains("from --retention.\nPurge them? They can't be brought back. [y/N] ")
        .contains("error: nothing was changed\n");
    assertThat(person.typing("y\n").run("purge", "--retention", "30d").out()).isEqualTo(PURGED);
  }

  @Test
  void givenAPerson_whenTheySaidYesBefore_thenTheyAreNotAsked() {
    InProcess person = onDatabase(sqliteWithTwoDeadKeys()).before(PERSON);

    Result purged = person.run("purge", "--retention", "30d", "--yes");

    assertThat(purged.out()).isEqualTo(PURGED);
    assertThat(purged.err()).contains("are due").doesNotContain("[y/N]");
  }

  @Test
  void givenNobodyToAsk_whenNobodyHasAgreed_thenNothingIsChanged() {
    InProcess script = onDatabase(sqliteWithTwoDeadKeys());

    Result refused = script.run("purge", "--retention", "30d");

    assertThat(refused.exitCode()).isEqualTo(2);
    assertThat(refused.err()).contains("it needs --yes");
    assertThat(script.run("purge", "--yes", "--retention", "30d").out()).isEqualTo(PURGED);
  }

  @Test
  void givenNoRetention_whenPurged_thenItSaysThatNothingEverIs() {
    InProcess person = onDatabase(sqliteWithTwoDeadKeys());

    assertThat(person.with("LATCHKEY_RETENTION", "0").run("purge"))
        .isEqualTo(
            new Result(
                0,
                "0 record(s) have been purged.\n",
                "The retention is 0, from LATCHKEY_RETENTION, which keeps records for ever: nothing is ever purged.\n"));
    assertThat(person.run("purge", "--yes", "--retention", "30d").out()).isEqualTo(PURGED);
  }

  @Test
  void givenManyThingsWrong_whenPurged_thenAllAreTold() {
    Result refused =
        onDatabase("jdbc:mysql://db").run("purge", "--retention", "soon", "--url", "http://a");

    assertThat(refused.exitCode()).isEqualTo(2);
    assertThat(refused.err())
        .contains("--url has no meaning here")
        .contains("LATCHKEY_DB: this kind of database is not supported")
        .contains("--retention: \"soon\" is not a duration");
  }

  @Test
  void givenANodeThatPurges_whenPurged_thenItSaysSoAndFailsAndCanBeDoneLater() {
    fill(postgresUrl);
    InProcess person = onDatabase(postgresUrl);

    Result busy;
    try (JdbiKeyStore other = JdbiKeyStore.open(postgresUrl)) {
      busy =
          other
              .transactor()
              .inTransaction(
                  work -> {
                    assertThat(work.tryLock(Job.PURGE)).isTrue();
                    return person.run("purge", "--yes", "--retention", "30d");
                  });
    }

    assertThat(busy.exitCode()).isEqualTo(1);
    assertThat(busy.out()).isEqualTo("0 record(s) have been purged.\n");
    assertThat(busy.err())
        .contains("another node is purging this database right now")
        .contains("Suggestion: A server purges until nothing is due.");
    assertThat(person.run("purge", "--yes", "--retention", "30d").out()).isEqualTo(PURGED);
  }

  private InProcess onDatabase(String url) {
    return new InProcess(home).with("LATCHKEY_DB", url);
  }

  private String sqliteWithTwoDeadKeys() {
    String url = "jdbc:sqlite:" + home.resolve("keys.db");
    fill(url);
    return url;
  }

  /** Two tokens that ended some 50 days ago, and one that lives. */
  private static void fill(String url) {
    Instant then = NOW.minus(Duration.ofDays(57));
    try (Latchkey latchkey = Latchkey.on(JdbiKeyStore.open(url)).clock(() -> then).build()) {
      Caller test = Caller.system("test");
      User bob = latchkey.createUser().execute(test, NewUser.member("bob"));
      latchkey.createKey().execute(test, bob.id(), NewToken.named("ci"));
      latchkey.createKey().execute(test, bob.id(), NewToken.named("cd"));
      latchkey
          .createKey()
          .execute(test, bob.id(), NewToken.named("live").lasting(Duration.ofDays(365)));
    }
  }
}
