package dev.latchkey.core.usecase;

import dev.latchkey.core.audit.AuditEntry;
import dev.latchkey.core.authority.Authority;
import dev.latchkey.core.authority.Caller;
import dev.latchkey.core.authority.Permission;
import dev.latchkey.core.error.LatchkeyException.Forbidden;
import dev.latchkey.core.error.LatchkeyException.Invalid;
import dev.latchkey.core.error.Violation;
import dev.latchkey.core.port.Transactor;
import dev.latchkey.core.user.User;
import dev.latchkey.core.user.UserId;
import dev.latchkey.core.user.UserStatus;
import dev.latchkey.core.user.Username;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;

/** Creates a user. Thread-safe. */
public final class CreateUser {

  private final Transactor transactor;
  private final Authority authority;
  private final InstantSource clock;

  /** Wires the use case. */
  public CreateUser(Transactor transactor, Authority authority, InstantSource clock) {
    this.transactor = transactor;
    this.authority = authority;
    this.clock = clock;
  }

  /**
   * Creates an active user.
   *
   * @throws Forbidden if the caller may not create users, or gives a role without being a site
   *     owner
   * @throws Invalid if the name breaks a rule
   * @throws dev.latchkey.core.error.LatchkeyException.NameTaken if a user has that name, whatever
   *     its case
   */
  public User execute(Caller caller, NewUser request) {
    if (!authority.permitsForAll(caller, Permission.CREATE_USER)) {
      throw new Forbidden();
    }
    if (!request.roles().isEmpty() && !authority.permitsForAll(caller, Permission.GRANT_ROLE)) {
      throw new Forbidden("Only site owners may give roles.");
    }
    User user = newUser(request, clock.instant());
    AuditEntry entry =
        AuditEntry.userCreated(user, caller.actor(), caller.request(), user.createdAt());
    return transactor.inTransaction(
        unitOfWork -> {
          // It may have waited until here, so it asks for the time again.
          LiveCaller.require(unitOfWork, caller, clock.instant());
          unitOfWork.users().insert(user);
          unitOfWork.audit().append(entry);
          return user;
        });
  }

  private static User newUser(NewUser request, Instant now) {
    Username.problemOf(request.username())
        .ifPresent(
            problem -> {
              throw new Invalid(List.of(new Violation("username", problem)));
            });
    return new User(
        UserId.random(),
        new Username(request.username()),
        request.roles(),
        UserStatus.ACTIVE,
        now,
        now,
        null);
  }
}
