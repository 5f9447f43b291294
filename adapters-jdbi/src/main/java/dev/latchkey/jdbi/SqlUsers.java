package dev.latchkey.jdbi;

import dev.latchkey.core.error.LatchkeyException.NameTaken;
import dev.latchkey.core.port.UserRepository;
import dev.latchkey.core.user.User;
import dev.latchkey.core.user.UserId;
import java.time.Instant;
import java.util.Optional;

final class SqlUsers implements UserRepository {

  private static final String INSERT =
      """
      INSERT INTO users (id, username, roles, status, created_at, updated_at, last_seen_at)
      VALUES (:id, :username, :roles, :status, :created_at, :updated_at, :last_seen_at)
      ON CONFLICT (lower(username)) WHERE deleted_at IS NULL DO NOTHING
      """;

  private final TransactionScope scope;
  private final Dialect dialect;

  SqlUsers(TransactionScope scope, Dialect dialect) {
    this.scope = scope;
    this.dialect = dialect;
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
  public boolean anyExists() {
    return SqlUserDirectory.anyExists(scope.handle());
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
}
