package dev.latchkey.jdbi;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.core.testkit.Race;
import dev.latchkey.core.testkit.Site;
import dev.latchkey.core.usecase.IssuedKey;
import dev.latchkey.core.user.User;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two stores on one file, as a server and a command line have it. */
final class SqliteSharedFileTest {

  private static final int ROUNDS = 50;

  @TempDir Path directory;
  private Site one;
  private Site other;
  private User maria;

  @BeforeEach
  void open() {
    Path file = directory.resolve("keys.db");
    one = Site.over(JdbiKeyStore.sqlite(file));
    other = Site.over(JdbiKeyStore.sqlite(file));
    maria = one.member("maria");
  }

  @AfterEach
  void close() {
    one.close();
    other.close();
  }

  @Test
  void givenAKeyInUse_whenExpiredThroughOneStore_thenTheOtherRefusesItAtOnce() {
    for (int round = 0; round < ROUNDS; round++) {
      IssuedKey issued = one.issue(maria, "ci");
      assertThat(other.accepts(issued)).isTrue();

      one.latchkey().expireKey().execute(one.as(maria), issued.key().id());

      assertThat(other.accepts(issued)).isFalse();
    }
  }

  @Test
  void givenALiveKey_whenBothStoresExpireItAtOnce_thenOneEntryIsWritten() {
    for (int round = 0; round < ROUNDS; round++) {
      IssuedKey issued = one.issue(maria, "ci");

      Race.between(
          List.of(
              () -> one.latchkey().expireKey().execute(one.as(maria), issued.key().id()),
              () -> other.latchkey().expireKey().execute(other.as(maria), issued.key().id())));

      assertThat(one.audit(issued.key().id())).hasSize(2);
    }
  }

  @Test
  void givenTwoStores_whenBothWriteAtOnce_thenNeitherIsTurnedAway() {
    List<Integer> issued =
        Race.between(List.of(() -> issueMany(one, "one"), () -> issueMany(other, "other")));

    assertThat(issued).containsExactly(ROUNDS, ROUNDS);
    assertThat(one.audit()).hasSize(2 * ROUNDS);
  }

  private int issueMany(Site site, String prefix) {
    return (int)
        IntStream.range(0, ROUNDS)
            .mapToObj(i -> site.issue(maria, prefix + i))
            .filter(site::accepts)
            .count();
  }
}
