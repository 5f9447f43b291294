package dev.latchkey.jdbi;

import dev.latchkey.core.user.Role;
import dev.latchkey.core.user.User;
import dev.latchkey.core.user.UserId;
import dev.latchkey.core.user.UserStatus;
import dev.latchkey.core.user.Username;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Set;
import java.util.stream.Collectors;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jdbi.v3.core.statement.StatementContext;

/** Makes a user of the {@link #COLUMNS} of a row. */
final class UserMapper implements RowMapper<User> {

  /** What to select from {@code users u}. */
  static final String COLUMNS =
      "u.id AS user_id, u.username, u.roles, u.status, u.created_at AS user_created_at,"
          + " u.updated_at AS user_updated_at, u.last_seen_at";

  private final Dialect dialect;

  UserMapper(Dialect dialect) {
    this.dialect = dialect;
  }

  @Override
  public User map(ResultSet row, StatementContext context) throws SQLException {
    try {
      return read(row);
    } catch (RuntimeException e) {
      throw BrokenRecord.in("users", row.getString("user_id"), e);
    }
  }

  private User read(ResultSet row) throws SQLException {
    return new User(
        UserId.of(row.getString("user_id")),
        new Username(row.getString("username")),
        roles(row.getString("roles")),
        UserStatus.ofWireName(row.getString("status")),
        dialect.instant(row, "user_created_at"),
        dialect.instant(row, "user_updated_at"),
        dialect.instantOrNull(row, "last_seen_at"));
  }

  static Set<Role> roles(String text) {
    return Words.split(text).stream().map(UserMapper::role).collect(Collectors.toSet());
  }

  static String words(Set<Role> roles) {
    return Words.join(roles.stream().sorted().map(Role::wireName).toList());
  }

  private static Role role(String wireName) {
    return Role.ofWireName(wireName)
        .orElseThrow(() -> new IllegalArgumentException("unknown role: " + wireName));
  }
}
