package dev.latchkey.jdbi;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicLong;
import org.jdbi.v3.core.ConnectionFactory;

/**
 * A pool of connections to a PostgreSQL server. While the server is away it fails at once: of the
 * threads that ask, one a second waits for a connection, and the pool itself keeps trying.
 * Thread-safe.
 */
final class PostgresConnections implements ConnectionFactory, AutoCloseable {

  private static final int MOST = 10;
  private static final int IDLE = 2;
  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(2);
  private static final Duration ALIVE_TIMEOUT = Duration.ofSeconds(1);

  /**
   * More than any statement may take, unless somebody lets it take longer and leaves this as it is
   * in the URL. So only a server that is gone is given up.
   */
  private static final Duration SOCKET_TIMEOUT = Duration.ofSeconds(10);

  private static final long BETWEEN_TRIES_NANOS = Duration.ofSeconds(1).toNanos();

  /**
   * Each is set only where nobody has set it, for the server, the database, the role or in the URL.
   * No limit at all is no choice: it is what there is where nobody has chosen. With {@code
   * synchronous_commit = off} a change would be acknowledged before it is on the disk.
   */
  private static final String SESSION_SETTINGS =
      """
      SELECT set_config(name, wanted, false)
      FROM (VALUES
        ('statement_timeout', '0', '5s'),
        ('lock_timeout', '0', '3s'),
        ('idle_in_transaction_session_timeout', '0', '10s'),
        ('synchronous_commit', 'off', 'on')) AS settings (name, unset, wanted)
      WHERE current_setting(name) = unset
      """;

  private final HikariDataSource pool;

  /** When the next thread may wait, by {@link System#nanoTime}; only of use while away is true. */
  private final AtomicLong nextTry = new AtomicLong();

  private volatile boolean away;

  private PostgresConnections(HikariDataSource pool) {
    this.pool = pool;
  }

  /**
   * Opens a pool and its first connection.
   *
   * @throws com.zaxxer.hikari.pool.HikariPool.PoolInitializationException if there is none
   */
  static PostgresConnections to(PostgresUrl url) {
    HikariConfig config = new HikariConfig();
    config.setPoolName("latchkey-postgresql");
    config.setJdbcUrl(url.text());
    config.setDataSourceProperties(driverSettings());
    config.setMaximumPoolSize(MOST);
    config.setMinimumIdle(IDLE);
    config.setConnectionTimeout(CONNECT_TIMEOUT.toMillis());
    config.setValidationTimeout(ALIVE_TIMEOUT.toMillis());
    config.setTransactionIsolation("TRANSACTION_READ_COMMITTED");
    config.setConnectionInitSql(SESSION_SETTINGS);
    return new PostgresConnections(new HikariDataSource(config));
  }

  /** A connection that is in no pool. */
  static Connection apart(PostgresUrl url) throws SQLException {
    return DriverManager.getConnection(url.text(), driverSettings());
  }

  @Override
  public Connection openConnection() throws SQLException {
    if (away && pool.getHikariPoolMXBean().getTotalConnections() == 0 && !isMyTurn()) {
      throw new SQLTransientConnectionException(
          "The database server could not be reached a moment ago.", "08001");
    }
    try {
      Connection connection = pool.getConnection();
      away = false;
      return connection;
    } catch (SQLException e) {
      nextTry.set(System.nanoTime() + BETWEEN_TRIES_NANOS);
      away = pool.getHikariPoolMXBean().getTotalConnections() == 0;
      if (!away && e instanceof SQLTransientConnectionException) {
        // Without the cause, which may be of an outage that is long over.
        throw new SQLTransientConnectionException("No connection was free in time.");
      }
      throw e;
    }
  }

  private boolean isMyTurn() {
    long due = nextTry.get();
    long now = System.nanoTime();
    return now - due >= 0 && nextTry.compareAndSet(due, now + BETWEEN_TRIES_NANOS);
  }

  @Override
  public void close() {
    pool.close();
  }

  /** What the URL says has precedence over each of these: the driver sees to that. */
  private static Properties driverSettings() {
    Properties settings = new Properties();
    settings.setProperty("ApplicationName", "latchkey");
    settings.setProperty("connectTimeout", Long.toString(CONNECT_TIMEOUT.toSeconds()));
    settings.setProperty("socketTimeout", Long.toString(SOCKET_TIMEOUT.toSeconds()));
    settings.setProperty("tcpKeepAlive", "true");
    // The details of an error repeat the values of the record that it is about.
    settings.setProperty("logServerErrorDetail", "false");
    return settings;
  }
}
