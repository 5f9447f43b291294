package dev.latchkey.core.usecase;

import dev.latchkey.core.authority.Authority;
import dev.latchkey.core.authority.Caller;
import dev.latchkey.core.authority.Permission;
import dev.latchkey.core.port.Transactor;
import dev.latchkey.core.user.User;
import dev.latchkey.core.user.UserId;
import java.time.InstantSource;

/**
 * Makes a suspended user active again: those of their keys that have not ended meanwhile are good
 * once more. Thread-safe.
 */
public final class ActivateUser {

  private final UserChange change;

  /** Wires the use case. */
  public ActivateUser(Transactor transactor, Authority authority, InstantSource clock) {
    this.change = new UserChange(transactor, authority, clock);
  }

  /**
   * Activates a user. Who is active already stays as they are, and nothing is added to the audit
   * trail.
   *
   * @return the user as they are now
   * @throws dev.latchkey.core.error.LatchkeyException.NotFound if there is no such user or the
   *     caller may not know them
   * @throws dev.latchkey.core.error.LatchkeyException.Forbidden if the caller may not activate them
   */
  public User execute(Caller caller, UserId id) {
    return change.update(caller, Permission.UPDATE_USER, id, User::activate);
  }
}
