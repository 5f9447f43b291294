package dev.latchkey.core.usecase;

import dev.latchkey.core.key.ApiKey;
import dev.latchkey.core.key.TokenName;
import dev.latchkey.core.port.OwnedKey;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A token as it travels from one store to another, in texts that mean the same everywhere. What is
 * null is not given. Nothing in it is checked. Its text shows none of it.
 *
 * @param id the id of the key
 * @param secretSha256 the SHA-256 of the secret, without the id and the hyphen, as 64 hex digits
 * @param owner the name or the UUID of the owner
 * @param name the name of the token
 * @param expiresAt when it ends, by RFC 3339
 * @param expiredAt when somebody expired it
 * @param createdAt when it was made
 * @param lastUsed when it was last used
 * @param lifetimeSeconds how long it was made for
 * @param scopes the names of its scopes; null for {@code coder:all}
 * @param allowList its allow list, each {@code <type>:<id>}; null for everything
 */
public record PortableKey(
    @Nullable String id,
    @Nullable String secretSha256,
    @Nullable String owner,
    @Nullable String name,
    @Nullable String expiresAt,
    @Nullable String expiredAt,
    @Nullable String createdAt,
    @Nullable String lastUsed,
    @Nullable Long lifetimeSeconds,
    @Nullable List<String> scopes,
    @Nullable List<String> allowList) {

  /** Copies the lists, so that they can't change afterwards. */
  public PortableKey {
    scopes = scopes == null ? null : List.copyOf(scopes);
    allowList = allowList == null ? null : List.copyOf(allowList);
  }

  /** The text of a stored token, with nothing left out. */
  static PortableKey of(OwnedKey owned) {
    ApiKey key = owned.key();
    TokenName name = key.name();
    return new PortableKey(
        key.id().value(),
        HexFormat.of().formatHex(key.hashedSecret().toBytes()),
        owned.owner().value(),
        name == null ? null : name.value(),
        key.expiresAt().toString(),
        text(key.expiredAt()),
        key.createdAt().toString(),
        text(key.usage().lastUsed()),
        key.lifetime().toSeconds(),
        key.scopes().stream().map(Object::toString).toList(),
        key.allowList().entries().stream().map(Object::toString).toList());
  }

  private static @Nullable String text(@Nullable Instant instant) {
    return instant == null ? null : instant.toString();
  }

  @Override
  public String toString() {
    return "PortableKey(****)";
  }
}
