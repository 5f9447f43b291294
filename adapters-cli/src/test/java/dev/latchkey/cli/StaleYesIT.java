package dev.latchkey.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.cli.StaleYesHunt.Findings;
import dev.latchkey.jdbi.testkit.PostgresExtension;
import dev.latchkey.jdbi.testkit.PostgresServer;
import java.nio.file.Path;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * Dead means dead on every node (G5), also when notices are lost and nodes are paused or cut off.
 * {@link StaleYesRun} is the long form.
 */
@ExtendWith(PostgresExtension.class)
final class StaleYesIT {

  private static final int EXPIRIES = 300;

  @TempDir Path home;

  @Test
  @Timeout(value = 5, unit = TimeUnit.MINUTES)
  void givenThreeNodesOnABadDay_whenKeysAreExpired_thenNoneIsAcceptedAfterTheAnswer(
      PostgresServer postgres) throws Exception {
    String database = postgres.createEmptyDatabase();
    long seed = new Random().nextLong();
    try (Cluster cluster = Cluster.start(home, database)) {
      StaleYesHunt hunt = new StaleYesHunt(cluster.nodes(), cluster.ownerToken(), EXPIRIES);
      Thread trouble = Trouble.begin(cluster, seed);

      Findings findings = hunt.run();

      Trouble.end(trouble);
      assertThat(findings.violations()).as("seed %d", seed).isEmpty();
      assertThat(findings.expireNanos()).hasSizeGreaterThanOrEqualTo(EXPIRIES - 10);
      assertThat(findings.verifications()).isGreaterThan(1_000);
    } finally {
      postgres.drop(database);
    }
  }
}
