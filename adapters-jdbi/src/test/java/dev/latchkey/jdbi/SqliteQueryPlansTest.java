package dev.latchkey.jdbi;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With 20 million keys every statement must be served by an index, its order included. */
final class SqliteQueryPlansTest {

  private static final int STATEMENTS = 107;

  /**
   * These read a table or an index from its beginning or end, and only these may. They stop after a
   * page or one row, unless a part of a name is looked for; the number of all entries, or of all
   * users, can't be told without counting them.
   */
  private static final List<String> MAY_SCAN =
      List.of(
          "FROM audit_entries ORDER BY time DESC, seq DESC LIMIT ? OFFSET ?",
          "ORDER BY lower(u.username) LIMIT ? OFFSET ?",
          "SELECT EXISTS (SELECT 1 FROM users)",
          "FROM (SELECT 1 FROM audit_entries LIMIT 1000000) AS counted",
          "FROM (SELECT 1 FROM users u WHERE u.deleted_at IS NULL LIMIT 1000000) AS counted",
          "LIKE ? AND u.status = ? AND ' ' || u.roles || ' ' LIKE ? LIMIT 1000000) AS counted",
          // All entries about keys, which is nearly all.
          "WHERE (key_id IS NOT NULL) IS TRUE ORDER BY time DESC, seq DESC LIMIT ? OFFSET ?",
          "WHERE (key_id IS NOT NULL) IS TRUE LIMIT 1000000) AS counted");

  @TempDir Path directory;
  private Path file;
  private SqliteDatabase database;
  private Set<String> statements;

  @BeforeEach
  void open() {
    file = directory.resolve("keys.db");
    database = SqliteDatabase.open(file);
    statements = EveryStatement.of(database);
  }

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void givenEveryStatementInUse_whenExplained_thenAnIndexServesIt() {
    Map<String, List<String>> plans = new TreeMap<>();
    statements.forEach(statement -> plans.put(statement, planOf(statement)));

    assertThat(plans).hasSize(STATEMENTS);
    assertThat(plans)
        .allSatisfy(
            (statement, plan) -> {
              assertThat(plan).noneMatch(step -> step.contains("TEMP B-TREE"));
              if (MAY_SCAN.stream().noneMatch(statement::endsWith)) {
                assertThat(plan).noneMatch(SqliteQueryPlansTest::isScanOfATable);
              }
            });
    assertServedBy(
        plans, "ORDER BY k.holds_name DESC", "api_keys_by_name (user_id=? AND token_name=?)");
    assertServedBy(
        plans,
        "WHERE k.user_id = ? AND k.login_type = 'token'",
        "api_keys_of_user (user_id=? AND login_type=? AND (expires_at,id)>(?,?))");
    assertServedBy(
        plans,
        "WHERE k.login_type = 'token'",
        "api_keys_by_end (login_type=? AND (expires_at,id)>(?,?))");
    assertServedBy(plans, "WITH ended", "api_keys_by_end (login_type=? AND exp");
    assertServedBy(plans, "FROM (SELECT 1 FROM api_keys", "api_keys_by_end (login_type=? AND exp");
    assertServedBy(plans, "WITH ended", "SEARCH api_keys USING PRIMARY KEY (id=?)");
    assertServedBy(plans, "SET holds_name = FALSE\nWHERE user_id", "api_keys_name (user_id=? AND");
    assertServedBy(plans, "lower(u.username) = ?", "users_username (<expr>=?)");
    assertServedBy(plans, "ORDER BY lower(u.username)", "SCAN u USING INDEX users_username");
    assertServedBy(plans, "'% owner %'", "users_active_owners (status=?)");
    assertServedBy(
        plans, "k.login_type IN", "api_keys_of_user (user_id=? AND login_type=? AND expires_at>?)");
  }

  /** What leads is looked up, with the time if it is given, and the rest is only looked at. */
  @Test
  void givenEverySearchOfTheTrail_whenExplained_thenTheIndexOfWhatLeadsServesIt() {
    Map<String, List<String>> plans = new TreeMap<>();
    statements.forEach(statement -> plans.put(statement, planOf(statement)));

    assertServedBy(
        plans,
        "FROM audit_entries WHERE seq >",
        "audit_entries USING INTEGER PRIMARY KEY (rowid>?)");
    assertSearched(plans, "key_id = ?", "of_key (key_id=?");
    assertSearched(plans, "request_id = ?", "of_request (request_id=?");
    assertSearched(plans, "user_id = ?", "of_user (user_id=?");
    assertSearched(plans, "target_folded = ?", "by_target (target_folded=?");
    assertSearched(plans, "actor_folded = ?", "by_actor (actor_folded=?");
    assertSearched(
        plans, "CASE action WHEN 'expire' THEN 'write' ELSE action END = ?", "by_action (<expr>=?");
    assertSearched(plans, "key_id IS NULL", "of_key (key_id=?");
    assertServedBy(plans, "WHERE time", "audit_entries_by_time (time>? AND time<?)");
    assertServedBy(plans, "IS TRUE AND time >= ? AND time < ? ORDER", "time>? AND time<?)");
  }

  private static void assertSearched(Map<String, List<String>> plans, String leads, String served) {
    String index = "audit_entries_" + served;
    assertServedBy(plans, "FROM audit_entries WHERE " + leads, index);
    assertServedBy(plans, leads + " AND time >= ? AND time < ?", index + " AND time>? AND time<?)");
  }

  /** An index that serves nothing costs every change all the same. */
  @Test
  void givenEveryStatementInUse_whenExplained_thenNoIndexIsUnused() throws SQLException {
    String plans = statements.stream().map(this::planOf).toList().toString();

    assertThat(indexes())
        .isNotEmpty()
        .allSatisfy(index -> assertThat(plans).contains(index + " ("));
  }

  private List<String> indexes() throws SQLException {
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        Statement statement = connection.createStatement();
        ResultSet names =
            statement.executeQuery(
                "SELECT name FROM sqlite_schema WHERE type = 'index'"
                    + " AND sql IS NOT NULL AND tbl_name IN ('users', 'api_keys', 'audit_entries')")) {
      List<String> indexes = new ArrayList<>();
      while (names.next()) {
        indexes.add(names.getString(1));
      }
      return indexes;
    }
  }

  /** {@code ended} is no table, but the ids of one batch of the purge. */
  private static boolean isScanOfATable(String step) {
    return step.startsWith("SCAN") && !Set.of("SCAN ended", "SCAN counted").contains(step);
  }

  private static void assertServedBy(
      Map<String, List<String>> plans, String part, String expected) {
    assertThat(plans.entrySet().stream().filter(plan -> plan.getKey().contains(part)))
        .as(part)
        .isNotEmpty()
        .allSatisfy(plan -> assertThat(plan.getValue()).anyMatch(step -> step.contains(expected)));
  }

  /** Not through JDBI, which would ask for the parameters. */
  private List<String> planOf(String statement) {
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
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
