package dev.latchkey.core.usecase;

import dev.latchkey.core.authority.Authority;
import dev.latchkey.core.authority.Caller;
import dev.latchkey.core.authority.Permission;
import dev.latchkey.core.port.Propagation;
import dev.latchkey.core.port.Transactor;
import dev.latchkey.core.user.Role;
import dev.latchkey.core.user.User;
import dev.latchkey.core.user.UserId;
import java.time.InstantSource;
import java.util.Set;

/** Says which roles a user has from now on. Only site owners may. Thread-safe. */
public final class ChangeRoles {

  private final UserChange change;
  private final Propagation propagation;

  /** Wires the use case. */
  public ChangeRoles(
      Transactor transactor, Propagation propagation, Authority authority, InstantSource clock) {
    this.propagation = propagation;
    this.change = new UserChange(transactor, authority, clock);
  }

  /**
   * Gives a user exactly these roles. If they are what the user has, nothing is added to the audit
   * trail.
   *
   * @param roles none for a plain member
   * @return the user as they are now
   * @throws dev.latchkey.core.error.LatchkeyException.NotFound if there is no such user or the
   *     caller may not know them
   * @throws dev.latchkey.core.error.LatchkeyException.Forbidden if the caller may not change roles
   * @throws dev.latchkey.core.error.LatchkeyException.LastOwner if they are the last active site
   *     owner and the roles lack that one
   */
  public Confirmed<User> execute(Caller caller, UserId id, Set<Role> roles) {
    return Confirmed.by(
        () ->
            change.update(
                caller, Permission.GRANT_ROLE, id, (user, now) -> user.withRoles(roles, now)),
        id,
        propagation);
  }
}
