package dev.latchkey.jdbi.testkit;

import dev.latchkey.jdbi.JdbiKeyStore;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/**
 * A PostgreSQL server that gives each test a database of its own. It is started for the tests, or
 * is the one that the variable {@value #URL_VARIABLE} names: a JDBC URL of a user who may create
 * databases. Tests get it as a parameter, by {@link PostgresExtension}. Thread-safe.
 */
public final class PostgresServer implements AutoCloseable {

  /** Names a server to use in place of one of our own. */
  static final String URL_VARIABLE = "LATCHKEY_TEST_POSTGRES_URL";

  private static final String PREFIX = "latchkey_test_";

  private final @Nullable EmbeddedPostgres process;
  private final PostgresUrlParts url;
  private final Jdbi admin;
  private @Nullable String template;

  private PostgresServer(@Nullable EmbeddedPostgres process, String url) {
    this.process = process;
    this.url = PostgresUrlParts.of(url);
    admin = Jdbi.create(url);
  }

  /** Starts a server, or takes the one that the environment names. */
  static PostgresServer start() {
    String named = System.getenv(URL_VARIABLE);
    if (named != null && !named.isBlank()) {
      return new PostgresServer(null, named);
    }
    return start(EmbeddedPostgres.builder());
  }

  /**
   * Starts a server that keeps what it has acknowledged, as those for tests do not: they need not,
   * and are faster. Whoever starts it closes it.
   */
  public static PostgresServer startDurable() {
    return start(
        EmbeddedPostgres.builder()
            .setServerConfig("fsync", "on")
            .setServerConfig("synchronous_commit", "on")
            .setServerConfig("full_page_writes", "on"));
  }

  private static PostgresServer start(EmbeddedPostgres.Builder settings) {
    try {
      EmbeddedPostgres process = settings.start();
      return new PostgresServer(process, process.getJdbcUrl("postgres", "postgres"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Makes a database that has Latchkey's tables and nothing in them.
   *
   * @return its JDBC URL
   */
  public String createDatabase() {
    // A copy is made much faster than the tables.
    return create(" TEMPLATE " + template());
  }

  /**
   * Makes a database without any table.
   *
   * @return its JDBC URL
   */
  public String createEmptyDatabase() {
    return create("");
  }

  /** Removes a database of those above, whoever is still connected to it. */
  public void drop(String jdbcUrl) {
    dropNamed(PostgresUrlParts.of(jdbcUrl).database());
  }

  private String create(String options) {
    String name = PREFIX + UUID.randomUUID().toString().replace("-", "");
    admin.useHandle(handle -> handle.execute("CREATE DATABASE " + name + options));
    return url.withDatabase(name);
  }

  private synchronized String template() {
    String made = template;
    if (made == null) {
      String ofTemplate = create("");
      JdbiKeyStore.open(ofTemplate).close();
      made = PostgresUrlParts.of(ofTemplate).database();
      template = made;
    }
    return made;
  }

  private void dropNamed(String name) {
    admin.useHandle(handle -> handle.execute("DROP DATABASE IF EXISTS " + name + " WITH (FORCE)"));
  }

  @Override
  public synchronized void close() throws IOException {
    if (process != null) {
      process.close();
    } else if (template != null) {
      dropNamed(template);
    }
  }
}
