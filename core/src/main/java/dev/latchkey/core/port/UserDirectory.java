package dev.latchkey.core.port;

import dev.latchkey.core.user.User;
import dev.latchkey.core.user.UserId;
import dev.latchkey.core.user.Username;
import java.util.Optional;

/** Reads users outside any transaction. Who is deleted is not found. Thread-safe. */
public interface UserDirectory {

  /** The user with that id. */
  Optional<User> byId(UserId id);

  /** The user with that name, whatever its case. */
  Optional<User> byUsername(Username username);

  /** Whether there is any user, or ever was. */
  boolean anyExists();
}
