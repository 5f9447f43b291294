package dev.latchkey.jdbi;

import dev.latchkey.core.port.UserDirectory;
import dev.latchkey.core.user.User;
import dev.latchkey.core.user.UserId;
import dev.latchkey.core.user.Username;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

final class SqlUserDirectory implements UserDirectory {

  static final String BY_ID =
      "SELECT " + UserMapper.COLUMNS + " FROM users u WHERE u.id = :id AND u.deleted_at IS NULL";

  private static final String BY_USERNAME =
      "SELECT "
          + UserMapper.COLUMNS
          + " FROM users u WHERE lower(u.username) = :folded AND u.deleted_at IS NULL";

  private static final String ANY = "SELECT EXISTS (SELECT 1 FROM users)";

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

  static boolean anyExists(Handle handle) {
    return handle.createQuery(ANY).mapTo(Boolean.class).one();
  }
}
