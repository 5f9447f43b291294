package dev.latchkey.jdbi;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.core.testkit.Site;
import dev.latchkey.jdbi.testkit.PostgresServer;
import java.io.IOException;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;

/**
 * A node that dies while it makes the tables leaves nothing behind that is in the next one's way.
 */
final class PostgresMigrationCrashIT {

  private static final int KILLS = 10;

  /** About as long as it takes to open an empty database. */
  private static final int MAX_MICROS = 1_200_000;

  private PostgresServer server;

  @BeforeEach
  void start() {
    server = PostgresServer.startDurable();
  }

  @AfterEach
  void close() throws IOException {
    server.close();
  }

  @Test
  @Timeout(value = 5, unit = TimeUnit.MINUTES, threadMode = ThreadMode.SEPARATE_THREAD)
  void givenANodeThatMakesTheTables_whenKilled_thenTheNextOneHasAllOfThem() throws IOException {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    int interrupted = 0;
    for (int kill = 1; kill <= KILLS; kill++) {
      String url = server.createEmptyDatabase();
      if (isKilledWhileOpening(url, random.nextInt(MAX_MICROS))) {
        interrupted++;
      }
      try (Site site = Site.over(JdbiKeyStore.open(url))) {
        assertThat(site.accepts(site.issue(site.member("maria"), "ci")))
            .as("seed %s, kill %s", seed, kill)
            .isTrue();
      }
      server.drop(url);
    }
    assertThat(interrupted).as("nodes killed before they had done, seed " + seed).isPositive();
  }

  private static boolean isKilledWhileOpening(String url, int micros) throws IOException {
    try (ChildProcess child = ChildProcess.launch(OpeningChild.class, List.of(), List.of(url))) {
      child.awaitReady();
      child.goOn();
      child.killAfter(micros);
      return child.nextLine() == null;
    }
  }
}
