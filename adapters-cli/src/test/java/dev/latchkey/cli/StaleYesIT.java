package dev.latchkey.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.cli.Trouble.Kind;
import dev.latchkey.jdbi.testkit.PostgresExtension;
import dev.latchkey.jdbi.testkit.PostgresServer;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * Dead means dead on every node (G5), also when notices are lost and nodes are paused or cut off.
 * {@link StaleYesRun} is the long form. That the hunt finds a node that is not told, or not waited
 * for, is tested by having that so.
 */
@ExtendWith(PostgresExtension.class)
@Timeout(value = 5, unit = TimeUnit.MINUTES)
final class StaleYesIT {

  private static final int EXPIRIES = 120;
  private static final int FEW_EXPIRIES = 12;

  @TempDir Path home;

  @Test
  void givenThreeNodesOnABadDay_whenKeysAreExpired_thenNoneIsAcceptedAfterTheAnswer(
      PostgresServer postgres) throws Exception {
    String database = postgres.createEmptyDatabase();
    long seed = new Random().nextLong();
    try (Cluster cluster = Cluster.start(home, database);
        StaleYesHunt hunt = StaleYesHunt.begin(cluster.nodes(), cluster.ownerToken());
        Trouble trouble = Trouble.begin(cluster, seed)) {

      HuntFindings findings = hunt.run(EXPIRIES);

      Map<Kind, Integer> happened = trouble.end();
      System.out.println(findings.figures("a bad day: " + happened));
      assertThat(findings.staleYes()).as("seed %s", seed).isEmpty();
      assertThat(findings.wrongNo()).as("seed %s", seed).isEmpty();
      assertThat(findings.expireNanos()).hasSize(EXPIRIES);
      assertThat(findings.acceptedAlive()).allMatch(keys -> keys > EXPIRIES / 3);
      assertThat(findings.verifications()).isGreaterThan(3_000);
      assertThat(happened).hasSizeGreaterThanOrEqualTo(4);
    } finally {
      postgres.drop(database);
    }
  }

  @Test
  void givenChangesThatNobodyIsToldOf_whenKeysAreExpired_thenTheHuntFindsNodesThatAcceptThem(
      PostgresServer postgres) throws Exception {
    String database = postgres.createEmptyDatabase();
    try (Cluster cluster = Cluster.start(home, database);
        StaleYesHunt hunt = StaleYesHunt.begin(cluster.nodes(), cluster.ownerToken())) {
      cluster.execute("ALTER TABLE api_keys DISABLE TRIGGER latchkey_key_changed");

      HuntFindings findings = hunt.run(FEW_EXPIRIES);

      assertThat(findings.staleYes()).isNotEmpty();
      assertThat(findings.wrongNo()).isEmpty();
    } finally {
      postgres.drop(database);
    }
  }

  @Test
  void givenANodeThatIsNotWaitedForAsLongAsItsLease_whenItIsCutOff_thenTheHuntFindsThatItAccepts(
      PostgresServer postgres) throws Exception {
    String database = postgres.createEmptyDatabase();
    try (Cluster cluster = Cluster.start(home, database, "--lease", "10m");
        StaleYesHunt hunt = StaleYesHunt.begin(cluster.nodes(), cluster.ownerToken())) {
      cluster.execute(
          "UPDATE latchkey_nodes SET lease_millis = 1"
              + " WHERE started_at = (SELECT max(started_at) FROM latchkey_nodes)");
      cluster.wayOf(2).freeze();

      HuntFindings findings = hunt.run(FEW_EXPIRIES, 2);

      assertThat(findings.staleYes())
          .isNotEmpty()
          .allMatch(yes -> yes.startsWith(cluster.nodes().get(2).url()));
      assertThat(findings.wrongNo()).isEmpty();
    } finally {
      postgres.drop(database);
    }
  }
}
