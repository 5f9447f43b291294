package dev.latchkey.jdbi;

import dev.latchkey.core.error.LatchkeyException.NameTaken;
import dev.latchkey.core.port.UserRepository;
import dev.latchkey.core.user.User;
import dev.latchkey.core.user.UserId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

final class SqlUsers implements UserRepository {

  // Words of the role itself, whatever others stand beside it; an index has the very same.
  private static final String ACTIVE_OWNERS =
      "SELECT "
          + UserMapper.COLUMNS
          + """
           FROM users u
          WHERE u.status = 'active' AND u.deleted_at IS NULL
            AND ' ' || u.roles || ' ' LIKE '% owner %'
          ORDER BY u.id\
          """;

  private static final String UPDATE =
      """
      UPDATE users
      SET roles = :roles, status = :status, updated_at = :updated_at
      WHERE id = :id AND deleted_at IS NULL
      """;

  private static final String DELETE =
      "UPDATE users SET deleted_at = :now WHERE id = :id AND deleted_at IS NULL";

  private static final String INSERT =
      """
      INSERT INTO users (id, username, roles, status, created_at, updated_at, last_seen_at)
      VALUES (:id, :username, :roles, :status, :created_at, :updated_at, :last_seen_at)
      ON CONFLICT (lower(username)) WHERE deleted_at IS NULL DO NOTHING
      """;

  private final TransactionScope scope;
  private final Dialect dialect;
  private final Touched touched;

  SqlUsers(TransactionScope scope, Dialect dialect, Touched touched) {
    this.scope = scope;
    this.dialect = dialect;
    this.touched = touched;
  }

  @Override
  public Optional<User> find(UserId id) {
    return scope
        .handle()
        .createQuery(SqlUserDirectory.BY_ID + dialect.forUpdate("u"))
        .bind("id", id.value())
        .map(new UserMapper(dialect))
        .findOne();
  }

  @Override
  public List<User> activeOwners() {
    return scope
        .handle()
        .createQuery(ACTIVE_OWNERS + dialect.forUpdate("u"))
        .map(new UserMapper(dialect))
        .list();
  }

  @Override
  public boolean anyExists() {
    Handle handle = scope.handle();
    if (SqlUserDirectory.anyExists(handle)) {
      return true;
    }
    dialect.keepOthersFromInserting(handle, "users");
    return SqlUserDirectory.anyExists(handle);
  }

  @Override
  public void insert(User user) {
    int stored =
        scope
            .handle()
            .createUpdate(INSERT)
            .bind("id", user.id().value())
            .bind("username", user.username().value())
            .bind("roles", UserMapper.words(user.roles()))
            .bind("status", user.status().wireName())
            .bind("created_at", user.createdAt())
            .bind("updated_at", user.updatedAt())
            .bindByType("last_seen_at", user.lastSeen(), Instant.class)
            .execute();
    if (stored == 0) {
      throw NameTaken.user(user.username().value());
    }
  }

  @Override
  public boolean update(User user) {
    touched.add(user.id());
    return scope
            .handle()
            .createUpdate(UPDATE)
            .bind("id", user.id().value())
            .bind("roles", UserMapper.words(user.roles()))
            .bind("status", user.status().wireName())
            .bind("updated_at", user.updatedAt())
            .execute()
        == 1;
  }

  @Override
  public boolean delete(UserId id, Instant now) {
    touched.add(id);
    return scope.handle().createUpdate(DELETE).bind("id", id.value()).bind("now", now).execute()
        == 1;
  }
}
