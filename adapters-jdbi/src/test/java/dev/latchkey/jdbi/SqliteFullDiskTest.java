package dev.latchkey.jdbi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.latchkey.core.error.LatchkeyException.Unavailable;
import dev.latchkey.core.key.KeyId;
import dev.latchkey.core.testkit.Fixtures;
import dev.latchkey.core.testkit.Site;
import dev.latchkey.core.usecase.IssuedKey;
import dev.latchkey.core.user.User;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A file that may not grow, which is what SQLite knows of a full disk. */
final class SqliteFullDiskTest {

  private static final int PAGES = 30;
  private static final int PAGES_LATER = 100_000;
  private static final int MORE_THAN_FITS = 10_000;

  @TempDir Path directory;

  @Test
  void givenAFullDisk_whenWritten_thenItSaysSoAndLosesNothingAndWorksAgainOnceThereIsRoom() {
    SqliteTestDatabase file = new SqliteTestDatabase(directory.resolve("keys.db"));
    SqliteDatabase database = SqliteDatabase.open(file.file());
    try (Site site = Site.over(new JdbiKeyStore(database))) {
      User maria = site.member("maria");
      IssuedKey first = site.issue(maria, "first");
      List<KeyId> issued = new ArrayList<>();
      limit(database, PAGES);

      assertFull(
          () -> {
            for (int i = 0; i < MORE_THAN_FITS; i++) {
              issued.add(site.issue(maria, "key-" + i).key().id());
            }
          });
      // The limit was that of a connection, which is given up once it has failed.
      limit(database, PAGES);
      assertFull(() -> expire(site, issued));
      assertThat(site.accepts(first)).isTrue();
      requireWhole(file);

      limit(database, PAGES_LATER);
      expire(site, issued);
      assertThat(site.accepts(site.issue(maria, "later"))).isTrue();
      assertThat(issued).allSatisfy(id -> assertThat(site.audit(id)).hasSize(2));
      requireWhole(file);
    }
  }

  private static void assertFull(Runnable work) {
    assertThatThrownBy(work::run)
        .isInstanceOf(Unavailable.class)
        .hasMessageContaining("the disk is full");
  }

  private static void expire(Site site, List<KeyId> ids) {
    ids.forEach(id -> site.latchkey().expireKey().execute(Fixtures.operator(), id));
  }

  private static void requireWhole(TestDatabase database) {
    database.requireIntact();
    Changes.requireConsistentIn(database);
  }

  private static void limit(SqliteDatabase database, int pages) {
    database
        .writes()
        .useHandle(
            handle ->
                handle.createQuery("PRAGMA max_page_count = " + pages).mapTo(Long.class).one());
  }
}
