package dev.latchkey.core.usecase;

import dev.latchkey.core.audit.AuditEntry;
import dev.latchkey.core.authority.Authority;
import dev.latchkey.core.authority.Caller;
import dev.latchkey.core.authority.Permission;
import dev.latchkey.core.error.LatchkeyException.NotFound;
import dev.latchkey.core.key.ApiKey;
import dev.latchkey.core.key.KeyId;
import dev.latchkey.core.port.Transactor;
import dev.latchkey.core.port.UnitOfWork;
import dev.latchkey.core.user.UserId;
import java.time.Instant;
import java.time.InstantSource;

/**
 * Removes the record of a key; its audit entries stay (contract section 4.7, G3). Works on expired
 * keys too. Thread-safe.
 */
public final class DeleteKey {

  private final Transactor transactor;
  private final Authority authority;
  private final InstantSource clock;

  /** Wires the use case. */
  public DeleteKey(Transactor transactor, Authority authority, InstantSource clock) {
    this.transactor = transactor;
    this.authority = authority;
    this.clock = clock;
  }

  /**
   * Deletes a key.
   *
   * @return the key as it was
   * @throws NotFound if there is no such key or the caller may not delete it
   */
  public ApiKey execute(Caller caller, KeyId id) {
    return transactor.inTransaction(unitOfWork -> delete(unitOfWork, caller, id));
  }

  private ApiKey delete(UnitOfWork unitOfWork, Caller caller, KeyId id) {
    // Decided before the key is taken, so that who may not delete it makes nobody wait either.
    UserId owner = unitOfWork.keys().ownerOf(id).orElseThrow(NotFound::new);
    if (!authority.permits(caller, Permission.DELETE_KEY, owner)) {
      throw new NotFound();
    }
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
