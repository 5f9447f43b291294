package dev.latchkey.core.port;

import dev.latchkey.core.user.User;
import dev.latchkey.core.user.UserId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The users, within a transaction. */
public interface UserRepository {

  /**
   * The user with that id, to change them or to rely on them. Nobody else does either until the
   * transaction has ended, and whoever waits for it gets it in turn. Who is deleted is not found.
   */
  Optional<User> find(UserId id);

  /**
   * Every active site owner, by id. Nobody else changes one of them until the transaction has
   * ended, so of two transactions that call this the second waits for the first.
   */
  List<User> activeOwners();

  /** Whether there is any user, or ever was. */
  boolean anyExists();

  /**
   * Stores a new user.
   *
   * @throws dev.latchkey.core.error.LatchkeyException.NameTaken if a user has that name, whatever
   *     its case; the transaction can then only be given up
   */
  void insert(User user);

  /**
   * Stores the status, the roles and the time of change of a user that was found. Nothing else of a
   * user ever changes here.
   *
   * @return false if there is no such user, and nothing was changed
   */
  boolean update(User user);

  /**
   * Deletes a user: they are not found any more, none of their keys is, to verify it, and their
   * name is free. The record is kept, and so are their keys.
   *
   * @param now when
   * @return false if there is no such user
   */
  boolean delete(UserId id, Instant now);
}
