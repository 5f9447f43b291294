package dev.latchkey.jdbi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.latchkey.core.error.LatchkeyException.Unavailable;
import dev.latchkey.core.error.StoreException;
import dev.latchkey.core.port.AuditQueries.Filter;
import dev.latchkey.core.testkit.Race;
import dev.latchkey.core.testkit.Site;
import dev.latchkey.core.usecase.IssuedKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which databases are opened, how they come to be, and which are refused. */
final class SqliteOpeningTest {

  private static final int ROUNDS = 5;
  private static final int RUNNERS = 4;

  @TempDir Path directory;
  private Path file;

  @BeforeEach
  void nameFile() {
    file = directory.resolve("keys.db");
  }

  @Test
  void givenNoFile_whenOpened_thenNobodyElseMayReadAnyOfItsFiles() throws IOException {
    try (Site site = Site.over(JdbiKeyStore.sqlite(file))) {
      site.issue(site.member("maria"), "ci");

      for (String name : List.of("keys.db", "keys.db-wal", "keys.db-shm")) {
        assertThat(
                PosixFilePermissions.toString(
                    Files.getPosixFilePermissions(directory.resolve(name))))
            .as(name)
            .isEqualTo("rw-------");
      }
    }
  }

  @Test
  void givenAFileThatWasUsed_whenOpenedAgainByUrl_thenWhatWasStoredIsThere() {
    try (Site site = Site.over(JdbiKeyStore.sqlite(file))) {
      site.member("maria");
    }

    try (JdbiKeyStore store = JdbiKeyStore.open("jdbc:sqlite:" + file)) {
      assertThat(store.users().anyExists()).isTrue();
    }
  }

  @Test
  void givenNoDirectory_whenOpened_thenTheMessageNamesIt() {
    Path missing = directory.resolve("missing");

    assertThatThrownBy(() -> JdbiKeyStore.sqlite(missing.resolve("keys.db")))
        .isInstanceOf(Unavailable.class)
        .hasMessageContaining(missing.toString());
  }

  @Test
  void givenAUrlThatNamesNoFile_whenOpened_thenTheMessageSaysWhatIsExpected() {
    for (String url :
        List.of("jdbc:sqlite::memory:", "jdbc:sqlite:", "jdbc:sqlite:file:keys.db?mode=memory")) {
      assertThatThrownBy(() -> JdbiKeyStore.open(url))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("expected: a path");
    }
    assertThatThrownBy(() -> JdbiKeyStore.open("jdbc:sqlite:" + file + "?cache=shared"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("must not contain \"?\"");
    assertThatThrownBy(() -> JdbiKeyStore.sqlite(directory))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("is a directory");
  }

  @Test
  void givenTheUrlOfAnotherDatabase_whenOpened_thenItIsRefusedAndNotRepeated() {
    assertThatThrownBy(() -> JdbiKeyStore.open("jdbc:oracle:thin:scott/tiger@db"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("expected: jdbc:sqlite:PATH")
        .hasMessageContaining("jdbc:postgresql:")
        .hasMessageNotContaining("tiger");
  }

  @Test
  void givenAFileThatIsNoDatabase_whenOpened_thenItIsRefusedAndLeftAsItWas() throws IOException {
    Files.writeString(file, "This is a letter and not a database at all.".repeat(100));
    byte[] before = Files.readAllBytes(file);

    assertThatThrownBy(() -> JdbiKeyStore.sqlite(file))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining(file.toString());
    assertThat(Files.readAllBytes(file)).isEqualTo(before);
  }

  @Test
  void givenTheDatabaseOfAnotherProgram_whenOpened_thenItIsRefusedAndGetsNoTables()
      throws SQLException {
    execute("CREATE TABLE recipes (name TEXT)");

    assertThatThrownBy(() -> JdbiKeyStore.sqlite(file)).isInstanceOf(StoreException.class);
    assertThatThrownBy(() -> execute("SELECT count(*) FROM api_keys"))
        .hasMessageContaining("no such table");
  }

  @Test
  void givenADatabaseOfANewerProgram_whenOpened_thenTheMessageSaysWhatToDo() throws SQLException {
    JdbiKeyStore.sqlite(file).close();
    execute("PRAGMA user_version = " + (SchemaVersion.CURRENT + 1));

    assertThatThrownBy(() -> JdbiKeyStore.sqlite(file))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("use a newer Latchkey");
  }

  /** What the first version left behind: no index over site owners, and few over the trail. */
  @Test
  void givenADatabaseOfVersionOne_whenOpened_thenAllIsThereAndItIsUpToDate() throws SQLException {
    IssuedKey issued;
    try (Site site = Site.over(JdbiKeyStore.sqlite(file))) {
      issued = site.issue(site.siteOwner("root"), "ci");
    }
    for (String trigger :
        List.of(
            "key_changed",
            "key_deleted",
            "key_replaced",
            "user_changed",
            "user_deleted",
            "user_replaced")) {
      execute("DROP TRIGGER latchkey_" + trigger);
    }
    execute("DROP TRIGGER latchkey_name_taken");
    execute("DROP TABLE latchkey_epoch");
    execute("DROP TABLE latchkey_nodes");
    execute("DROP INDEX users_active_owners");
    execute("DELETE FROM flyway_schema_history WHERE installed_rank > 1");
    for (String name :
        List.of(
            "of_key", "of_request", "of_user", "by_target", "by_actor", "by_action", "by_time")) {
      execute("DROP INDEX audit_entries_" + name);
    }
    for (String column :
        List.of("reason", "denied", "target_folded", "actor_folded", "actor_operator")) {
      execute("ALTER TABLE audit_entries DROP COLUMN " + column);
    }
    execute("CREATE INDEX audit_entries_of_key ON audit_entries (key_id, seq)");
    execute("ALTER TABLE api_keys DROP COLUMN request_count");
    execute("ALTER TABLE api_keys DROP COLUMN refused_count");
    execute("PRAGMA user_version = 1");

    try (Site site = Site.over(JdbiKeyStore.sqlite(file))) {
      assertThat(site.accepts(issued)).isTrue();
      assertThat(site.audit()).hasSize(1);
      Filter byNames = Filter.builder().target("CI").actor("Root").build();
      assertThat(site.store().audit().search(byNames, 0, 9).count()).isEqualTo(1);
    }
    assertThatThrownBy(() -> execute("CREATE INDEX users_active_owners ON users (status)"))
        .hasMessageContaining("already exists");
  }

  @Test
  void givenNoFile_whenManyThreadsOpenItAtOnce_thenAllSucceed() {
    for (int round = 0; round < ROUNDS; round++) {
      Path fresh = directory.resolve("keys-" + round + ".db");

      List<JdbiKeyStore> stores = Race.of(RUNNERS, () -> JdbiKeyStore.sqlite(fresh));

      assertThat(stores).allSatisfy(store -> assertThat(store.users().anyExists()).isFalse());
      stores.forEach(JdbiKeyStore::close);
    }
  }

  @Test
  void givenNoFile_whenManyProcessesOpenItAtOnce_thenAllSucceed()
      throws IOException, InterruptedException {
    List<ChildProcess> children = new ArrayList<>();
    for (int i = 0; i < RUNNERS; i++) {
      children.add(ChildProcess.start("open", file));
    }
    for (ChildProcess child : children) {
      child.goOn();
    }

    for (ChildProcess child : children) {
      assertThat(child.exitCode()).isZero();
    }
    assertThatCode(() -> JdbiKeyStore.sqlite(file).close()).doesNotThrowAnyException();
  }

  @Test
  void givenAFileThatIsReplacedWhileItIsOpened_whenOpened_thenItIsRefusedAndNothingStaysOpen()
      throws IOException, InterruptedException {
    SqliteFile prepared = SqliteFile.prepare(file);
    Files.move(file, directory.resolve("old.db"));
    JdbiKeyStore.sqlite(file).close();

    assertThatThrownBy(() -> SqliteDatabase.open(prepared))
        .isInstanceOf(Unavailable.class)
        .hasMessageContaining("was replaced");
    for (Thread thread : poolThreads()) {
      thread.join(Duration.ofSeconds(10).toMillis());
      assertThat(thread.isAlive()).as(thread.getName()).isFalse();
    }
  }

  private static List<Thread> poolThreads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(
            thread ->
                thread.getName().startsWith("latchkey-write")
                    || thread.getName().startsWith("latchkey-read"))
        .toList();
  }

  @Test
  void givenACurrentDatabase_whenOpened_thenNoMigrationIsLoaded()
      throws IOException, InterruptedException {
    Path log = directory.resolve("classes.log");
    String logClasses = "-Xlog:class+load:file=" + log;
    assertThat(classesLoadedByOpening(logClasses, log)).contains("org.flywaydb.core.Flyway ");

    assertThat(classesLoadedByOpening(logClasses, log))
        .contains("dev.latchkey.jdbi.SqliteSchema ")
        .doesNotContain("org.flywaydb");
  }

  private String classesLoadedByOpening(String logClasses, Path log)
      throws IOException, InterruptedException {
    try (ChildProcess child = ChildProcess.start("open", file, logClasses)) {
      child.goOn();
      assertThat(child.exitCode()).isZero();
    }
    return Files.readString(log);
  }

  private void execute(String sql) throws SQLException {
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
