package dev.latchkey.jdbi;

import dev.latchkey.core.audit.KeyState;
import dev.latchkey.core.audit.ResourceState;
import dev.latchkey.core.audit.UserState;
import dev.latchkey.core.user.UserId;
import dev.latchkey.core.user.UserStatus;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jdbi.v3.core.statement.Update;
import org.jspecify.annotations.Nullable;

/**
 * The old and the new state of an entry as JSON objects, which the database itself writes and
 * reads. Instants in them are ISO text, for people who read the table.
 */
final class AuditStates {

  private static final String OLD = "old";
  private static final String NEW = "new";

  private static final List<String> KEY_FACTS =
      List.of("owner", "scopes", "allow_list", "created_at", "expires_at", "last_used");
  private static final List<String> USER_FACTS = List.of("roles", "status");

  /** What to select to read both states of an entry of either kind. */
  static final String COLUMNS =
      Stream.of(OLD, NEW)
          .flatMap(
              when ->
                  Stream.concat(
                      Stream.of("%1$s_state IS NOT NULL AS has_%1$s".formatted(when)),
                      Stream.of(KEY_FACTS, USER_FACTS)
                          .flatMap(List::stream)
                          .map(fact -> "%1$s_state ->> '%2$s' AS %1$s_%2$s".formatted(when, fact))))
          .collect(Collectors.joining(", "));

  private AuditStates() {}

  static void bind(
      Update update,
      boolean ofKey,
      @Nullable ResourceState oldState,
      @Nullable ResourceState newState) {
    if (ofKey) {
      bindKey(update, OLD, (KeyState) oldState);
      bindKey(update, NEW, (KeyState) newState);
    } else {
      bindUser(update, OLD, (UserState) oldState);
      bindUser(update, NEW, (UserState) newState);
    }
  }

  static @Nullable ResourceState readOld(ResultSet row, boolean ofKey) throws SQLException {
    return read(row, OLD, ofKey);
  }

  static @Nullable ResourceState readNew(ResultSet row, boolean ofKey) throws SQLException {
    return read(row, NEW, ofKey);
  }

  private static @Nullable ResourceState read(ResultSet row, String when, boolean ofKey)
      throws SQLException {
    if (!row.getBoolean("has_" + when)) {
      return null;
    }
    return ofKey ? readKey(row, when) : readUser(row, when);
  }

  /** Expressions for the old and the new state of a key. */
  static String ofKey(Dialect dialect) {
    return json(dialect, OLD, KEY_FACTS) + ", " + json(dialect, NEW, KEY_FACTS);
  }

  /** Expressions for the old and the new state of a user. */
  static String ofUser(Dialect dialect) {
    return json(dialect, OLD, USER_FACTS) + ", " + json(dialect, NEW, USER_FACTS);
  }

  /** An expression that is null if the first fact is. */
  private static String json(Dialect dialect, String when, List<String> facts) {
    String pairs =
        facts.stream()
            .map(fact -> "'%s', :%s_%s".formatted(fact, when, fact))
            .collect(Collectors.joining(", "));
    return "CASE WHEN :%s_%s IS NULL THEN NULL ELSE %s(%s) END"
        .formatted(when, facts.get(0), dialect.jsonObject(), pairs);
  }

  private static void bindKey(Update update, String when, @Nullable KeyState state) {
    update
        .bind(when + "_owner", state == null ? null : state.owner().toString())
        .bind(when + "_scopes", state == null ? null : Words.join(state.scopes()))
        .bind(when + "_allow_list", state == null ? null : Words.join(state.allowList().entries()))
        .bind(when + "_created_at", state == null ? null : state.createdAt().toString())
        .bind(when + "_expires_at", state == null ? null : state.expiresAt().toString())
        .bind(when + "_last_used", state == null ? null : text(state.lastUsed()));
  }

  private static void bindUser(Update update, String when, @Nullable UserState state) {
    update
        .bind(when + "_roles", state == null ? null : UserMapper.words(state.roles()))
        .bind(when + "_status", state == null ? null : state.status().wireName());
  }

  private static KeyState readKey(ResultSet row, String when) throws SQLException {
    String lastUsed = row.getString(when + "_last_used");
    return new KeyState(
        UserId.of(row.getString(when + "_owner")),
        ApiKeyMapper.scopes(row.getString(when + "_scopes")),
        ApiKeyMapper.allowList(row.getString(when + "_allow_list")),
        Instant.parse(row.getString(when + "_created_at")),
        Instant.parse(row.getString(when + "_expires_at")),
        lastUsed == null ? null : Instant.parse(lastUsed));
  }

  private static UserState readUser(ResultSet row, String when) throws SQLException {
    return new UserState(
        UserMapper.roles(row.getString(when + "_roles")),
        Words.meaning(row.getString(when + "_status"), UserStatus::ofWireName));
  }

  private static @Nullable String text(@Nullable Instant instant) {
    return instant == null ? null : instant.toString();
  }
}
