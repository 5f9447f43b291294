package dev.latchkey.jdbi;

import dev.latchkey.core.port.UserDirectory;
import dev.latchkey.core.user.User;
import dev.latchkey.core.user.UserId;
import dev.latchkey.core.user.Username;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

final class SqlUserDirectory implements UserDirectory {

  private static final String BY_ID =
      "SELECT " + UserMapper.COLUMNS + " FROM users u WHERE u.id = :id AND u.deleted_at IS NULL";

  private static final String BY_USERNAME =
      "SELECT "
          + UserMapper.COLUMNS
          + " FROM users u WHERE lower(u.username) = :folded AND u.deleted_at IS NULL";

  private static final String ANY = "SELECT EXISTS (SELECT 1 FROM users)";

  private final Reader reader;

  SqlUserDirectory(Reader reader) {
    this.reader = reader;
  }

  @Override
  public Optional<User> byId(UserId id) {
    return reader.read(handle -> byId(handle, id));
  }

  @Override
  public Optional<User> byUsername(Username username) {
    return reader.read(
        handle ->
            handle
                .createQuery(BY_USERNAME)
                .bind("folded", username.folded())
                .map(new UserMapper())
                .findOne());
  }

  @Override
  public boolean anyExists() {
    return reader.read(SqlUserDirectory::anyExists);
  }

  static Optional<User> byId(Handle handle, UserId id) {
    return handle.createQuery(BY_ID).bind("id", id.value()).map(new UserMapper()).findOne();
  }

  static boolean anyExists(Handle handle) {
    return handle.createQuery(ANY).mapTo(Boolean.class).one();
  }
}
