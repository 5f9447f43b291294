package dev.latchkey.core.port;

import dev.latchkey.core.key.PermissionSet;
import dev.latchkey.core.key.Scope;
import java.util.Optional;
import java.util.Set;

/**
 * Which scopes exist and what each permits. A host product brings its own to speak of its own
 * resources. Thread-safe.
 */
public interface ScopeCatalog {

  /** The scope that a request means by {@code name}, or nothing if none may be asked for by it. */
  Optional<Scope> find(String name);

  /** What {@code scope} permits; nothing at all for a scope that the catalog does not know. */
  PermissionSet permissionsOf(Scope scope);

  /** The resource types that an allow list may name. */
  Set<String> resourceTypes();
}
