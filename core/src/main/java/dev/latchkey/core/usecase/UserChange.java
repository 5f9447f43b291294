package dev.latchkey.core.usecase;

import dev.latchkey.core.audit.AuditEntry;
import dev.latchkey.core.authority.Authority;
import dev.latchkey.core.authority.Caller;
import dev.latchkey.core.authority.Permission;
import dev.latchkey.core.error.LatchkeyException.Forbidden;
import dev.latchkey.core.error.LatchkeyException.LastOwner;
import dev.latchkey.core.error.LatchkeyException.NotFound;
import dev.latchkey.core.port.Transactor;
import dev.latchkey.core.port.UnitOfWork;
import dev.latchkey.core.user.User;
import dev.latchkey.core.user.UserId;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * What all changes to a user have in common: who may make them, and that somebody can still manage
 * the site afterwards. Thread-safe.
 */
final class UserChange {

  private final Transactor transactor;
  private final Authority authority;
  private final InstantSource clock;

  UserChange(Transactor transactor, Authority authority, InstantSource clock) {
    this.transactor = transactor;
    this.authority = authority;
    this.clock = clock;
  }

  /**
   * The user to change, whom nobody else changes meanwhile.
   *
   * @param user as they are
   * @param activeOwners every active site owner, who stay so meanwhile too
   * @param now when the change happens
   */
  record Subject(UnitOfWork unitOfWork, User user, List<User> activeOwners, Instant now) {

    /**
     * @throws LastOwner if the user is the only active site owner that there is
     */
    void requireAnotherOwner() {
      if (activeOwners.stream().map(User::id).toList().equals(List.of(user.id()))) {
        throw new LastOwner(user.username().value());
      }
    }
  }

  /**
   * Stores the next state of a user with its audit entry, if there is one.
   *
   * @param next from the state and the time to the next state, or to nothing if nothing changes
   * @return the user as they are now
   * @throws NotFound if there is no such user or the caller may not know them
   * @throws Forbidden if the caller may not do this to them
   * @throws LastOwner if no active site owner would be left
   */
  User update(
      Caller caller,
      Permission permission,
      UserId id,
      BiFunction<User, Instant, Optional<User>> next) {
    return execute(
        caller,
        permission,
        id,
        subject ->
            next.apply(subject.user(), subject.now())
                .map(after -> store(caller, subject, after))
                .orElse(subject.user()));
  }

  /**
   * Lets {@code work} change a user in one transaction.
   *
   * @throws NotFound if there is no such user or the caller may not know them
   * @throws Forbidden if the caller may not do this to them
   */
  User execute(Caller caller, Permission permission, UserId id, Function<Subject, User> work) {
    if (!authority.permits(caller, Permission.READ_USER, id)) {
      throw new NotFound();
    }
    return transactor.inTransaction(
        unitOfWork -> work.apply(subject(unitOfWork, caller, permission, id)));
  }

  // The site owners come first and in one order, so that changes queue up and never wait for each
  // other in a circle. Who may not change the user does not make the owners wait.
  private Subject subject(UnitOfWork unitOfWork, Caller caller, Permission permission, UserId id) {
    boolean permitted = authority.permits(caller, permission, id);
    List<User> owners = permitted ? unitOfWork.users().activeOwners() : List.of();
    User user = unitOfWork.users().find(id).orElseThrow(NotFound::new);
    if (!authority.permitsChanging(caller, permission, user)) {
      throw new Forbidden();
    }
    Instant now = clock.instant();
    LiveCaller.require(unitOfWork, caller, now);
    return new Subject(unitOfWork, user, owners, now);
  }

  private static User store(Caller caller, Subject subject, User after) {
    if (!after.isActiveOwner()) {
      subject.requireAnotherOwner();
    }
    if (!subject.unitOfWork().users().update(after)) {
      throw new IllegalStateException(
          "user " + after.id() + " is gone although this transaction had found them");
    }
    subject
        .unitOfWork()
        .audit()
        .append(
            AuditEntry.userChanged(
                subject.user(), after, caller.actor(), caller.request(), subject.now()));
    return after;
  }
}
