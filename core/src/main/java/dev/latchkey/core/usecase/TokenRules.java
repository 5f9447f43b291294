package dev.latchkey.core.usecase;

import dev.latchkey.core.error.LatchkeyException.Invalid;
import dev.latchkey.core.error.Violation;
import dev.latchkey.core.key.AllowList;
import dev.latchkey.core.key.GoDuration;
import dev.latchkey.core.key.Scope;
import dev.latchkey.core.key.TokenName;
import dev.latchkey.core.port.ScopeCatalog;
import dev.latchkey.core.user.User;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Checks a request for a token against the rules and tells all that it breaks (section 4.3). */
final class TokenRules {

  private final GrantRules grants;
  private final Lifetimes lifetimes;

  TokenRules(ScopeCatalog catalog, Lifetimes lifetimes) {
    this.grants = new GrantRules(catalog);
    this.lifetimes = lifetimes;
  }

  /** A request that broke no rule. Without a name, one is made up; without a lifetime, chosen. */
  record Checked(
      @Nullable TokenName name,
      @Nullable Duration lifetime,
      List<Scope> scopes,
      AllowList allowList) {}

  Checked check(NewToken request, User owner) {
    List<Violation> violations = new ArrayList<>(request.unreadable());
    // In the order of the contract, because the first decides what the client is told above all.
    AllowList allowList = grants.readAllowList(request.allowList(), violations);
    List<Scope> scopes = grants.readScopes(request.scopes(), violations);
    TokenName name = checkName(request.name(), violations);
    GrantRules.checkSize(allowList, violations);
    Duration lifetime = checkLifetime(request.lifetime(), owner, violations);
    if (!violations.isEmpty()) {
      throw new Invalid(violations);
    }
    return new Checked(name, lifetime, scopes, allowList);
  }

  private static @Nullable TokenName checkName(@Nullable String name, List<Violation> violations) {
    if (name == null || name.isEmpty()) {
      return null;
    }
    Optional<String> problem = TokenName.problemOf(name);
    if (problem.isPresent()) {
      violations.add(new Violation("token_name", problem.get()));
      return null;
    }
    return new TokenName(name);
  }

  private @Nullable Duration checkLifetime(
      @Nullable Duration lifetime, User owner, List<Violation> violations) {
    if (lifetime == null || lifetime.isZero()) {
      return null;
    }
    Duration maximum = lifetimes.maximumFor(owner);
    if (lifetime.isNegative()) {
      violations.add(new Violation("lifetime", "lifetime must be positive number greater than 0"));
    } else if (lifetime.toSeconds() < 1) {
      violations.add(new Violation("lifetime", "lifetime must be at least 1s"));
    } else if (lifetime.compareTo(maximum) > 0) {
      violations.add(
          new Violation("lifetime", "lifetime must be less than " + GoDuration.text(maximum)));
    }
    return lifetime;
  }
}
