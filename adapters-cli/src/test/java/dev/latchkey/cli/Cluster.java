package dev.latchkey.cli;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Three server processes over one PostgreSQL, each with a way of its own to the database. */
final class Cluster implements AutoCloseable {

  private static final int NODES = 3;
  private static final int SECONDS_TO_RECOVER = 60;
  private static final int POLL_MILLIS = 20;

  private final String database;
  private final List<DatabaseProxy> ways = new ArrayList<>();
  private final List<ServerProcess> nodes = new ArrayList<>();

  private Cluster(String database) {
    this.database = database;
  }

  /** Starts it over an empty database. */
  static Cluster start(Path home, String database, String... options) throws Exception {
    Cluster cluster = new Cluster(database);
    try {
      for (int i = 0; i < NODES; i++) {
        DatabaseProxy way = DatabaseProxy.before(database);
        cluster.ways.add(way);
        cluster.nodes.add(ServerProcess.start(home, way.jdbcUrl(), options));
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

  /** All the ways. */
  List<DatabaseProxy> ways() {
    return ways;
  }

  /**
   * Has the database crash: when one of its processes is killed, it ends all others, recovers from
   * its log and begins anew. Returns when it does.
   */
  void crashDatabase() throws SQLException, InterruptedException {
    try (Connection connection = DriverManager.getConnection(database);
        Statement statement = connection.createStatement();
        ResultSet own = statement.executeQuery("SELECT pg_backend_pid()")) {
      own.next();
      ProcessHandle process = ProcessHandle.of(own.getLong(1)).orElseThrow();
      process.destroyForcibly();
      // Then the database knows that it has crashed.
      process.onExit().join();
    }
    awaitDatabase();
  }

  private void awaitDatabase() throws SQLException, InterruptedException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS_TO_RECOVER);
    while (true) {
      try (Connection connection = DriverManager.getConnection(database);
          Statement statement = connection.createStatement()) {
        statement.execute("SELECT 1");
        return;
      } catch (SQLException e) {
        if (System.nanoTime() - end > 0) {
          throw e;
        }
      }
      TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
    }
  }

  /**
   * Ends the connections of those who listen for changes, and some others.
   *
   * @return how many listeners there were among them
   */
  int endListeners() throws SQLException {
    // The last that a listener has said is LISTEN or, most of the time, its beat.
    String end =
        """
        SELECT count(*) FILTER (WHERE listens AND pg_terminate_backend(pid))
        FROM (SELECT pid, query LIKE 'LISTEN%' OR query LIKE '%latchkey_nodes%' AS listens
              FROM pg_stat_activity
              WHERE datname = current_database() AND pid <> pg_backend_pid()) others
        """;
    String endOthers =
        """
        SELECT pg_terminate_backend(pid) FROM pg_stat_activity
        WHERE datname = current_database() AND pid <> pg_backend_pid() AND random() < 0.3
        """;
    try (Connection connection = DriverManager.getConnection(database);
        Statement statement = connection.createStatement()) {
      statement.execute(endOthers);
      try (ResultSet count = statement.executeQuery(end)) {
        count.next();
        return count.getInt(1);
      }
    }
  }

  /** Does something to the database, past the nodes. */
  void execute(String sql) throws SQLException {
    try (Connection connection = DriverManager.getConnection(database);
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  @Override
  public void close() {
    nodes.forEach(ServerProcess::close);
    ways.forEach(DatabaseProxy::close);
  }
}
