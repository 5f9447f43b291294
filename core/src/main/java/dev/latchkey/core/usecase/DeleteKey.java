package dev.latchkey.core.usecase;

import dev.latchkey.core.audit.AuditAction;
import dev.latchkey.core.audit.AuditEntry;
import dev.latchkey.core.authority.Authority;
import dev.latchkey.core.authority.Caller;
import dev.latchkey.core.authority.Permission;
import dev.latchkey.core.error.LatchkeyException.NotFound;
import dev.latchkey.core.key.ApiKey;
import dev.latchkey.core.key.KeyId;
import dev.latchkey.core.port.Propagation;
import dev.latchkey.core.port.Transactor;
import dev.latchkey.core.port.UnitOfWork;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;

/**
 * Removes the record of a key; its audit entries stay (contract section 4.7, G3). Works on expired
 * keys too. Thread-safe.
 */
public final class DeleteKey {

  private static final List<Permission> NEEDED = List.of(Permission.DELETE_KEY);

  private final Transactor transactor;
  private final Propagation propagation;
  private final ChangeRight right;
  private final InstantSource clock;

  /** Wires the use case. */
  public DeleteKey(
      Transactor transactor,
      Propagation propagation,
      Authority authority,
      InstantSource clock,
      DeniedAttempts denied) {
    this.transactor = transactor;
    this.propagation = propagation;
    this.right = new ChangeRight(AuditAction.DELETE, NEEDED, authority, clock, denied);
    this.clock = clock;
  }

  /**
   * Deletes a key.
   *
   * @return the key as it was
   * @throws NotFound if there is no such key or the caller may not delete it
   */
  public Confirmed<ApiKey> execute(Caller caller, KeyId id) {
    return Confirmed.by(
        () -> transactor.inTransaction(unitOfWork -> delete(unitOfWork, caller, id)),
        id,
        propagation);
  }

  private ApiKey delete(UnitOfWork unitOfWork, Caller caller, KeyId id) {
    right.require(unitOfWork, caller, id);
    LiveCaller.require(unitOfWork, caller, clock.instant());
    ApiKey key = unitOfWork.keys().find(id).orElseThrow(NotFound::new);
    Instant now = clock.instant();
    if (!unitOfWork.keys().delete(id)) {
      throw new IllegalStateException(
          "key " + id + " is gone although this transaction had found it");
    }
    unitOfWork.audit().append(AuditEntry.keyDeleted(key, caller.actor(), caller.request(), now));
    return key;
  }
}
