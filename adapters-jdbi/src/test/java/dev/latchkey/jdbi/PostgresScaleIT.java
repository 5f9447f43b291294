package dev.latchkey.jdbi;

import dev.latchkey.jdbi.testkit.PostgresExtension;
import dev.latchkey.jdbi.testkit.PostgresServer;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.regex.Pattern;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(PostgresExtension.class)
@TestInstance(Lifecycle.PER_CLASS)
final class PostgresScaleIT implements ScaleSuite {

  /** What comes before the statement in the text of one that a pool has lent. */
  private static final String PROXY = " wrapping ";

  /** A foreign key is looked up for each key, so that it is treated as an index. */
  private static final String INDEXES =
      """
      SELECT 'DROP INDEX ' || indexname, indexdef
      FROM pg_indexes
      WHERE tablename IN ('api_keys', 'audit_entries')
        AND indexname NOT IN (SELECT conname FROM pg_constraint)
      UNION ALL
      SELECT 'ALTER TABLE api_keys DROP CONSTRAINT ' || conname,
        'ALTER TABLE api_keys ADD CONSTRAINT ' || conname || ' ' || pg_get_constraintdef(oid)
      FROM pg_constraint
      WHERE conrelid = 'api_keys'::regclass AND contype = 'f'
      """;

  private TestDatabase smallDatabase;
  private TestDatabase largeDatabase;
  private ScaleTable small;
  private ScaleTable large;

  @BeforeAll
  void load(PostgresServer server) {
    Instant now = Instant.now().truncatedTo(ChronoUnit.MICROS);
    smallDatabase = PostgresTestDatabase.on(server);
    largeDatabase = PostgresTestDatabase.on(server);
    small = table(smallDatabase, SMALL, now);
    large = table(largeDatabase, LARGE, now);
  }

  private static ScaleTable table(TestDatabase database, int count, Instant now) {
    BulkKeys keys = new BulkKeys(count);
    database.jdbi().useHandle(handle -> load(keys, handle, now));
    return new ScaleTable(keys, PostgresDatabase.open(PostgresUrl.of(database.jdbcUrl())), now);
  }

  static void load(BulkKeys keys, Handle handle, Instant now) {
    handle.execute("SET synchronous_commit = off");
    handle.execute("SET maintenance_work_mem = '256MB'");
    handle.execute("SET work_mem = '256MB'");
    keys.load(handle, "postgresql.sql", INDEXES, now);
    // What autovacuum does of itself within minutes.
    handle.execute("VACUUM ANALYZE");
  }

  @AfterAll
  void close() {
    small.close();
    large.close();
    smallDatabase.close();
    largeDatabase.close();
  }

  @Override
  public ScaleTable small() {
    return small;
  }

  @Override
  public ScaleTable large() {
    return large;
  }

  /** The driver writes the values into the text, so that it can be explained as it stands. */
  @Override
  public StatementLog<String> newLog() {
    return new StatementLog<>(
        context -> {
          String text = context.getStatement().toString();
          return text.substring(text.indexOf(PROXY) + PROXY.length());
        });
  }

  @Override
  public Pattern badStep() {
    return Pattern.compile("Seq Scan|Sort");
  }

  @Override
  public List<String> planOf(String statement) {
    return largeDatabase
        .jdbi()
        .withHandle(
            handle ->
                handle.createQuery("EXPLAIN (COSTS OFF) " + statement).mapTo(String.class).list());
  }
}
