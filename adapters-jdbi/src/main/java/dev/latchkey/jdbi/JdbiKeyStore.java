package dev.latchkey.jdbi;

import static java.util.Objects.requireNonNull;

import dev.latchkey.core.port.AuditQueries;
import dev.latchkey.core.port.KeyDirectory;
import dev.latchkey.core.port.KeyQueries;
import dev.latchkey.core.port.KeyStore;
import dev.latchkey.core.port.Propagation;
import dev.latchkey.core.port.Transactor;
import dev.latchkey.core.port.UsagePort;
import dev.latchkey.core.port.UserDirectory;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.function.Function;
import javax.sql.DataSource;
import org.jdbi.v3.core.Handle;

/**
 * A {@link KeyStore} in an SQLite database file or a PostgreSQL database. Several of them may have
 * the same one open, in one process or in many, of PostgreSQL on many machines; what one has
 * committed, the others read at once. Changes are on the disk when they are acknowledged (G8).
 * Thread-safe.
 */
public final class JdbiKeyStore implements KeyStore {

  private static final String SQLITE_URL = "jdbc:sqlite:";

  private final Database database;
  private final Feed feed;
  private final Transactor transactor;
  private final KeyDirectory directory;
  private final KeyQueries keys;
  private final UserDirectory users;
  private final AuditQueries audit;
  private final UsagePort usage;
  private final Propagation propagation;

  /** A store that remembers nothing. */
  JdbiKeyStore(Database database) {
    this(
        database,
        new SqlKeyDirectory(database),
        Feed.NONE,
        new SqlPropagation(database, Feed.NONE));
  }

  private JdbiKeyStore(
      Database database, KeyDirectory directory, Feed feed, Propagation propagation) {
    this.database = database;
    this.directory = directory;
    this.feed = feed;
    this.propagation = propagation;
    transactor = new JdbiTransactor(database, feed);
    keys = new SqlKeyQueries(database);
    users = new SqlUserDirectory(database);
    audit = new SqlAuditQueries(database);
    usage = new SqlUsage(database, feed);
  }

  private static JdbiKeyStore of(SqliteDatabase database, VerificationCache cache) {
    Lease lease = new Lease(SqliteFeed.lengthOf(cache), cache.grace());
    return remembering(database, cache, lease, memory -> database.feed(memory, lease, cache));
  }

  private static JdbiKeyStore of(PostgresDatabase database, VerificationCache cache) {
    Lease lease = new Lease(cache.lease(), cache.grace());
    return remembering(database, cache, lease, memory -> database.feed(memory, lease, cache));
  }

  private static JdbiKeyStore remembering(
      Database database, VerificationCache cache, Lease lease, Function<KeyMemory, Feed> feed) {
    if (cache.isOff()) {
      return new JdbiKeyStore(database);
    }
    KeyMemory memory = new KeyMemory(cache.keys());
    KeyDirectory directory = new CachedKeyDirectory(new SqlKeyDirectory(database), memory, lease);
    Feed started = feed.apply(memory);
    return new JdbiKeyStore(database, directory, started, new SqlPropagation(database, started));
  }

  /**
   * Opens a database file. If there is none, it is made, for the owner of the process alone to read
   * and write; the directory must exist. Tables are created, or brought up to date, as needed.
   *
   * @throws IllegalArgumentException if {@code file} can't name a database file
   * @throws IllegalStateException if the database was written by a newer Latchkey
   * @throws dev.latchkey.core.error.LatchkeyException.Unavailable if the file can't be opened
   * @throws dev.latchkey.core.error.StoreException if it is no database, or not one of Latchkey
   */
  public static JdbiKeyStore sqlite(Path file) {
    return sqlite(file, VerificationCache.OFF);
  }

  /**
   * The same with verifications from memory, kept in step with the file by a thread and a
   * connection of its own. Its lease is 100 ms at most: a process that has the file open learns of
   * changes by looking, and whoever changes something waits for that.
   *
   * @see #sqlite(Path)
   */
  public static JdbiKeyStore sqlite(Path file, VerificationCache cache) {
    requireNonNull(cache, "cache is null");
    return of(SqliteDatabase.open(requireNonNull(file, "file is null")), cache);
  }

  /**
   * Opens the database that a JDBC URL names: an SQLite file as {@link #sqlite} does, or a
   * PostgreSQL database. That is reached by a pool of ten connections at most. Its tables are
   * created, or brought up to date, as needed, in the first schema of the search path; several
   * nodes may do so at once. While it can't be reached, calls fail at once, and the store recovers
   * by itself.
   *
   * @param jdbcUrl {@code jdbc:sqlite:PATH}, where PATH is a file, or {@code
   *     jdbc:postgresql://HOST:PORT/DATABASE} with any options of the driver, such as {@code user},
   *     {@code sslmode} and {@code currentSchema}; the driver reads the password from the file that
   *     the environment variable {@code PGPASSFILE} names, else from {@code ~/.pgpass}
   * @throws IllegalArgumentException if it is any other URL
   * @throws IllegalStateException if the database was written by a newer Latchkey
   * @throws dev.latchkey.core.error.LatchkeyException.Unavailable if it can't be reached
   * @throws dev.latchkey.core.error.StoreException if the tables can't be created there, or are not
   *     those of Latchkey
   */
  public static JdbiKeyStore open(String jdbcUrl) {
    return open(jdbcUrl, VerificationCache.OFF);
  }

  /**
   * The same with verifications from memory, kept in step with the database by a thread and a
   * connection of its own, which is in no pool.
   *
   * @see #open(String)
   */
  public static JdbiKeyStore open(String jdbcUrl, VerificationCache cache) {
    requireNonNull(cache, "cache is null");
    if (requireNonNull(jdbcUrl, "jdbcUrl is null").startsWith(PostgresUrl.PREFIX)) {
      return of(PostgresDatabase.open(PostgresUrl.of(jdbcUrl)), cache);
    }
    if (!jdbcUrl.startsWith(SQLITE_URL)) {
      // The URL is not repeated: those of other databases may hold a password.
      throw new IllegalArgumentException(
          "unsupported JDBC URL (expected: "
              + SQLITE_URL
              + "PATH, where PATH is a file, or "
              + PostgresUrl.EXPECTED
              + ")");
    }
    return sqlite(SqliteFile.pathOf(jdbcUrl.substring(SQLITE_URL.length())), cache);
  }

  /**
   * Opens a PostgreSQL database by the connections of a host product. They stay the host's: it
   * closes them, and sets their time limits, their durability ({@code synchronous_commit} must not
   * be off, G8) and their search path. Tables are created, or brought up to date, as {@link #open}
   * does; that takes three connections at a time.
   *
   * @param connections a pool; without one, each call would open a connection
   * @throws IllegalArgumentException if it is not PostgreSQL (for SQLite use {@link #sqlite}), or
   *     the isolation level of the connections is another than READ COMMITTED
   * @throws IllegalStateException if the database was written by a newer Latchkey
   * @throws dev.latchkey.core.error.LatchkeyException.Unavailable if it can't be reached
   * @throws dev.latchkey.core.error.StoreException if the tables can't be created there, or are not
   *     those of Latchkey
   */
  public static JdbiKeyStore over(DataSource connections) {
    return over(connections, VerificationCache.OFF);
  }

  /**
   * The same with verifications from memory, kept in step with the database by a thread that keeps
   * one of the connections until the store is closed.
   *
   * @see #over(DataSource)
   */
  public static JdbiKeyStore over(DataSource connections, VerificationCache cache) {
    requireNonNull(cache, "cache is null");
    return of(PostgresDatabase.over(requireNonNull(connections, "connections is null")), cache);
  }

  /**
   * A store that works in the transaction of a host product, on the host's connection. Committing
   * and rolling back stay the host's: what is done through this store happens if and when the host
   * commits, together with its audit entries. Until then nobody else sees it; above all, <b>a key
   * that was expired is refused elsewhere only once the host has committed</b> (G1, G8).
   *
   * <p>What Latchkey refuses to do leaves no trace, and the host may go on. After an {@code
   * Unavailable} or a {@code StoreException} it should roll back, and may try all of it again: here
   * nothing is tried twice. What Latchkey has looked at in order to decide stays locked until the
   * transaction ends, so it should be short. The store is to be used by the thread that made it; it
   * has nothing to close.
   *
   * <p>The tables must be there: any store that was opened on the database has made them. On SQLite
   * the transaction should be IMMEDIATE (the driver's setting {@code transaction_mode}): one that
   * begins by reading can't change anything once somebody else has.
   *
   * @param connection with {@link Connection#setAutoCommit auto-commit} off
   * @throws IllegalArgumentException if it is closed, commits by itself, belongs to a database that
   *     is neither SQLite nor PostgreSQL, or is one to PostgreSQL with another isolation level than
   *     READ COMMITTED
   */
  public static JdbiKeyStore within(Connection connection) {
    LentDatabase database = LentDatabase.of(requireNonNull(connection, "connection is null"));
    return new JdbiKeyStore(
        database,
        new SqlKeyDirectory(database),
        Feed.NONE,
        new LentPropagation(new SqlPropagation(database, Feed.NONE)));
  }

  /**
   * The same on the connection of a JDBI handle, whose own settings do not matter and stay as they
   * are.
   *
   * @param handle in a transaction
   * @see #within(Connection)
   */
  public static JdbiKeyStore within(Handle handle) {
    return within(requireNonNull(handle, "handle is null").getConnection());
  }

  @Override
  public Transactor transactor() {
    return transactor;
  }

  @Override
  public KeyDirectory directory() {
    return directory;
  }

  @Override
  public KeyQueries keys() {
    return keys;
  }

  @Override
  public UserDirectory users() {
    return users;
  }

  @Override
  public AuditQueries audit() {
    return audit;
  }

  @Override
  public UsagePort usage() {
    return usage;
  }

  @Override
  public Propagation propagation() {
    return propagation;
  }

  /** Closes every connection of its own. Closing it again does nothing. */
  @Override
  public void close() {
    feed.close();
    database.close();
  }
}
