package dev.latchkey.cli;

import dev.latchkey.core.key.KeyId;
import dev.latchkey.http.client.LatchkeyClient;
import dev.latchkey.http.wire.CreateTokenJson;
import dev.latchkey.jdbi.testkit.PostgresServer;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What a dead key that is tried again and again takes from the database, and from those who have a
 * good one, beside what the same load does to a bare Undertow. {@code docs/performance.md} tells
 * how to run it and what came of it.
 */
final class DeadKeyRun {

  private static final int SECONDS = 60;
  private static final int PART = SECONDS / 4;
  private static final String TRANSACTIONS =
      "SELECT xact_commit + xact_rollback FROM pg_stat_database WHERE datname = current_database()";

  @TempDir Path home;

  @Test
  void givenADeadKey_whenItIsTriedForAMinute_thenWhatThatTakesIsPrinted() throws Exception {
    try (PostgresServer database = PostgresServer.startDurable()) {
      String jdbcUrl = database.createEmptyDatabase();
      try (ServerProcess server = ServerProcess.start(home, jdbcUrl)) {
        LatchkeyClient owner = server.client(server.ownerToken());
        String good = owner.createToken("me", CreateTokenJson.named("good")).reveal();
        String dead = owner.createToken("me", CreateTokenJson.named("dead")).reveal();
        owner.expireApiKey("me", dead.substring(0, KeyId.LENGTH));
        measure(jdbcUrl, server.url() + "/api/v2/auth/check", good, dead);
      }
    }
  }

  private void measure(String url, String path, String good, String dead) throws Exception {
    PacedWrk goodLoad = new PacedWrk(path, good, 8, 2, PART);
    warmUp(goodLoad, path, dead);
    print("good key alone", goodLoad.start(home).load());
    long atRest = transactions(url);
    attack("dead key", path, dead, "good key meanwhile", goodLoad);
    long before = transactions(url);
    System.out.printf("transactions of the database in that minute: %d%n", before - atRest);
    for (int part = 0; part < SECONDS / PART; part++) {
      print("good key alone", goodLoad.start(home).load());
    }
    System.out.printf(
        "transactions of the database in a minute without: %d%n", transactions(url) - before);
    try (BareServerProcess bare = BareServerProcess.start(path, good)) {
      PacedWrk bareLoad = new PacedWrk(bare.url(), good, 8, 2, PART);
      warmUp(bareLoad, bare.url(), dead);
      print("bare server alone", bareLoad.start(home).load());
      attack("bare server, the many", bare.url(), dead, "bare server, the few", bareLoad);
    }
  }

  private void warmUp(PacedWrk few, String path, String dead) throws Exception {
    few.start(home).load();
    new PacedWrk(path, dead, 64, 2, PART).start(home).load();
  }

  private void attack(String what, String path, String token, String meanwhile, PacedWrk few)
      throws Exception {
    PacedWrk.Running attack = new PacedWrk(path, token, 64, 2, SECONDS).start(home);
    for (int part = 0; part < SECONDS / PART - 1; part++) {
      print(meanwhile, few.start(home).load());
    }
    print(what, attack.load());
  }

  private static void print(String what, Wrk.Load load) {
    System.out.println(what + ": " + load + " a second (half, 99 of a hundred)");
  }

  private static long transactions(String url) throws SQLException {
    try (Connection connection = DriverManager.getConnection(url);
        Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(TRANSACTIONS)) {
      result.next();
      return result.getLong(1);
    }
  }
}
