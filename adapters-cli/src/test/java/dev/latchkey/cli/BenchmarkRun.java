package dev.latchkey.cli;

import dev.latchkey.http.wire.CreateTokenJson;
import dev.latchkey.jdbi.testkit.PostgresServer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * How many requests a second a server answers beside a bare Undertow that answers the same bytes.
 * Its name keeps it out of every build but that of the profile {@code bench}; {@code
 * docs/performance.md} tells how to run it and what came of it.
 */
final class BenchmarkRun {

  private static final int ROUNDS = 5;
  private static final List<String> PATHS = List.of("/api/v2/users/me", "/api/v2/auth/check");

  @TempDir Path home;

  @Test
  void givenASqliteFile_whenAskedBesideABareServer_thenTheRatiosArePrinted() throws Exception {
    compare("SQLite", "jdbc:sqlite:" + home.resolve("keys.db"));
  }

  @Test
  void givenPostgres_whenAskedBesideABareServer_thenTheRatiosArePrinted() throws Exception {
    try (PostgresServer database = PostgresServer.startDurable()) {
      compare("PostgreSQL", database.createEmptyDatabase());
    }
  }

  private void compare(String store, String jdbcUrl) throws Exception {
    try (ServerProcess server = ServerProcess.start(home, jdbcUrl)) {
      String token =
          server
              .client(server.ownerToken())
              .createToken("me", CreateTokenJson.named("bench"))
              .reveal();
      for (String path : PATHS) {
        try (BareServerProcess bare = BareServerProcess.start(server.url() + path, token)) {
          compare(store, path, new Wrk(server.url() + path, token), new Wrk(bare.url(), token));
        }
      }
    }
  }

  private static void compare(String store, String path, Wrk server, Wrk bare) throws Exception {
    server.run();
    bare.run();
    List<Wrk.Load> ours = new ArrayList<>();
    List<Wrk.Load> theirs = new ArrayList<>();
    List<Double> ratios = new ArrayList<>();
    for (int round = 0; round < ROUNDS; round++) {
      ours.add(server.run());
      theirs.add(bare.run());
      ratios.add(ours.get(round).rate() / theirs.get(round).rate());
    }
    ratios.sort(null);
    System.out.printf(
        "| %s | %s | %s | %s | **%.2f** | %.2f to %.2f |%n",
        store,
        path,
        Wrk.Load.median(ours),
        Wrk.Load.median(theirs),
        ratios.get(ROUNDS / 2),
        ratios.get(0),
        ratios.get(ROUNDS - 1));
  }
}
