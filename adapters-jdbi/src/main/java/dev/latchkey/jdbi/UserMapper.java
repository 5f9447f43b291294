package dev.latchkey.jdbi;

import dev.latchkey.core.user.Role;
import dev.latchkey.core.user.User;
import dev.latchkey.core.user.UserId;
import dev.latchkey.core.user.UserStatus;
import dev.latchkey.core.user.Username;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Set;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jdbi.v3.core.statement.StatementContext;

/** Makes a user of the {@link #COLUMNS} of a row, which are the first. */
final class UserMapper implements RowMapper<User> {

  /** What to select from {@code users u}, in the order in which it is read. */
  static final String COLUMNS =
      "u.id AS user_id, u.username, u.roles, u.status, u.created_at AS user_created_at,"
          + " u.updated_at AS user_updated_at, u.last_seen_at";

  private final Dialect dialect;

  UserMapper(Dialect dialect) {
    this.dialect = dialect;
  }

  @Override
  public User map(ResultSet row, StatementContext context) throws SQLException {
    return read(row, new ColumnReader(row, dialect));
  }

  /** The same by a reader that stands before the columns of the user. */
  static User read(ResultSet row, ColumnReader columns) throws SQLException {
    try {
      return read(columns);
    } catch (RuntimeException e) {
      throw BrokenRecord.in("users", row.getString("user_id"), e);
    }
  }

  private static User read(ColumnReader columns) throws SQLException {
    return new User(
        UserId.of(columns.text()),
        new Username(columns.text()),
        roles(columns.text()),
        Words.meaning(columns.text(), UserStatus::ofWireName),
        columns.instant(),
        columns.instant(),
        columns.instantOrNull());
  }

  static Set<Role> roles(String text) {
    return Set.copyOf(Words.split(text, role -> Words.meaning(role, Role::ofWireName)));
  }

  static String words(Set<Role> roles) {
    return Words.join(roles.stream().sorted().map(Role::wireName).toList());
  }
}
