package dev.latchkey.jdbi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.latchkey.core.error.LatchkeyException.Unavailable;
import dev.latchkey.core.testkit.Fixtures;
import dev.latchkey.core.testkit.Site;
import dev.latchkey.core.usecase.IssuedKey;
import dev.latchkey.core.user.User;
import dev.latchkey.jdbi.testkit.PostgresExtension;
import dev.latchkey.jdbi.testkit.PostgresServer;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * A server that says that its disk is full. The disk is not: a trigger says so in its place, at the
 * last statement of a change, when the others are done already.
 */
@ExtendWith(PostgresExtension.class)
final class PostgresFullDiskTest {

  private static final List<String> FILL =
      List.of(
          """
          CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$
          BEGIN
            RAISE EXCEPTION 'could not extend file: No space left on device'
              USING ERRCODE = 'disk_full';
          END $$
          """,
          """
          CREATE TRIGGER full_disk BEFORE INSERT ON audit_entries
          FOR EACH ROW EXECUTE FUNCTION refuse()
          """);

  private final TestDatabase database;

  PostgresFullDiskTest(PostgresServer server) {
    database = PostgresTestDatabase.on(server);
  }

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void givenAFullDisk_whenWritten_thenItSaysSoAndLosesNothingAndWorksAgainOnceThereIsRoom() {
    try (Site site = Site.over(database.open())) {
      User maria = site.member("maria");
      IssuedKey first = site.issue(maria, "first");
      FILL.forEach(this::execute);

      assertFull(() -> site.issue(maria, "second"));
      assertFull(() -> expire(site, first));
      assertThat(site.accepts(first)).isTrue();
      requireWhole();

      execute("DROP TRIGGER full_disk ON audit_entries");
      expire(site, first);
      assertThat(site.accepts(first)).isFalse();
      assertThat(site.accepts(site.issue(maria, "second"))).isTrue();
      requireWhole();
    }
  }

  private static void assertFull(Runnable work) {
    assertThatThrownBy(work::run)
        .isInstanceOf(Unavailable.class)
        .hasMessageContaining("the disk of the database server is full");
  }

  private static void expire(Site site, IssuedKey issued) {
    site.latchkey().expireKey().execute(Fixtures.operator(), issued.key().id());
  }

  private void requireWhole() {
    Changes.requireConsistentIn(database);
  }

  private void execute(String sql) {
    database.jdbi().useHandle(handle -> handle.execute(sql));
  }
}
