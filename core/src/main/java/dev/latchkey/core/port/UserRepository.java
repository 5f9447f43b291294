package dev.latchkey.core.port;

import dev.latchkey.core.user.User;
import dev.latchkey.core.user.UserId;
import java.util.Optional;

/** The users, within a transaction. */
public interface UserRepository {

  /** The user with that id. */
  Optional<User> find(UserId id);

  /** Whether there is any user. */
  boolean anyExists();

  /**
   * Stores a new user.
   *
   * @throws dev.latchkey.core.error.LatchkeyException.NameTaken if a user has that name, whatever
   *     its case; the transaction can then only be given up
   */
  void insert(User user);
}
