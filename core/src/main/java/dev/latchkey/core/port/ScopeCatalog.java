package dev.latchkey.core.port;

import dev.latchkey.core.key.PermissionSet;
import dev.latchkey.core.key.Scope;
import java.util.Optional;
import java.util.Set;

/**
 * Which scopes exist and what each permits. A host product brings its own to speak of its own
 * resources. It should know {@link Scope#ALL}: session keys have it, and tokens for which no scope
 * is asked. What a key may do to keys and users here is permitted in the words of the contract,
 * such as {@code api_key:read}, whatever the scope is called. Thread-safe.
 */
public interface ScopeCatalog {

  /** The scope that a request means by {@code name}, or nothing if none may be asked for by it. */
  Optional<Scope> find(String name);

  /** What {@code scope} permits; nothing at all for a scope that the catalog does not know. */
  PermissionSet permissionsOf(Scope scope);

  /** The resource types that an allow list may name. */
  Set<String> resourceTypes();
}
