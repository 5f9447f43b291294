package dev.latchkey.core.usecase;

import dev.latchkey.core.audit.AuditEntry;
import dev.latchkey.core.authority.Authority;
import dev.latchkey.core.authority.Caller;
import dev.latchkey.core.authority.Caller.KeyHolder;
import dev.latchkey.core.authority.Permission;
import dev.latchkey.core.error.LatchkeyException.Forbidden;
import dev.latchkey.core.key.ApiKey;
import dev.latchkey.core.key.Scope;
import dev.latchkey.core.port.Propagation;
import dev.latchkey.core.port.Receipt;
import dev.latchkey.core.port.Transactor;
import dev.latchkey.core.port.UnitOfWork;
import java.time.Instant;
import java.time.InstantSource;

/**
 * Ends a session: the key that asks is deleted, and with it the keys that its user's applications
 * have for the session (contract section 6). The audit entries stay (G3). Thread-safe.
 */
public final class Logout {

  private final Transactor transactor;
  private final Propagation propagation;
  private final Authority authority;
  private final InstantSource clock;

  /** Wires the use case. */
  public Logout(
      Transactor transactor, Propagation propagation, Authority authority, InstantSource clock) {
    this.transactor = transactor;
    this.propagation = propagation;
    this.authority = authority;
    this.clock = clock;
  }

  /**
   * Deletes the caller's key and every live key of the same user with the scope {@link
   * Scope#APPLICATION_CONNECT}, all or nothing, with one audit entry each.
   *
   * @return which nodes know of it
   * @throws Forbidden if the key may not delete keys, or is not good any more
   * @throws IllegalArgumentException if the caller did not come with a key
   */
  public Receipt execute(Caller caller) {
    if (!(caller instanceof KeyHolder holder)) {
      throw new IllegalArgumentException("caller: no key holder (expected: who came with a key)");
    }
    if (!authority.permits(holder, Permission.DELETE_KEY, holder.user().id())) {
      throw new Forbidden("A key that may not delete keys can't log out.");
    }
    return Confirmed.by(
            () -> transactor.inTransaction(unitOfWork -> logOut(unitOfWork, holder)),
            holder.user().id(),
            propagation)
        .receipt();
  }

  private ApiKey logOut(UnitOfWork unitOfWork, KeyHolder holder) {
    LiveCaller.require(unitOfWork, holder, clock.instant());
    Instant now = clock.instant();
    ApiKey own = unitOfWork.keys().find(holder.key().id()).orElseThrow(Logout::gone);
    delete(unitOfWork, own, AuditEntry.loggedOut(own, holder.actor(), holder.request(), now));
    for (ApiKey key : unitOfWork.keys().live(holder.user().id(), Scope.APPLICATION_CONNECT, now)) {
      delete(
          unitOfWork,
          key,
          AuditEntry.keyDeleted(key, holder.actor(), holder.request(), now)
              .because("user logged out"));
    }
    return own;
  }

  private static void delete(UnitOfWork unitOfWork, ApiKey key, AuditEntry entry) {
    if (!unitOfWork.keys().delete(key.id())) {
      throw gone();
    }
    unitOfWork.audit().append(entry);
  }

  private static IllegalStateException gone() {
    return new IllegalStateException("a key is gone although this transaction had found it");
  }
}
