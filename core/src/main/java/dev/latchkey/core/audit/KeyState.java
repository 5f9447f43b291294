package dev.latchkey.core.audit;

import dev.latchkey.core.key.AllowList;
import dev.latchkey.core.key.ApiKey;
import dev.latchkey.core.key.Scope;
import dev.latchkey.core.user.UserId;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The facts that the audit trail keeps of a key. They are chosen one by one: neither the secret nor
 * its hash has a place here.
 *
 * @param owner whom the key belongs to
 * @param scopes what it may be used for
 * @param allowList which resources it may touch
 * @param createdAt when it was made
 * @param expiresAt when it ends
 * @param lastUsed when it was last used; null if never
 */
public record KeyState(
    UserId owner,
    List<Scope> scopes,
    AllowList allowList,
    Instant createdAt,
    Instant expiresAt,
    @Nullable Instant lastUsed)
    implements ResourceState {

  /** Copies the scopes, so that they can't change afterwards. */
  public KeyState {
    scopes = List.copyOf(scopes);
  }

  /** The facts of {@code key}. */
  public static KeyState of(ApiKey key) {
    return new KeyState(
        key.owner(),
        key.scopes(),
        key.allowList(),
        key.createdAt(),
        key.expiresAt(),
        key.usage().lastUsed());
  }
}
