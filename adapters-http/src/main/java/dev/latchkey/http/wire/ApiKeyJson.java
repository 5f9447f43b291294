package dev.latchkey.http.wire;

import static java.util.Objects.requireNonNull;
import static java.util.Objects.requireNonNullElse;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import dev.latchkey.core.key.AllowList;
import dev.latchkey.core.key.ApiKey;
import dev.latchkey.core.key.Scope;
import dev.latchkey.core.key.TokenName;
import dev.latchkey.core.port.OwnedKey;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The record of a key (contract section 4.2). It never holds the secret or its hash.
 *
 * @param id the public identifier
 * @param userId the owner
 * @param lastUsed when it was last used; 1970 or earlier if never
 * @param expiresAt when it ends
 * @param createdAt when it was made
 * @param updatedAt when it last really changed
 * @param loginType {@code token}, or {@code password} for a session key
 * @param scope the old single form of {@code scopes}: {@code application_connect}, {@code all} or
 *     empty
 * @param scopes the canonical names
 * @param tokenName the name; empty for a session key
 * @param lifetimeSeconds how long the key was made for
 * @param allowList each {@code <type>:<id>}
 * @param requestCount how many requests with it were accepted, about half a minute behind
 * @param refusedCount how many requests had its secret and were refused, because it was dead
 * @param username the name of the owner; null (and left out) where only one key is shown
 */
@JsonNaming(SnakeCaseStrategy.class)
public record ApiKeyJson(
    String id,
    UUID userId,
    @WireTime Instant lastUsed,
    @WireTime Instant expiresAt,
    @WireTime Instant createdAt,
    @WireTime Instant updatedAt,
    String loginType,
    String scope,
    List<String> scopes,
    String tokenName,
    long lifetimeSeconds,
    List<String> allowList,
    long requestCount,
    long refusedCount,
    @JsonInclude(Include.NON_NULL) @Nullable String username) {

  /**
   * @throws NullPointerException if what every key has is missing
   */
  public ApiKeyJson {
    requireNonNull(id, "id");
    requireNonNull(userId, "user_id");
    requireNonNull(lastUsed, "last_used");
    requireNonNull(expiresAt, "expires_at");
    requireNonNull(createdAt, "created_at");
    requireNonNull(updatedAt, "updated_at");
    requireNonNull(loginType, "login_type");
    requireNonNull(tokenName, "token_name");
    scopes = List.copyOf(requireNonNullElse(scopes, List.of()));
    allowList = List.copyOf(requireNonNullElse(allowList, List.of()));
  }

  /** A key on its own, without the name of its owner. */
  public static ApiKeyJson from(ApiKey key) {
    return from(key, null);
  }

  /** A key in a list. */
  public static ApiKeyJson from(OwnedKey owned) {
    return from(owned.key(), owned.owner().value());
  }

  private static ApiKeyJson from(ApiKey key, @Nullable String username) {
    TokenName name = key.name();
    return new ApiKeyJson(
        key.id().value(),
        key.owner().value(),
        requireNonNullElse(key.usage().lastUsed(), TimeText.NEVER_USED),
        key.expiresAt(),
        key.createdAt(),
        key.updatedAt(),
        key.loginType().wireName(),
        singleScope(key.scopes()),
        key.scopes().stream().map(Scope::name).toList(),
        name == null ? "" : name.value(),
        key.lifetime().toSeconds(),
        key.allowList().entries().stream().map(AllowList.Entry::toString).toList(),
        key.usage().requests(),
        key.usage().refused(),
        username);
  }

  private static String singleScope(List<Scope> scopes) {
    if (scopes.contains(Scope.APPLICATION_CONNECT)) {
      return "application_connect";
    }
    return scopes.contains(Scope.ALL) ? "all" : "";
  }
}
