package dev.latchkey.jdbi;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.core.authority.Caller.KeyHolder;
import dev.latchkey.core.testkit.Fixtures;
import dev.latchkey.core.testkit.Race;
import dev.latchkey.core.testkit.Site;
import dev.latchkey.core.usecase.NewToken;
import dev.latchkey.core.user.User;
import dev.latchkey.core.user.UserId;
import dev.latchkey.jdbi.testkit.PostgresExtension;
import dev.latchkey.jdbi.testkit.PostgresServer;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** In which order rows are taken: were it not one for all, they would wait in a circle. */
@ExtendWith(PostgresExtension.class)
final class PostgresLockOrderTest {

  private static final String TAKE_USER =
      "SELECT 1 FROM users WHERE id = ? FOR NO KEY UPDATE NOWAIT";
  private static final String TAKE_KEY =
      "SELECT 1 FROM api_keys WHERE id = ? FOR NO KEY UPDATE NOWAIT";

  private static final String SOMEBODY_WAITS =
      "SELECT EXISTS (SELECT 1 FROM pg_stat_activity"
          + " WHERE datname = current_database() AND wait_event_type = 'Lock')";

  private final PostgresTestDatabase database;
  private final Site site;

  PostgresLockOrderTest(PostgresServer server) {
    database = PostgresTestDatabase.on(server);
    site = Site.over(database.open());
  }

  @AfterEach
  void close() {
    site.close();
    database.close();
  }

  @Test
  void givenSomebodyWithTheFirstUser_whenAnotherOnesKeyIsMade_thenItsMakerHoldsNothingYet() {
    User admin = site.siteOwner("admin");
    for (User owner : List.of(siteMember(admin, true), siteMember(admin, false))) {
      KeyHolder caller = site.as(admin);
      List<UserId> inOrder = Stream.of(admin.id(), owner.id()).sorted().toList();
      CountDownLatch isTaken = new CountDownLatch(1);

      List<String> outcomes =
          Race.between(
              List.of(
                  () -> takeAll(inOrder, caller, isTaken),
                  () -> {
                    isTaken.await();
                    site.latchkey().createKey().execute(caller, owner.id(), NewToken.named("ci"));
                    return "made";
                  }));

      assertThat(outcomes).containsExactly("taken", "made");
    }
  }

  /** As the use of keys is stored, but waiting in between until the other one waits. */
  private String takeAll(List<UserId> users, KeyHolder caller, CountDownLatch isTaken) {
    database
        .jdbi()
        .useTransaction(
            handle -> {
              take(handle, TAKE_USER, users.get(0).value());
              isTaken.countDown();
              Remembering.await("somebody who waits", this::somebodyWaits);
              take(handle, TAKE_USER, users.get(1).value());
              take(handle, TAKE_KEY, caller.key().id().value());
            });
    return "taken";
  }

  private static void take(Handle handle, String sql, Object id) {
    assertThat(handle.select(sql, id).mapTo(Integer.class).list()).hasSize(1);
  }

  private boolean somebodyWaits() {
    return database
        .jdbi()
        .withHandle(handle -> handle.select(SOMEBODY_WAITS).mapTo(Boolean.class).one());
  }

  /** A member whose id comes before that of {@code other}, or behind it. */
  private User siteMember(User other, boolean isBefore) {
    String name = isBefore ? "before" : "behind";
    User member;
    do {
      member = Fixtures.member(name);
    } while (member.id().compareTo(other.id()) < 0 != isBefore);
    return site.user(member);
  }
}
