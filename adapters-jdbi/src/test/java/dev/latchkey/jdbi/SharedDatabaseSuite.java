package dev.latchkey.jdbi;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.core.testkit.Race;
import dev.latchkey.core.testkit.Site;
import dev.latchkey.core.usecase.IssuedKey;
import dev.latchkey.core.user.User;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Two stores on one database, as two nodes have it, or a server and a command line. */
interface SharedDatabaseSuite {

  int ROUNDS = 50;

  /** Fresh and empty for each test, the same one throughout. Whoever makes it closes it. */
  TestDatabase database();

  @Test
  default void givenAKeyInUse_whenExpiredThroughOneStore_thenTheOtherRefusesItAtOnce() {
    try (Site one = Site.over(database().open());
        Site other = Site.over(database().open())) {
      User maria = one.member("maria");
      for (int round = 0; round < ROUNDS; round++) {
        IssuedKey issued = one.issue(maria, "ci");
        assertThat(other.accepts(issued)).isTrue();

        one.latchkey().expireKey().execute(one.as(maria), issued.key().id());

        assertThat(other.accepts(issued)).isFalse();
      }
    }
  }

  @Test
  default void givenTwoStores_whenBothWriteAtOnce_thenNeitherIsTurnedAway() {
    try (Site one = Site.over(database().open());
        Site other = Site.over(database().open())) {
      User maria = one.member("maria");

      List<Integer> issued =
          Race.between(
              List.of(() -> issueMany(one, maria, "one"), () -> issueMany(other, maria, "other")));

      assertThat(issued).containsExactly(ROUNDS, ROUNDS);
      assertThat(one.audit()).hasSize(2 * ROUNDS);
    }
  }

  private static int issueMany(Site site, User owner, String prefix) {
    return (int)
        IntStream.range(0, ROUNDS)
            .mapToObj(i -> site.issue(owner, prefix + i))
            .filter(site::accepts)
            .count();
  }
}
