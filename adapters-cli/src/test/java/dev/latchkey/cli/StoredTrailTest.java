package dev.latchkey.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.cli.text.Terminal;
import dev.latchkey.jdbi.JdbiKeyStore;
import dev.latchkey.jdbi.testkit.PostgresExtension;
import dev.latchkey.jdbi.testkit.PostgresServer;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What is new in a long trail, or comes up late, is found once. */
@ExtendWith(PostgresExtension.class)
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class StoredTrailTest {

  private static final Instant NOW = TestServer.NOW;

  @TempDir Path home;

  @Test
  void givenATransactionThatEndsLate_whenOthersWereSeenBefore_thenItsEntryComesAllTheSame(
      PostgresServer postgres) {
    String url = postgres.createDatabase();
    try (JdbiKeyStore slow = JdbiKeyStore.open(url);
        JdbiKeyStore fast = JdbiKeyStore.open(url)) {
      CountDownLatch mayEnd = new CountDownLatch(1);
      CountDownLatch isWritten = new CountDownLatch(1);
      Runnable untilItMayEnd =
          () -> {
            isWritten.countDown();
            await(mayEnd);
          };
      Thread transaction =
          new Thread(() -> Appended.within(slow, NOW, List.of("slow"), untilItMayEnd));

      Follower run =
          follow(url)
              .then(
                  () -> {
                    transaction.start();
                    await(isWritten);
                    Appended.at(fast, NOW, "fast");
                  })
              .then(
                  () -> {
                    mayEnd.countDown();
                    join(transaction);
                  })
              .then(() -> Appended.at(fast, NOW, "next"));

      assertThat(run.rows()).containsExactly("create,fast", "create,slow", "create,next");
    } finally {
      postgres.drop(url);
    }
  }

  @Test
  void givenManyPages_whenFollowed_thenAllThatIsNewComesAndNothingThatIsOld() {
    String url = "jdbc:sqlite:" + home.resolve("keys.db");
    try (JdbiKeyStore store = JdbiKeyStore.open(url)) {
      Appended.at(store, NOW, Appended.names("old", 2500));

      List<String> rows =
          follow(url)
              .limitedTo(2)
              .then(() -> Appended.at(store, NOW, Appended.names("new", 2500)))
              .thenNothing(1)
              .rows();

      List<String> expected = new ArrayList<>(List.of("create,old2498", "create,old2499"));
      Appended.names("new", 2500).forEach(name -> expected.add("create," + name));
      assertThat(rows).isEqualTo(expected);
    }
  }

  /** What was stored long ago may have the latest time for years. */
  @Test
  void givenAClockThatWasAYearAhead_whenFollowed_thenOnlyWhatIsNewComes() {
    String url = "jdbc:sqlite:" + home.resolve("keys.db");
    try (JdbiKeyStore store = JdbiKeyStore.open(url)) {
      Appended.at(store, NOW.plus(Duration.ofDays(365)), Appended.names("ahead", 1100));
      Appended.at(store, NOW, Appended.names("old", 4000));

      List<String> rows =
          follow(url).limitedTo(1).then(() -> Appended.at(store, NOW, "new")).rows();

      assertThat(rows).containsExactly("create,ahead1099", "create,new");
    }
  }

  @Test
  void givenAFollowOfHours_whenItMovesItsMark_thenNothingIsLostAndNothingComesTwice() {
    String url = "jdbc:sqlite:" + home.resolve("keys.db");
    try (JdbiKeyStore store = JdbiKeyStore.open(url)) {
      Appended.at(store, NOW, "a0", "b0");
      Follower run = follow(url).searching("resource_type:user action:create");
      List<String> expected = new ArrayList<>(List.of("create,a0", "create,b0"));
      for (int move = 1; move < 5; move++) {
        List<String> names = List.of("a" + move, "b" + move, "c" + move);
        names.forEach(name -> expected.add("create," + name));
        run.then(() -> Appended.at(store, NOW, names.subList(0, 2)))
            .thenNothing(StoredTrail.LOOKS_BETWEEN_MARKS - 2)
            .then(() -> Appended.at(store, NOW, names.get(2)));
      }

      assertThat(run.rows()).isEqualTo(expected);
    }
  }

  private Follower follow(String url) {
    return new Follower(home, Terminal.NONE, Map.of("LATCHKEY_DB", url));
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private static void join(Thread thread) {
    try {
      thread.join();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
