package dev.latchkey.jdbi;

import dev.latchkey.core.port.UserDirectory;
import dev.latchkey.core.user.Role;
import dev.latchkey.core.user.User;
import dev.latchkey.core.user.UserId;
import dev.latchkey.core.user.UserStatus;
import dev.latchkey.core.user.Username;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;

final class SqlUserDirectory implements UserDirectory {

  static final String BY_ID =
      "SELECT " + UserMapper.COLUMNS + " FROM users u WHERE u.id = :id AND u.deleted_at IS NULL";

  private static final String BY_USERNAME =
      "SELECT "
          + UserMapper.COLUMNS
          + " FROM users u WHERE lower(u.username) = :folded AND u.deleted_at IS NULL";

  private static final String ANY = "SELECT EXISTS (SELECT 1 FROM users)";

  // The index by name gives the order. A part may stand anywhere in a name, so one name after the
  // other is looked at until the page is full.
  private static final String IN_ORDER = " ORDER BY lower(u.username) LIMIT :limit OFFSET :offset";

  private final Database database;
  private final UserMapper user;

  SqlUserDirectory(Database database) {
    this.database = database;
    user = new UserMapper(database.dialect());
  }

  @Override
  public Optional<User> byId(UserId id) {
    return database.read(
        handle -> handle.createQuery(BY_ID).bind("id", id.value()).map(user).findOne());
  }

  @Override
  public Optional<User> byUsername(Username username) {
    return database.read(
        handle ->
            handle.createQuery(BY_USERNAME).bind("folded", username.folded()).map(user).findOne());
  }

  @Override
  public boolean anyExists() {
    return database.read(SqlUserDirectory::anyExists);
  }

  @Override
  public UserPage list(Filter filter, int offset, int limit) {
    String selected = " FROM users u WHERE " + conditions(filter);
    return database.read(
        handle ->
            new UserPage(
                bind(
                        handle.createQuery("SELECT " + UserMapper.COLUMNS + selected + IN_ORDER),
                        filter)
                    .bind("limit", limit)
                    .bind("offset", offset)
                    .map(user)
                    .list(),
                bind(handle.createQuery(counting(selected)), filter).mapTo(Long.class).one()));
  }

  private static String conditions(Filter filter) {
    StringBuilder conditions = new StringBuilder("u.deleted_at IS NULL");
    for (int i = 0; i < filter.nameParts().size(); i++) {
      conditions.append(" AND lower(u.username) LIKE :part").append(i);
    }
    if (filter.status() != null) {
      conditions.append(" AND u.status = :status");
    }
    if (filter.role() != null) {
      conditions.append(" AND ' ' || u.roles || ' ' LIKE :role");
    }
    return conditions.toString();
  }

  private static String counting(String selected) {
    return "SELECT count(*) FROM (SELECT 1"
        + selected
        + " LIMIT "
        + UserPage.MAX_COUNT
        + ") AS counted";
  }

  // Neither a part of a name nor a role holds a character that means something to LIKE.
  private static Query bind(Query query, Filter filter) {
    for (int i = 0; i < filter.nameParts().size(); i++) {
      query.bind("part" + i, "%" + filter.nameParts().get(i) + "%");
    }
    UserStatus status = filter.status();
    if (status != null) {
      query.bind("status", status.wireName());
    }
    Role role = filter.role();
    return role == null ? query : query.bind("role", "% " + role.wireName() + " %");
  }

  static boolean anyExists(Handle handle) {
    return handle.createQuery(ANY).mapTo(Boolean.class).one();
  }
}
