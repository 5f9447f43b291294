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
import java.time.InstantSource;
import java.util.List;

/** Ends a key now and keeps its record (contract section 4.8). Thread-safe. */
public final class ExpireKey {

  private static final List<Permission> NEEDED =
      List.of(Permission.READ_KEY, Permission.UPDATE_KEY);

  private final Transactor transactor;
  private final Propagation propagation;
  private final ChangeRight right;
  private final InstantSource clock;

  /** Wires the use case. */
  public ExpireKey(
      Transactor transactor,
      Propagation propagation,
      Authority authority,
      InstantSource clock,
      DeniedAttempts denied) {
    this.transactor = transactor;
    this.propagation = propagation;
    this.right = new ChangeRight(AuditAction.EXPIRE, NEEDED, authority, clock, denied);
    this.clock = clock;
  }

  /**
   * Expires a key. When this has returned, the key is dead for good (G1) and the entry that says
   * who did it is durable (G2, G8). A key that was expired already stays as it is, and nothing is
   * added to the audit trail. No node accepts the key any more (G5): the receipt says how many
   * there are, and what is known of them.
   *
   * @return the key as it is now
   * @throws NotFound if there is no such key or the caller may not expire it
   */
  public Confirmed<ApiKey> execute(Caller caller, KeyId id) {
    return Confirmed.by(
        () -> transactor.inTransaction(unitOfWork -> expire(unitOfWork, caller, id)),
        id,
        propagation);
  }

  private ApiKey expire(UnitOfWork unitOfWork, Caller caller, KeyId id) {
    right.require(unitOfWork, caller, id);
    LiveCaller.require(unitOfWork, caller, clock.instant());
    ApiKey before = unitOfWork.keys().find(id).orElseThrow(NotFound::new);
    return before
        .expire(clock.instant())
        .map(after -> store(unitOfWork, caller, before, after))
        .orElse(before);
  }

  private static ApiKey store(UnitOfWork unitOfWork, Caller caller, ApiKey before, ApiKey after) {
    if (!unitOfWork.keys().expire(after)) {
      throw new IllegalStateException(
          "key " + after.id() + " changed although this transaction had found it");
    }
    unitOfWork
        .audit()
        .append(
            AuditEntry.keyExpired(
                before, after, caller.actor(), caller.request(), after.updatedAt()));
    return after;
  }
}
