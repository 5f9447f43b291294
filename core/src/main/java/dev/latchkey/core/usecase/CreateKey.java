package dev.latchkey.core.usecase;

import dev.latchkey.core.audit.AuditEntry;
import dev.latchkey.core.authority.Authority;
import dev.latchkey.core.authority.Caller;
import dev.latchkey.core.authority.Permission;
import dev.latchkey.core.error.LatchkeyException.Forbidden;
import dev.latchkey.core.error.LatchkeyException.NameTaken;
import dev.latchkey.core.error.LatchkeyException.NotFound;
import dev.latchkey.core.key.AllowList;
import dev.latchkey.core.key.ApiKey;
import dev.latchkey.core.key.PlaintextKey;
import dev.latchkey.core.key.Scope;
import dev.latchkey.core.key.TokenName;
import dev.latchkey.core.port.ScopeCatalog;
import dev.latchkey.core.port.Transactor;
import dev.latchkey.core.port.UserDirectory;
import dev.latchkey.core.usecase.TokenRules.Checked;
import dev.latchkey.core.user.User;
import dev.latchkey.core.user.UserId;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Issues a key: a named token, or a session key. Thread-safe. */
public final class CreateKey {

  // Of 23,040 made-up names a user has few in use, so a second try nearly always does.
  private static final int NAME_TRIES = 10;

  private static final Checked SESSION =
      new Checked(null, null, List.of(Scope.ALL), AllowList.EVERYTHING);

  private final Transactor transactor;
  private final UserDirectory users;
  private final Authority authority;
  private final TokenRules rules;
  private final MintingLimits mintingLimits;
  private final Lifetimes lifetimes;
  private final InstantSource clock;
  private final SecureRandom random;

  /** Wires the use case. */
  public CreateKey(
      Transactor transactor,
      UserDirectory users,
      Authority authority,
      ScopeCatalog scopes,
      Lifetimes lifetimes,
      InstantSource clock,
      SecureRandom random) {
    this.transactor = transactor;
    this.users = users;
    this.authority = authority;
    this.rules = new TokenRules(scopes, lifetimes);
    this.mintingLimits = new MintingLimits(authority);
    this.lifetimes = lifetimes;
    this.clock = clock;
    this.random = random;
  }

  /**
   * Issues a key of {@code owner}.
   *
   * @return the key, with the token in clear for the only time
   * @throws NotFound if the owner does not exist or the caller may not know them
   * @throws Forbidden if the caller may not make keys for them, or may not make such a key
   * @throws dev.latchkey.core.error.LatchkeyException.Invalid if the request breaks rules
   * @throws NameTaken if a live token of the owner has the name
   */
  public IssuedKey execute(Caller caller, UserId owner, NewKey request) {
    User user = permittedOwner(caller, owner);
    return request instanceof NewToken token
        ? issueToken(caller, user, rules.check(token, user))
        : issue(caller, user, null, SESSION);
  }

  private User permittedOwner(Caller caller, UserId owner) {
    User user = users.byId(owner).orElseThrow(NotFound::new);
    if (!authority.permitsNaming(caller, owner)) {
      throw new NotFound();
    }
    if (!authority.permits(caller, Permission.CREATE_KEY, owner)) {
      throw new Forbidden();
    }
    return user;
  }

  private IssuedKey issueToken(Caller caller, User user, Checked checked) {
    TokenName given = checked.name();
    if (given != null) {
      return issue(caller, user, given, checked);
    }
    for (int tries = 1; ; tries++) {
      try {
        return issue(caller, user, RandomName.next(random), checked);
      } catch (NameTaken e) {
        if (tries == NAME_TRIES) {
          throw e;
        }
      }
    }
  }

  private IssuedKey issue(Caller caller, User owner, @Nullable TokenName name, Checked checked) {
    Instant now = clock.instant();
    PlaintextKey plaintext = PlaintextKey.generate(random);
    ApiKey key =
        ApiKey.issue(
            plaintext,
            owner.id(),
            name,
            checked.scopes(),
            checked.allowList(),
            now,
            endFor(caller, owner, checked.lifetime(), now),
            // A token may be used from anywhere; a session is used where it was made (section 1).
            name == null ? ApiKey.addressOf(caller.request().ipAddress()) : ApiKey.NO_ADDRESS);
    mintingLimits.require(caller, key);
    AuditEntry entry = AuditEntry.keyCreated(key, caller.actor(), caller.request(), now);
    return transactor.inTransaction(
        unitOfWork -> {
          // It may have waited until here, so it asks for the time again.
          LiveCaller.requireWith(unitOfWork, caller, owner.id(), clock.instant());
          unitOfWork.keys().insert(key, now);
          unitOfWork.audit().append(entry);
          return new IssuedKey(plaintext, key);
        });
  }

  private Instant endFor(Caller caller, User owner, @Nullable Duration lifetime, Instant now) {
    Instant end =
        lifetime == null
            ? mintingLimits.capEnd(caller, now.plus(lifetimes.standardFor(owner)))
            : now.plus(lifetime);
    return end.truncatedTo(ChronoUnit.MICROS);
  }
}
