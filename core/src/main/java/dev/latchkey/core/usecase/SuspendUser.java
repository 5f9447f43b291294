package dev.latchkey.core.usecase;

import dev.latchkey.core.authority.Authority;
import dev.latchkey.core.authority.Caller;
import dev.latchkey.core.authority.Permission;
import dev.latchkey.core.port.Propagation;
import dev.latchkey.core.port.Transactor;
import dev.latchkey.core.user.User;
import dev.latchkey.core.user.UserId;
import java.time.InstantSource;

/**
 * Suspends a user: from then on all their keys are refused, until they are active again. The keys
 * themselves stay as they are. Thread-safe.
 */
public final class SuspendUser {

  private final UserChange change;
  private final Propagation propagation;

  /** Wires the use case. */
  public SuspendUser(
      Transactor transactor, Propagation propagation, Authority authority, InstantSource clock) {
    this.propagation = propagation;
    this.change = new UserChange(transactor, authority, clock);
  }

  /**
   * Suspends a user. Who is suspended already stays as they are, and nothing is added to the audit
   * trail.
   *
   * @return the user as they are now
   * @throws dev.latchkey.core.error.LatchkeyException.NotFound if there is no such user or the
   *     caller may not know them
   * @throws dev.latchkey.core.error.LatchkeyException.Forbidden if the caller may not suspend them
   * @throws dev.latchkey.core.error.LatchkeyException.LastOwner if they are the last active site
   *     owner
   */
  public Confirmed<User> execute(Caller caller, UserId id) {
    return Confirmed.by(
        () -> change.update(caller, Permission.UPDATE_USER, id, User::suspend), id, propagation);
  }
}
