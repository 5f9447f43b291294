package dev.latchkey.jdbi;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.time.Duration;
import java.util.Properties;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.HandleCallback;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;

/**
 * An open SQLite database. There is one connection for writing, because SQLite lets only one write
 * at a time and a second would only wait within the driver, and some more for reading. They are
 * pools of their own, so that neither readers nor writers can starve the others. Thread-safe.
 */
final class SqliteDatabase implements Database {

  /** How long to wait for the write lock that another process, or another thread here, has. */
  private static final Duration BUSY_TIMEOUT = Duration.ofSeconds(5);

  private static final int READERS = 4;

  /** SQLITE_OPEN_READWRITE of sqlite.org/c3ref/open.html. */
  private static final int OPEN_READWRITE = 2;

  private final Dialect dialect = new SqliteDialect();
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

  /** Begins to keep {@code memory} in step with the file, by a connection of its own. */
  Feed feed(KeyMemory memory, Lease lease, VerificationCache settings) {
    return new SqliteFeed(
        file,
        () -> DriverManager.getConnection(file.jdbcUrl(), driverSettings()),
        dialect,
        memory,
        lease,
        settings);
  }

  /** For changing things, one at a time. */
  Jdbi writes() {
    return writes;
  }

  /** For reading what is committed. */
  Jdbi reads() {
    return reads;
  }

  @Override
  public Dialect dialect() {
    return dialect;
  }

  @Override
  public <R> R read(HandleCallback<R, RuntimeException> query) {
    file.requireSame();
    try {
      return reads.withHandle(query);
    } catch (JdbiException e) {
      throw dialect.translate("read the database", e);
    }
  }

  /**
   * {@inheritDoc}
   *
   * <p>It takes the write lock at its beginning (IMMEDIATE): a transaction that begins by reading
   * and would get the lock later is refused at once if another has written meanwhile.
   */
  @Override
  public <R> R write(HandleCallback<R, RuntimeException> work) {
    file.requireSame();
    try {
      return writes.withHandle(handle -> inTransaction(handle, work));
    } catch (JdbiException e) {
      throw dialect.translate("change the database", e);
    }
  }

  // Not by the driver's own commit: it begins the next transaction at once, and if that finds the
  // database locked, a change that was made would be reported as failed.
  private <R> R inTransaction(Handle handle, HandleCallback<R, RuntimeException> work) {
    handle.execute("BEGIN IMMEDIATE");
    try {
      R result = work.withHandle(handle);
      handle.execute("COMMIT");
      return result;
    } catch (Throwable failure) {
      rollBack(handle, failure);
      throw failure;
    }
  }

  private void rollBack(Handle handle, Throwable failure) {
    try {
      handle.execute("ROLLBACK");
    } catch (RuntimeException e) {
      // SQLite has rolled back by itself after some failures, such as a full disk. What state the
      // connection is in is not known.
      failure.addSuppressed(e);
      writePool.evictConnection(handle.getConnection());
    }
  }

  @Override
  public void close() {
    readPool.close();
    // Last, because the last connection to close moves the log into the file and removes it.
    writePool.close();
  }

  private Jdbi jdbi(HikariDataSource pool) {
    Jdbi jdbi = Jdbi.create(pool);
    dialect.configure(jdbi);
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
    // Of a new file: a table of millions of keys is one page less deep than with the default of
    // 4096.
    settings.setProperty("page_size", "8192");
    // In KiB: with the default of 2 MB a page of a long list is read from the file, row by row.
    settings.setProperty("cache_size", "-16384");
    settings.setProperty("busy_timeout", Long.toString(BUSY_TIMEOUT.toMillis()));
    return settings;
  }
}
