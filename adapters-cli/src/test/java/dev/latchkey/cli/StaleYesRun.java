package dev.latchkey.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.cli.StaleYesHunt.Findings;
import dev.latchkey.jdbi.testkit.PostgresServer;
import java.nio.file.Path;
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
    hunt("all in order", EXPIRIES / 4, cluster -> {}, cluster -> {});
  }

  @Test
  void givenThreeNodes_whenOneIsCutOff_thenTheFiguresArePrinted() throws Exception {
    hunt(
        "one node cut off",
        EXPIRIES / 20,
        cluster -> cluster.wayOf(2).freeze(),
        cluster -> cluster.wayOf(2).heal());
  }

  @Test
  void givenThreeNodes_whenTheDayIsBad_thenTheFiguresArePrinted() throws Exception {
    long seed = new Random().nextLong();
    System.out.println("seed " + seed);
    Thread[] trouble = new Thread[1];
    hunt(
        "a bad day",
        EXPIRIES,
        cluster -> trouble[0] = Trouble.begin(cluster, seed),
        cluster -> Trouble.end(trouble[0]));
  }

  /** What is done to a cluster. */
  private interface Deed {
    void on(Cluster cluster) throws Exception;
  }

  private void hunt(String what, int expiries, Deed before, Deed after) throws Exception {
    try (PostgresServer postgres = PostgresServer.startDurable();
        Cluster cluster = Cluster.start(home, postgres.createEmptyDatabase())) {
      StaleYesHunt hunt = new StaleYesHunt(cluster.nodes(), cluster.ownerToken(), expiries);
      before.on(cluster);
      Findings findings = hunt.run();
      after.on(cluster);
      System.out.println(findings.figures(what));
      assertThat(findings.violations()).isEmpty();
    }
  }
}
