package dev.latchkey.jdbi;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.jdbi.testkit.PostgresExtension;
import dev.latchkey.jdbi.testkit.PostgresServer;
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
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * With 20 million keys every statement must be served by an index, its order included. The planner
 * is told to avoid what takes longer the more keys there are, so what it still does of that, it has
 * to.
 */
@ExtendWith(PostgresExtension.class)
final class PostgresQueryPlansTest {

  private static final int STATEMENTS = 110;

  /** The same as for SQLite. */
  private static final List<String> MAY_SCAN =
      List.of(
          "FROM audit_entries ORDER BY time DESC, seq DESC LIMIT ? OFFSET ?",
          "ORDER BY lower(u.username) LIMIT ? OFFSET ?",
          "SELECT EXISTS (SELECT 1 FROM users)",
          "FROM (SELECT 1 FROM audit_entries LIMIT 1000000) AS counted",
          "FROM (SELECT 1 FROM users u WHERE u.deleted_at IS NULL LIMIT 1000000) AS counted",
          "LIKE ? AND u.status = ? AND ' ' || u.roles || ' ' LIKE ? LIMIT 1000000) AS counted",
          // All entries about users, by an index of just these.
          "WHERE key_id IS NULL ORDER BY time DESC, seq DESC LIMIT ? OFFSET ?",
          "WHERE key_id IS NULL LIMIT 1000000) AS counted",
          // All entries about keys, which is nearly all.
          "WHERE (key_id IS NOT NULL) IS TRUE ORDER BY time DESC, seq DESC LIMIT ? OFFSET ?",
          "WHERE (key_id IS NOT NULL) IS TRUE LIMIT 1000000) AS counted");

  /**
   * Some thousands of rows, for statistics that tell the columns apart. Without values, an action
   * that few entries have can't be told from one that many have, for which reading by time is best.
   */
  private static final String ROWS =
      """
      INSERT INTO users (id, username, roles, status, created_at, updated_at)
      SELECT gen_random_uuid(), 'user' || n, CASE WHEN n % 50 = 0 THEN 'owner' ELSE '' END, 'active',
        now(), now()
      FROM generate_series(1, 200) n;
      INSERT INTO api_keys (id, hashed_secret, user_id, token_name, login_type, scopes, allow_list,
        lifetime_seconds, created_at, updated_at, expires_at, holds_name)
      SELECT n || 'of' || username, sha256(username::bytea), id, 'ci' || n,
        'token', 'all', '*:*', 60, now(), now(), now() + n * interval '1 minute', true
      FROM users, generate_series(1, 50) n;
      INSERT INTO audit_entries (id, time, action, key_id, user_id, target, actor_type, actor_name,
        request_id, ip_address, user_agent)
      SELECT gen_random_uuid(), now(),
        ('{create,write,delete,expire,purge,login,logout,rotate}'::text[])[1 + abs(hashtext(id)) % 8], id, user_id, '', 'system', '', gen_random_uuid(), '', ''
      FROM api_keys;
      """;

  private static final String AVOIDED =
      """
      SET enable_seqscan = off; SET enable_sort = off; SET enable_bitmapscan = off;
      SET enable_hashjoin = off; SET enable_mergejoin = off;
      """;

  private static final Pattern PARAMETER = Pattern.compile("\\?");

  private final PostgresTestDatabase database;
  private Map<String, List<String>> plans;

  PostgresQueryPlansTest(PostgresServer server) {
    database = PostgresTestDatabase.on(server);
  }

  @BeforeEach
  void explain() throws SQLException {
    try (PostgresDatabase opened = PostgresDatabase.open(PostgresUrl.of(database.jdbcUrl()))) {
      plans = plansOf(EveryStatement.of(opened));
    }
  }

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void givenEveryStatementInUse_whenExplained_thenAnIndexServesIt() {
    assertThat(plans).hasSize(STATEMENTS);
    assertThat(plans)
        .allSatisfy(
            (statement, plan) -> {
              assertThat(plan).noneMatch(step -> step.contains("Sort"));
              if (MAY_SCAN.stream().noneMatch(statement::endsWith)) {
                assertThat(scans(plan)).isEmpty();
              }
            });
    assertServedBy("ORDER BY k.holds_name DESC", "api_keys_by_name");
    assertServedBy("WHERE k.user_id = ? AND k.login_type = 'token'", "api_keys_of_user");
    assertServedBy("WHERE k.login_type = 'token'", "api_keys_by_end");
    assertServedBy("WITH ended", "api_keys_by_end");
    assertServedBy("FROM (SELECT 1 FROM api_keys", "api_keys_by_end");
    assertServedBy("WITH ended", "api_keys_pkey");
    assertServedBy("SET holds_name = FALSE\nWHERE user_id", "api_keys_name");
    assertServedBy("lower(u.username) = ?", "users_username");
    assertServedBy("ORDER BY lower(u.username)", "users_username");
    assertServedBy("'% owner %'", "users_active_owners");
    assertServedBy("k.login_type IN", "api_keys_of_user");
  }

  /** What leads is looked up, and the rest is only looked at. */
  @Test
  void givenEverySearchOfTheTrail_whenExplained_thenTheIndexOfWhatLeadsServesIt() {
    assertServedBy("FROM audit_entries WHERE seq >", "audit_entries_pkey");
    assertServedBy("FROM audit_entries WHERE key_id = ?", "audit_entries_of_key");
    assertServedBy("FROM audit_entries WHERE request_id", "audit_entries_of_request");
    assertServedBy("FROM audit_entries WHERE user_id", "audit_entries_of_user");
    assertServedBy("FROM audit_entries WHERE target_folded", "audit_entries_by_target");
    assertServedBy("FROM audit_entries WHERE actor_folded", "audit_entries_by_actor");
    assertServedBy("FROM audit_entries WHERE CASE action", "audit_entries_by_action");
    assertServedBy("FROM audit_entries WHERE key_id IS NULL", "audit_entries_about_users");
    assertServedBy("FROM audit_entries WHERE time", "audit_entries_by_time");
    assertServedBy("WHERE (key_id IS NOT NULL) IS TRUE ORDER", "audit_entries_by_time");
  }

  /** An index that serves nothing costs every change all the same. */
  @Test
  void givenEveryStatementInUse_whenExplained_thenNoIndexIsUnused() {
    String steps = plans.toString();

    assertThat(indexes())
        .isNotEmpty()
        .allSatisfy(index -> assertThat(steps).contains(" using " + index + " on "));
  }

  /** But for those that keep a constraint. */
  private List<String> indexes() {
    return database
        .jdbi()
        .withHandle(
            handle ->
                handle
                    .createQuery(
                        """
                        SELECT indexrelid::regclass::text FROM pg_index
                        WHERE indrelid IN
                            ('users'::regclass, 'api_keys'::regclass, 'audit_entries'::regclass)
                          AND indexrelid NOT IN (SELECT conindid FROM pg_constraint)
                        """)
                    .mapTo(String.class)
                    .list());
  }

  private void assertServedBy(String part, String index) {
    assertThat(plans.entrySet().stream().filter(plan -> plan.getKey().contains(part)))
        .as(part)
        .isNotEmpty()
        .allSatisfy(
            plan ->
                assertThat(plan.getValue())
                    .anyMatch(step -> step.contains(" using " + index + " ")));
  }

  /** The steps that read a table or an index from its beginning to its end. */
  private static List<String> scans(List<String> plan) {
    List<String> scans = new ArrayList<>();
    for (int i = 0; i < plan.size(); i++) {
      boolean isByIndex = plan.get(i).contains("Index ") && plan.get(i).contains("Scan");
      boolean hasCondition = i + 1 < plan.size() && plan.get(i + 1).contains("Index Cond:");
      if (plan.get(i).contains("Seq Scan") || (isByIndex && !hasCondition)) {
        scans.add(plan.get(i));
      }
    }
    return scans;
  }

  /** Not through JDBI, which would ask for the parameters. */
  private Map<String, List<String>> plansOf(Set<String> statements) throws SQLException {
    String url = database.jdbcUrl();
    String separator = url.contains("?") ? "&" : "?";
    try (Connection connection =
            DriverManager.getConnection(url + separator + "preferQueryMode=simple");
        Statement explain = connection.createStatement()) {
      explain.execute(ROWS);
      explain.execute("ANALYZE");
      explain.execute(AVOIDED);
      Map<String, List<String>> explained = new TreeMap<>();
      for (String statement : statements) {
        explained.put(statement, planOf(statement, explain));
      }
      return explained;
    }
  }

  private static List<String> planOf(String statement, Statement explain) throws SQLException {
    int[] number = {0};
    String numbered = PARAMETER.matcher(statement).replaceAll(match -> "\\$" + ++number[0]);
    try (ResultSet steps = explain.executeQuery("EXPLAIN (GENERIC_PLAN) " + numbered)) {
      List<String> plan = new ArrayList<>();
      while (steps.next()) {
        plan.add(steps.getString(1));
      }
      return plan;
    }
  }
}
