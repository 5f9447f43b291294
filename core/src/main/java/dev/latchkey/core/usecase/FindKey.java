package dev.latchkey.core.usecase;

import dev.latchkey.core.authority.Authority;
import dev.latchkey.core.authority.Caller;
import dev.latchkey.core.authority.Permission;
import dev.latchkey.core.error.LatchkeyException.NotFound;
import dev.latchkey.core.key.PlaintextKey;
import dev.latchkey.core.port.KeyQueries;
import dev.latchkey.core.port.OwnedKey;
import dev.latchkey.core.usecase.KeyRef.ById;
import dev.latchkey.core.usecase.KeyRef.ByName;
import dev.latchkey.core.usecase.KeyRef.ByToken;
import java.time.InstantSource;
import java.util.Optional;

/** Finds one key, live or expired: by id, by name, or by full token. Thread-safe. */
public final class FindKey {

  private final KeyQueries keys;
  private final Authority authority;
  private final InstantSource clock;

  /** Wires the use case. */
  public FindKey(KeyQueries keys, Authority authority, InstantSource clock) {
    this.keys = keys;
    this.authority = authority;
    this.clock = clock;
  }

  /**
   * Finds the key.
   *
   * @throws NotFound if there is none or the caller may not read it
   */
  public OwnedKey execute(Caller caller, KeyRef ref) {
    return find(ref)
        .filter(found -> authority.permits(caller, Permission.READ_KEY, found.key().owner()))
        .orElseThrow(NotFound::new);
  }

  private Optional<OwnedKey> find(KeyRef ref) {
    if (ref instanceof ById byId) {
      return keys.byId(byId.id());
    }
    if (ref instanceof ByName byName) {
      return keys.byName(byName.owner(), byName.name(), clock.instant());
    }
    return findByToken(((ByToken) ref).token());
  }

  private Optional<OwnedKey> findByToken(PlaintextKey token) {
    return keys.byId(token.id())
        .filter(found -> found.key().hashedSecret().matches(token.hashedSecret()));
  }
}
