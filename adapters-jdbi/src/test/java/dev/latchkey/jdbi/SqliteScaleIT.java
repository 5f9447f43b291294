package dev.latchkey.jdbi;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

@TestInstance(Lifecycle.PER_CLASS)
final class SqliteScaleIT implements ScaleSuite {

  /** And the triggers, which look into them. */
  private static final String INDEXES =
      "SELECT 'DROP ' || type || ' ' || name, sql FROM sqlite_schema"
          + " WHERE type IN ('index', 'trigger') AND sql IS NOT NULL ORDER BY type";

  private ScaleTable small;
  private ScaleTable large;
  private Path largeFile;

  @BeforeAll
  void load(@TempDir Path directory) {
    Instant now = Instant.now().truncatedTo(ChronoUnit.MICROS);
    small = table(directory.resolve("small.db"), SMALL, now);
    largeFile = directory.resolve("large.db");
    large = table(largeFile, LARGE, now);
  }

  @AfterAll
  void close() {
    small.close();
    large.close();
  }

  private static ScaleTable table(Path file, int count, Instant now) {
    BulkKeys keys = new BulkKeys(count);
    load(keys, file, now);
    return new ScaleTable(keys, SqliteDatabase.open(file), now);
  }

  static void load(BulkKeys keys, Path file, Instant now) {
    // Makes the tables.
    JdbiKeyStore.sqlite(file).close();
    Jdbi.create("jdbc:sqlite:" + file)
        .useHandle(
            handle -> {
              handle.execute("PRAGMA journal_mode = OFF");
              handle.execute("PRAGMA synchronous = OFF");
              handle.execute("PRAGMA cache_size = -400000");
              keys.load(handle, "sqlite.sql", INDEXES, now);
            });
  }

  @Override
  public ScaleTable small() {
    return small;
  }

  @Override
  public ScaleTable large() {
    return large;
  }

  @Override
  public StatementLog<String> newLog() {
    return new StatementLog<>(context -> context.getParsedSql().getSql());
  }

  /** What a purge has chosen is a table of its own, which it reads as a whole. */
  @Override
  public Pattern badStep() {
    return Pattern.compile("SCAN (?!ended|counted)|TEMP B-TREE");
  }

  /** Not through JDBI, which would ask for the parameters. */
  @Override
  public List<String> planOf(String statement) {
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + largeFile);
        Statement explain = connection.createStatement();
        ResultSet steps = explain.executeQuery("EXPLAIN QUERY PLAN " + statement)) {
      List<String> plan = new ArrayList<>();
      while (steps.next()) {
        plan.add(steps.getString("detail"));
      }
      return plan;
    } catch (SQLException e) {
      throw new AssertionError("can't be explained: " + statement, e);
    }
  }
}
