package dev.latchkey.jdbi;

import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Collectors;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;

/** Brings the tables up to date. It is apart from the rest so that Flyway is loaded only then. */
final class SqliteMigration {

  private static final String FOLDER = "migration/sqlite/";

  private SqliteMigration() {}

  /** A migration did not succeed and has left nothing behind. */
  static final class FailedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    FailedException(FlywayException cause) {
      super("The tables could not be brought up to date.", cause);
    }
  }

  /**
   * Runs every script that the database has not seen.
   *
   * @return the version that it has now, by its own history of scripts
   */
  static int run(String jdbcUrl, Properties driverSettings) {
    try {
      Flyway flyway = flyway(jdbcUrl, driverSettings);
      flyway.migrate();
      return flyway.info().current().getVersion().getMajor().intValueExact();
    } catch (FlywayException e) {
      throw new FailedException(e);
    }
  }

  private static Flyway flyway(String jdbcUrl, Properties driverSettings) {
    return Flyway.configure(SqliteMigration.class.getClassLoader())
        .dataSource(jdbcUrl, null, null)
        .jdbcProperties(asMap(driverSettings))
        .resourceProvider(MigrationScripts.in(FOLDER))
        .javaMigrationClassProvider(List::of)
        .load();
  }

  private static Map<String, String> asMap(Properties settings) {
    return settings.stringPropertyNames().stream()
        .collect(Collectors.toMap(name -> name, settings::getProperty));
  }
}
