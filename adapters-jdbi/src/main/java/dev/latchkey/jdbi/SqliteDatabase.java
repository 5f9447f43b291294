package dev.latchkey.jdbi;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Duration;
import java.util.Properties;
import org.jdbi.v3.core.Handles;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.StatementExceptions;
import org.jdbi.v3.core.statement.StatementExceptions.MessageRendering;

/**
 * An open SQLite database. There is one connection for writing, because SQLite lets only one write
 * at a time and a second would only wait within the driver, and some more for reading. They are
 * pools of their own, so that neither readers nor writers can starve the others. Thread-safe.
 */
final class SqliteDatabase implements AutoCloseable {

  /** How long to wait for the write lock that another process, or another thread here, has. */
  private static final Duration BUSY_TIMEOUT = Duration.ofSeconds(5);

  private static final int READERS = 4;

  /** SQLITE_OPEN_READWRITE of sqlite.org/c3ref/open.html. */
  private static final int OPEN_READWRITE = 2;

  private final SqliteFile file;
  private final HikariDataSource writePool;
  private final HikariDataSource readPool;
  private final Jdbi writes;
  private final Jdbi reads;

  private SqliteDatabase(SqliteFile file, HikariDataSource writePool, HikariDataSource readPool) {
    this.file = file;
    this.writePool = writePool;
    this.readPool = readPool;
    writes = jdbi(writePool);
    reads = jdbi(readPool);
  }

  /** Opens {@code path} and brings its tables up to date. */
  static SqliteDatabase open(Path path) {
    return open(SqliteFile.prepare(path));
  }

  /** The same with a file that is there, and that must be the same one to the end. */
  static SqliteDatabase open(SqliteFile file) {
    new SqliteSchema(file, driverSettings()).bringUpToDate();
    HikariDataSource writePool = pool(file, "write", 1);
    try {
      return withReaders(file, writePool);
    } catch (Throwable failure) {
      writePool.close();
      throw failure;
    }
  }

  private static SqliteDatabase withReaders(SqliteFile file, HikariDataSource writePool) {
    HikariDataSource readPool = pool(file, "read", READERS);
    try {
      file.requireSame();
      return new SqliteDatabase(file, writePool, readPool);
    } catch (Throwable failure) {
      readPool.close();
      throw failure;
    }
  }

  /** For changing things, one at a time. */
  Jdbi writes() {
    return writes;
  }

  /** For reading what is committed. */
  Jdbi reads() {
    return reads;
  }

  /** Refuses to go on if the file was removed or replaced. */
  void requireSameFile() {
    file.requireSame();
  }

  /** Closes a connection for writing when its work is done: its state is not known. */
  void discard(Connection connection) {
    writePool.evictConnection(connection);
  }

  /** Closes every connection. */
  @Override
  public void close() {
    readPool.close();
    // Last, because the last connection to close moves the log into the file and removes it.
    writePool.close();
  }

  private static Jdbi jdbi(HikariDataSource pool) {
    Jdbi jdbi = Jdbi.create(pool);
    // The default would print bound values, and with them hashes, in exceptions.
    jdbi.getConfig(StatementExceptions.class).setMessageRendering(MessageRendering.NONE);
    // Transactions are begun and ended by statements, of which JDBI does not know.
    jdbi.getConfig(Handles.class).setForceEndTransactions(false);
    jdbi.registerArgument(new SqliteArguments.OfInstant());
    jdbi.registerArgument(new SqliteArguments.OfUuid());
    return jdbi;
  }

  private static HikariDataSource pool(SqliteFile file, String name, int size) {
    HikariConfig config = new HikariConfig();
    config.setPoolName("latchkey-" + name);
    config.setJdbcUrl(file.jdbcUrl());
    config.setDataSourceProperties(driverSettings());
    config.setMaximumPoolSize(size);
    config.setMinimumIdle(1);
    config.setConnectionTimeout(BUSY_TIMEOUT.toMillis());
    // The file was opened just now, to look at the schema.
    config.setInitializationFailTimeout(-1);
    return new HikariDataSource(config);
  }

  private static Properties driverSettings() {
    Properties settings = new Properties();
    // Without leave to create it: in place of a file that is gone there would be an empty one.
    settings.setProperty("open_mode", Integer.toString(OPEN_READWRITE));
    settings.setProperty("journal_mode", "WAL");
    settings.setProperty("synchronous", "FULL");
    settings.setProperty("foreign_keys", "true");
    settings.setProperty("busy_timeout", Long.toString(BUSY_TIMEOUT.toMillis()));
    return settings;
  }
}
