package dev.latchkey.jdbi;

import java.util.List;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.configuration.FluentConfiguration;

/** Brings the tables up to date. It is apart from the rest so that Flyway is loaded only then. */
final class PostgresMigration {

  private static final String FOLDER = "migration/postgresql/";

  private PostgresMigration() {}

  /**
   * Runs every script that the database has not seen, on connections of its own: those of the pool
   * give up what takes as long as a migration may.
   *
   * @param schema where the tables are or shall be
   * @return the version that it has now
   */
  static int run(PostgresUrl url, String schema) {
    return run(flyway().dataSource(url.text(), null, null), schema);
  }

  /** The same on two connections of {@code pool}. */
  static int run(DataSource pool, String schema) {
    return run(flyway().dataSource(pool), schema);
  }

  private static FluentConfiguration flyway() {
    return Flyway.configure(PostgresMigration.class.getClassLoader());
  }

  private static int run(FluentConfiguration source, String schema) {
    Flyway flyway =
        source
            .defaultSchema(schema)
            .createSchemas(false)
            .table(PostgresSchema.HISTORY)
            // A host may have tables of its own in that schema.
            .baselineOnMigrate(true)
            .baselineVersion("0")
            .resourceProvider(MigrationScripts.in(FOLDER))
            .javaMigrationClassProvider(List::of)
            .load();
    flyway.migrate();
    return flyway.info().current().getVersion().getMajor().intValueExact();
  }
}
