package dev.latchkey.jdbi;

import dev.latchkey.core.key.KeyId;
import dev.latchkey.core.key.PlaintextKey;
import dev.latchkey.core.user.UserId;
import dev.latchkey.jdbi.BenchmarkStatement.NullOf;
import java.sql.Types;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;

/**
 * The statements of Latchkey in transactions of the same shape, and nothing else: no rules, no
 * rights, no hashing, nothing made of the rows.
 *
 * @param connections where the statements go to
 * @param verify the statement that looks a key up
 * @param create the statements that issue a token, the first of them before the transaction
 * @param expire the statements that expire a key
 */
record PlainJdbcSide(
    PlainConnections connections,
    BenchmarkStatement verify,
    List<BenchmarkStatement> create,
    List<BenchmarkStatement> expire)
    implements BenchmarkSide {

  private static final Duration LIFETIME = Duration.ofDays(7);

  @Override
  public void verify(PlaintextKey token) {
    Map<String, Object> values = Map.of("id", token.id().value());
    connections.read(connection -> verify.execute(connection, values));
  }

  @Override
  public void create(UserId owner, String name) {
    Instant now = now();
    String id = randomId();
    Map<String, Object> values = auditEntry("create", id, now);
    addState(values, "new", now);
    addNoState(values, "old");
    addKey(values, now, now.plus(LIFETIME));
    values.put("token_name", name);
    values.put("user_id", connections.uuid(owner.value()));
    connections.read(
        connection -> create.get(0).execute(connection, withId(values, create.get(0), id)));
    write(create.subList(1, create.size()), values, id);
  }

  @Override
  public void expire(PlaintextKey token) {
    Instant now = now();
    String id = token.id().value();
    Map<String, Object> values = auditEntry("expire", id, now);
    addState(values, "old", now);
    addState(values, "new", now);
    values.put("user_id", connections.uuid(BulkKeys.HOARDER.value()));
    values.put("expires_at", connections.time(now));
    values.put("expired_at", connections.time(now));
    values.put("updated_at", connections.time(now));
    write(expire, values, id);
  }

  private void write(List<BenchmarkStatement> statements, Map<String, Object> values, String id) {
    connections.write(
        connection -> {
          for (BenchmarkStatement statement : statements) {
            statement.execute(connection, withId(values, statement, id));
          }
        });
  }

  /** What each statement calls id is the id of something else. */
  private Map<String, Object> withId(
      Map<String, Object> values, BenchmarkStatement statement, String keyId) {
    if (statement.contains("INTO audit_entries")) {
      values.put("id", connections.uuid(UUID.randomUUID()));
    } else {
      values.put("id", statement.contains("FROM users u") ? values.get("user_id") : keyId);
    }
    return values;
  }

  private Map<String, Object> auditEntry(String action, String keyId, Instant now) {
    Map<String, Object> values = new HashMap<>();
    values.put("time", connections.time(now));
    values.put("now", connections.time(now));
    values.put("action", action);
    values.put("key_id", keyId);
    values.put("target", "a key");
    values.put("actor_type", "operator");
    values.put("actor_name", "root");
    values.put("actor_user_id", new NullOf(Types.OTHER));
    values.put("actor_key_id", new NullOf(Types.VARCHAR));
    values.put("request_id", connections.uuid(UUID.randomUUID()));
    values.put("ip_address", "192.0.2.7");
    values.put("user_agent", "test/1.0");
    values.put("denied", false);
    values.put("reason", new NullOf(Types.VARCHAR));
    values.put("target_folded", "a key");
    values.put("actor_folded", "root");
    return values;
  }

  private void addKey(Map<String, Object> values, Instant now, Instant end) {
    values.put("hashed_secret", new byte[32]);
    values.put("login_type", "token");
    values.put("scopes", "coder:all");
    values.put("allow_list", "*:*");
    values.put("lifetime_seconds", LIFETIME.toSeconds());
    values.put("created_at", connections.time(now));
    values.put("updated_at", connections.time(now));
    values.put("expires_at", connections.time(end));
    values.put("expired_at", new NullOf(connections.timeType()));
    values.put("last_used", new NullOf(connections.timeType()));
    values.put("holds_name", true);
  }

  private static void addState(Map<String, Object> values, String when, Instant now) {
    values.put(when + "_owner", BulkKeys.HOARDER.toString());
    values.put(when + "_scopes", "coder:all");
    values.put(when + "_allow_list", "*:*");
    values.put(when + "_created_at", now.toString());
    values.put(when + "_expires_at", now.toString());
    values.put(when + "_last_used", new NullOf(Types.VARCHAR));
  }

  private static void addNoState(Map<String, Object> values, String when) {
    addState(values, when, Instant.EPOCH);
    values.replaceAll(
        (name, value) -> name.startsWith(when + "_") ? new NullOf(Types.VARCHAR) : value);
  }

  private static String randomId() {
    return ThreadLocalRandom.current()
        .ints(KeyId.LENGTH, 'a', 'z' + 1)
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }

  private static Instant now() {
    return Instant.now().truncatedTo(ChronoUnit.MICROS);
  }

  @Override
  public void close() {
    connections.close();
  }
}
