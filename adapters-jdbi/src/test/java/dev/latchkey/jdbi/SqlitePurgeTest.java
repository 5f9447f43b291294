package dev.latchkey.jdbi;

import static dev.latchkey.core.testkit.Fixtures.NOW;
import static dev.latchkey.core.testkit.Fixtures.aToken;
import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.core.authority.Caller;
import dev.latchkey.core.port.KeyStore;
import dev.latchkey.core.testkit.Race;
import dev.latchkey.core.testkit.Site;
import dev.latchkey.core.usecase.PurgeBatch;
import dev.latchkey.core.usecase.PurgeBatch.Ending;
import dev.latchkey.core.usecase.PurgeKeys;
import dev.latchkey.core.usecase.Retention;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two nodes on one file, which has one writer at a time. */
final class SqlitePurgeTest {

  @TempDir Path directory;

  @Test
  void givenTwoNodes_whenBothPurge_thenEachHasItsTurnAndNoneSaysThatTheOtherIsAtIt() {
    TestDatabase database = SqliteTestDatabase.in(directory);
    try (Site site = Site.over(database.open());
        JdbiKeyStore other = database.open()) {
      for (int round = 0; round < 20; round++) {
        site.key(aToken(site.member("m" + round)).endingAt(NOW.minus(Duration.ofDays(99))).build());

        List<PurgeBatch> batches =
            Race.between(List.of(() -> purge(site.store()), () -> purge(other)));

        assertThat(batches)
            .containsExactlyInAnyOrder(
                new PurgeBatch(1, Ending.DONE), new PurgeBatch(0, Ending.DONE));
      }
    }
  }

  private static PurgeBatch purge(KeyStore store) {
    return new PurgeKeys(store.transactor(), Retention.DEFAULT, () -> NOW)
        .execute(Caller.system("purge"));
  }
}
