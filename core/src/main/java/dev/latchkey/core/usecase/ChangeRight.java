package dev.latchkey.core.usecase;

import dev.latchkey.core.audit.AuditAction;
import dev.latchkey.core.audit.AuditEntry;
import dev.latchkey.core.authority.Authority;
import dev.latchkey.core.authority.Caller;
import dev.latchkey.core.authority.Permission;
import dev.latchkey.core.error.LatchkeyException.NotFound;
import dev.latchkey.core.key.ApiKey;
import dev.latchkey.core.key.KeyId;
import dev.latchkey.core.port.UnitOfWork;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/**
 * The right to change a key in one way. Who lacks it is refused in the very words for a key that
 * does not exist (G6), and the attempt goes into the audit trail. Thread-safe.
 */
final class ChangeRight {

  private final AuditAction action;
  private final List<Permission> needed;
  private final Authority authority;
  private final InstantSource clock;
  private final DeniedAttempts denied;

  /**
   * @param action what the caller wants to do
   * @param needed what they need for it
   */
  ChangeRight(
      AuditAction action,
      List<Permission> needed,
      Authority authority,
      InstantSource clock,
      DeniedAttempts denied) {
    this.action = action;
    this.needed = needed;
    this.authority = authority;
    this.clock = clock;
    this.denied = denied;
  }

  /**
   * Decides before the key is taken, so that who may not change it makes nobody wait.
   *
   * @throws NotFound if there is no such key or the caller has no right to it
   */
  void require(UnitOfWork unitOfWork, Caller caller, KeyId id) {
    ApiKey key = unitOfWork.keys().look(id).orElseThrow(NotFound::new);
    needed.stream()
        .map(permission -> authority.objection(caller, permission, key.owner()))
        .flatMap(Optional::stream)
        .findFirst()
        .ifPresent(objection -> deny(caller, key, objection));
  }

  // Nothing is written here: it would take time, and be undone together with the transaction.
  private void deny(Caller caller, ApiKey key, String objection) {
    denied.note(
        AuditEntry.keyDenied(
            action, key, caller.actor(), caller.request(), clock.instant(), objection));
    throw new NotFound();
  }
}
