package dev.latchkey.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.cli.Trouble.Kind;
import dev.latchkey.jdbi.testkit.PostgresServer;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Expires thousands of keys on three nodes and prints how long it takes until they are dead
 * everywhere: with all in order, with one node cut off, and on a bad day. Its name keeps it out of
 * every build but that of the profile {@code bench}; {@code docs/performance.md} tells how to run
 * it and what came of it.
 */
final class StaleYesRun {

  private static final int EXPIRIES = Integer.getInteger("latchkey.hunt.expiries", 10_000);

  @TempDir Path home;

  @Test
  void givenThreeNodes_whenAllIsInOrder_thenTheFiguresArePrinted() throws Exception {
    print("all in order", (cluster, hunt) -> hunt.runOneByOne(EXPIRIES / 4));
  }

  @Test
  void givenThreeNodes_whenFourExpireAtOnce_thenTheFiguresArePrinted() throws Exception {
    print("all in order, four at once", (cluster, hunt) -> hunt.run(EXPIRIES / 4));
  }

  @Test
  void givenThreeNodes_whenOneIsCutOff_thenTheFiguresArePrinted() throws Exception {
    print(
        "one node cut off",
        (cluster, hunt) -> {
          cluster.wayOf(2).freeze();
          return hunt.run(EXPIRIES / 20, 2);
        });
  }

  @Test
  void givenThreeNodes_whenTheDayIsBad_thenTheFiguresArePrinted() throws Exception {
    long seed = new Random().nextLong();
    System.out.println("seed " + seed);
    print(
        "a bad day",
        (cluster, hunt) -> {
          try (Trouble trouble = Trouble.begin(cluster, seed)) {
            HuntFindings findings = hunt.run(EXPIRIES);
            Map<Kind, Integer> happened = trouble.end();
            System.out.println(happened);
            assertThat(happened).containsKeys(Kind.values());
            return findings;
          }
        });
  }

  /** What happens to a cluster while keys are expired. */
  private interface Day {
    HuntFindings on(Cluster cluster, StaleYesHunt hunt) throws Exception;
  }

  private void print(String what, Day day) throws Exception {
    try (PostgresServer postgres = PostgresServer.startDurable();
        Cluster cluster = Cluster.start(home, postgres.createEmptyDatabase());
        StaleYesHunt hunt = StaleYesHunt.begin(cluster.nodes(), cluster.ownerToken())) {
      hunt.warmUp(EXPIRIES / 20);
      HuntFindings findings = day.on(cluster, hunt);
      System.out.println(findings.figures(what));
      assertThat(findings.staleYes()).isEmpty();
      assertThat(findings.wrongNo()).isEmpty();
      assertThat(findings.acceptedAlive()).allMatch(keys -> keys > 0);
    }
  }
}
