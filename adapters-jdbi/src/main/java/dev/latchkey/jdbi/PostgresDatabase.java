package dev.latchkey.jdbi;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import javax.sql.DataSource;
import org.jdbi.v3.core.ConnectionFactory;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.HandleCallback;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;

/** An open PostgreSQL database. Thread-safe. */
final class PostgresDatabase implements Database {

  private static final String PRODUCT = "PostgreSQL";

  /** How often work is tried that gets in others' way. */
  private static final int TRIES = 10;

  private static final long LONGEST_PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

  private final Dialect dialect = new PostgresDialect();
  private final Jdbi jdbi;
  private final ConnectionFactory feedConnections;
  private final Runnable closing;

  private PostgresDatabase(
      ConnectionFactory connections, ConnectionFactory feedConnections, Runnable closing) {
    jdbi = Jdbi.create(connections);
    this.feedConnections = feedConnections;
    dialect.configure(jdbi);
    this.closing = closing;
  }

  /**
   * Opens the database that a URL names, by a pool of its own, and brings its tables up to date.
   */
  static PostgresDatabase open(PostgresUrl url) {
    PostgresConnections connections = connect(url);
    try {
      new PostgresSchema(connections, schema -> PostgresMigration.run(url, schema)).bringUpToDate();
      return new PostgresDatabase(
          connections, () -> PostgresConnections.apart(url), connections::close);
    } catch (Throwable failure) {
      connections.close();
      throw failure;
    }
  }

  /** The same with the pool of a host, which stays the host's. */
  static PostgresDatabase over(DataSource pool) {
    requirePostgres(pool);
    new PostgresSchema(pool::getConnection, schema -> PostgresMigration.run(pool, schema))
        .bringUpToDate();
    return new PostgresDatabase(pool::getConnection, pool::getConnection, () -> {});
  }

  /** Begins to keep {@code memory} in step with the database, by a connection of its own. */
  Feed feed(KeyMemory memory, Lease lease, VerificationCache settings) {
    return new PostgresFeed(feedConnections, dialect, memory, lease, settings);
  }

  private static void requirePostgres(DataSource pool) {
    try (Connection connection = pool.getConnection()) {
      String product = connection.getMetaData().getDatabaseProductName();
      if (!product.equals(PRODUCT)) {
        throw new IllegalArgumentException(
            "the connections are to "
                + product
                + " (expected: "
                + PRODUCT
                + "; a file of SQLite is opened by its path)");
      }
      PostgresTransaction.requireReadCommitted(connection);
    } catch (SQLException e) {
      throw PostgresFailures.translate("connect to the database", e);
    }
  }

  private static PostgresConnections connect(PostgresUrl url) {
    try {
      return PostgresConnections.to(url);
    } catch (RuntimeException e) {
      throw PostgresFailures.translate("connect to the database", e);
    }
  }

  @Override
  public Dialect dialect() {
    return dialect;
  }

  @Override
  public <R> R read(HandleCallback<R, RuntimeException> query) {
    try {
      return jdbi.withHandle(handle -> outsideTransaction(handle, query));
    } catch (JdbiException e) {
      throw dialect.translate("read the database", e);
    }
  }

  /** A host's connections may begin a transaction with every statement. */
  private <R> R outsideTransaction(Handle handle, HandleCallback<R, RuntimeException> query) {
    return new PostgresTransaction(handle).isAutomatic()
        ? query.withHandle(handle)
        : new PostgresTransaction(handle).run(query);
  }

  /**
   * {@inheritDoc}
   *
   * <p>Transactions that wait for each other in a circle, and those that the isolation of a host's
   * connections refuses, are run again.
   */
  @Override
  public <R> R write(HandleCallback<R, RuntimeException> work) {
    for (int tries = 1; ; tries++) {
      try {
        return jdbi.withHandle(handle -> new PostgresTransaction(handle).run(work));
      } catch (JdbiException e) {
        if (tries == TRIES || !PostgresFailures.isConflict(e)) {
          throw dialect.translate("change the database", e);
        }
        LockSupport.parkNanos(ThreadLocalRandom.current().nextLong(LONGEST_PAUSE_NANOS));
      }
    }
  }

  @Override
  public void close() {
    closing.run();
  }
}
