package dev.latchkey.core.usecase;

import dev.latchkey.core.audit.AuditEntry;
import dev.latchkey.core.authority.Caller;
import dev.latchkey.core.authority.Caller.Trusted;
import dev.latchkey.core.key.AllowList;
import dev.latchkey.core.key.ApiKey;
import dev.latchkey.core.key.PlaintextKey;
import dev.latchkey.core.key.Scope;
import dev.latchkey.core.key.TokenName;
import dev.latchkey.core.port.Transactor;
import dev.latchkey.core.port.UnitOfWork;
import dev.latchkey.core.user.Role;
import dev.latchkey.core.user.User;
import dev.latchkey.core.user.UserId;
import dev.latchkey.core.user.UserStatus;
import dev.latchkey.core.user.Username;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Creates the first user of an empty store, a site owner, together with a token for them: without
 * it nobody could call the server to create anything. Thread-safe.
 */
public final class CreateFirstUser {

  private static final TokenName TOKEN_NAME = new TokenName("owner-token");

  private final Transactor transactor;
  private final Lifetimes lifetimes;
  private final InstantSource clock;
  private final SecureRandom random;

  /** Wires the use case. */
  public CreateFirstUser(
      Transactor transactor, Lifetimes lifetimes, InstantSource clock, SecureRandom random) {
    this.transactor = transactor;
    this.lifetimes = lifetimes;
    this.clock = clock;
    this.random = random;
  }

  /**
   * Creates the user and the token, both or neither. Of two that try at once, one does.
   *
   * @param caller who starts the site; no key can exist yet
   * @return the token, or nothing if there is a user already
   */
  public Optional<IssuedKey> execute(Trusted caller, Username username) {
    return transactor.inTransaction(
        unitOfWork ->
            unitOfWork.users().anyExists()
                ? Optional.empty()
                : Optional.of(create(unitOfWork, caller, username)));
  }

  private IssuedKey create(UnitOfWork unitOfWork, Caller caller, Username username) {
    Instant now = clock.instant();
    User user =
        new User(UserId.random(), username, Set.of(Role.OWNER), UserStatus.ACTIVE, now, now, null);
    PlaintextKey plaintext = PlaintextKey.generate(random);
    ApiKey key =
        ApiKey.issue(
            plaintext,
            user.id(),
            TOKEN_NAME,
            List.of(Scope.ALL),
            AllowList.EVERYTHING,
            now,
            now.plus(lifetimes.standardFor(user)).truncatedTo(ChronoUnit.MICROS),
            ApiKey.NO_ADDRESS);
    unitOfWork.users().insert(user);
    unitOfWork.audit().append(AuditEntry.userCreated(user, caller.actor(), caller.request(), now));
    unitOfWork.keys().insert(key, now);
    unitOfWork.audit().append(AuditEntry.keyCreated(key, caller.actor(), caller.request(), now));
    return new IssuedKey(plaintext, key);
  }
}
