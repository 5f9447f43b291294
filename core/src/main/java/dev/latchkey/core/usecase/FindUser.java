package dev.latchkey.core.usecase;

import dev.latchkey.core.authority.Authority;
import dev.latchkey.core.authority.Caller;
import dev.latchkey.core.authority.Caller.Person;
import dev.latchkey.core.authority.Permission;
import dev.latchkey.core.error.LatchkeyException.NotFound;
import dev.latchkey.core.port.UserDirectory;
import dev.latchkey.core.user.User;
import dev.latchkey.core.user.UserRef;
import java.util.Optional;

/** Finds one user as a request names them (contract section 3.1). Thread-safe. */
public final class FindUser {

  private final UserDirectory users;
  private final Authority authority;

  /** Wires the use case. */
  public FindUser(UserDirectory users, Authority authority) {
    this.users = users;
    this.authority = authority;
  }

  /** What the user is looked for, which decides who may find them. */
  public enum Purpose {
    /** To read the user's record. */
    READ,
    /** To name the owner of keys. */
    NAME_KEY_OWNER
  }

  /**
   * Finds the user.
   *
   * @throws NotFound if there is none or the caller may not know them
   */
  public User execute(Caller caller, UserRef ref, Purpose purpose) {
    return find(caller, ref)
        .filter(user -> permits(caller, user, purpose))
        .orElseThrow(NotFound::new);
  }

  private Optional<User> find(Caller caller, UserRef ref) {
    if (ref.isMe()) {
      return caller instanceof Person person ? Optional.of(person.user()) : Optional.empty();
    }
    return ref.asId().map(users::byId).orElseGet(() -> ref.asUsername().flatMap(users::byUsername));
  }

  private boolean permits(Caller caller, User user, Purpose purpose) {
    return switch (purpose) {
      case READ -> authority.permits(caller, Permission.READ_USER, user.id());
      case NAME_KEY_OWNER -> authority.permitsNaming(caller, user.id());
    };
  }
}
