package dev.latchkey.core.usecase;

import dev.latchkey.core.audit.AuditEntry;
import dev.latchkey.core.authority.Authority;
import dev.latchkey.core.authority.Caller;
import dev.latchkey.core.authority.Permission;
import dev.latchkey.core.key.ApiKey;
import dev.latchkey.core.port.Propagation;
import dev.latchkey.core.port.Transactor;
import dev.latchkey.core.usecase.UserChange.Subject;
import dev.latchkey.core.user.User;
import dev.latchkey.core.user.UserId;
import java.time.InstantSource;

/**
 * Deletes a user: every live key of theirs is expired, they are not found any more, and their name
 * is free. The records of the user and of their keys are kept, and so is the audit trail (G3).
 * Thread-safe.
 */
public final class DeleteUser {

  private final UserChange change;
  private final Propagation propagation;

  /** Wires the use case. */
  public DeleteUser(
      Transactor transactor, Propagation propagation, Authority authority, InstantSource clock) {
    this.propagation = propagation;
    this.change = new UserChange(transactor, authority, clock);
  }

  /**
   * Deletes a user and expires their keys, all or nothing, with one audit entry each. When this has
   * returned, none of their keys is ever good again (G1).
   *
   * @return the user as they were
   * @throws dev.latchkey.core.error.LatchkeyException.NotFound if there is no such user, because
   *     they are deleted already too, or the caller may not know them
   * @throws dev.latchkey.core.error.LatchkeyException.Forbidden if the caller may not delete them
   * @throws dev.latchkey.core.error.LatchkeyException.LastOwner if they are the last active site
   *     owner
   */
  public Confirmed<User> execute(Caller caller, UserId id) {
    return Confirmed.by(
        () ->
            change.execute(caller, Permission.DELETE_USER, id, subject -> delete(caller, subject)),
        id,
        propagation);
  }

  private static User delete(Caller caller, Subject subject) {
    subject.requireAnotherOwner();
    for (ApiKey key : subject.unitOfWork().keys().live(subject.user().id(), subject.now())) {
      key.expire(subject.now()).ifPresent(expired -> store(caller, subject, key, expired));
    }
    if (!subject.unitOfWork().users().delete(subject.user().id(), subject.now())) {
      throw new IllegalStateException(
          "user " + subject.user().id() + " is gone although this transaction had found them");
    }
    subject
        .unitOfWork()
        .audit()
        .append(
            AuditEntry.userDeleted(
                subject.user(), caller.actor(), caller.request(), subject.now()));
    return subject.user();
  }

  private static void store(Caller caller, Subject subject, ApiKey key, ApiKey expired) {
    if (!subject.unitOfWork().keys().expire(expired)) {
      throw new IllegalStateException(
          "key " + key.id() + " changed although this transaction had found it");
    }
    subject
        .unitOfWork()
        .audit()
        .append(
            AuditEntry.keyExpired(key, expired, caller.actor(), caller.request(), subject.now())
                .because("user deleted"));
  }
}
