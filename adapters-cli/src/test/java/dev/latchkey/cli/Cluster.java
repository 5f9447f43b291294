package dev.latchkey.cli;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;

/** Three server processes over one PostgreSQL, each with a way of its own to the database. */
final class Cluster implements AutoCloseable {

  private static final int NODES = 3;

  private final String database;
  private final List<DatabaseProxy> ways = new ArrayList<>();
  private final List<ServerProcess> nodes = new ArrayList<>();

  private Cluster(String database) {
    this.database = database;
  }

  /** Starts it over an empty database. */
  static Cluster start(Path home, String database) throws Exception {
    Cluster cluster = new Cluster(database);
    try {
      for (int i = 0; i < NODES; i++) {
        DatabaseProxy way = DatabaseProxy.before(database);
        cluster.ways.add(way);
        cluster.nodes.add(ServerProcess.start(home, way.jdbcUrl()));
      }
      return cluster;
    } catch (Exception e) {
      cluster.close();
      throw e;
    }
  }

  List<ServerProcess> nodes() {
    return nodes;
  }

  /** The token of the first user, a site owner. */
  String ownerToken() throws Exception {
    return nodes.get(0).ownerToken();
  }

  /** The way of one node to the database. */
  DatabaseProxy wayOf(int node) {
    return ways.get(node);
  }

  /**
   * Breaks things one after the other, until the thread is interrupted. What was broken is mended
   * then.
   */
  void breakThings(Random random) throws Exception {
    try {
      while (!Thread.interrupted()) {
        int victim = random.nextInt(NODES);
        long millis = 100L + random.nextInt(2_000);
        switch (random.nextInt(6)) {
          case 0 -> pause(victim, millis);
          case 1 -> {
            ways.get(victim).cut();
            TimeUnit.MILLISECONDS.sleep(millis);
          }
          case 2 -> {
            ways.get(victim).freeze();
            TimeUnit.MILLISECONDS.sleep(millis);
          }
          case 3 -> {
            ways.forEach(way -> way.loseNotices(0.5));
            TimeUnit.MILLISECONDS.sleep(millis);
          }
          case 4 -> endListeners();
          default -> {
            // As if the database was restarted.
            ways.forEach(DatabaseProxy::cut);
            TimeUnit.MILLISECONDS.sleep(millis / 4);
          }
        }
        ways.forEach(DatabaseProxy::heal);
        TimeUnit.MILLISECONDS.sleep(random.nextInt(500));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      ways.forEach(DatabaseProxy::heal);
    }
  }

  private void pause(int victim, long millis) throws Exception {
    ServerProcess node = nodes.get(victim);
    node.pause();
    try {
      TimeUnit.MILLISECONDS.sleep(millis);
    } finally {
      node.resume();
    }
  }

  private void endListeners() throws SQLException {
    try (Connection connection = DriverManager.getConnection(database);
        Statement statement = connection.createStatement()) {
      statement.execute(
          "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
              + " WHERE datname = current_database() AND pid <> pg_backend_pid()"
              + " AND (query ILIKE 'LISTEN%' OR random() < 0.3)");
    }
  }

  @Override
  public void close() {
    nodes.forEach(ServerProcess::close);
    ways.forEach(DatabaseProxy::close);
  }
}
