package dev.latchkey.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.jdbi.testkit.PostgresExtension;
import dev.latchkey.jdbi.testkit.PostgresServer;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What an operator sees of several servers on one PostgreSQL. */
@ExtendWith(PostgresExtension.class)
final class NodesIT {

  @TempDir Path home;

  @Test
  void givenThreeNodes_whenATokenIsRemoved_thenItIsToldOnHowManyItIsDeadAlsoIfOneIsCutOff(
      PostgresServer postgres) throws Exception {
    String database = postgres.createEmptyDatabase();
    try (Cluster cluster = Cluster.start(home, database)) {
      InProcess operator =
          new InProcess(home)
              .with("LATCHKEY_URL", cluster.nodes().get(0).url())
              .with("LATCHKEY_TOKEN", cluster.ownerToken());
      operator.run("tokens", "create", "--name", "one");
      operator.run("tokens", "create", "--name", "two");

      assertThat(operator.run("nodes", "list", "--no-headers").out().lines()).hasSize(3);
      assertThat(operator.run("tokens", "rm", "one").out())
          .containsPattern("\n  dead on 3 of 3 node\\(s\\) after [0-9]+ ms\n");

      cluster.wayOf(2).freeze();
      assertThat(operator.run("tokens", "rm", "two").out())
          .containsPattern(
              "\n  dead on 3 of 3 node\\(s\\) after [0-9]{4} ms, 1 of them by its lease\n");
    } finally {
      postgres.drop(database);
    }
  }
}
