package dev.latchkey.http.wire;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import dev.latchkey.core.key.AllowList;
import dev.latchkey.core.key.ApiKey;
import dev.latchkey.core.key.Scope;
import dev.latchkey.core.usecase.Verification;
import dev.latchkey.core.usecase.Verification.Refused;
import dev.latchkey.core.usecase.Verification.Valid;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Whether a key is good. If it is, everything but {@code code} is there; if not, nothing but that.
 *
 * @param valid whether it is
 * @param code why not: {@code malformed}, {@code unknown}, {@code expired}, {@code user_inactive}
 *     or {@code insufficient_scope}
 * @param keyId the public identifier of the key
 * @param user its owner
 * @param scopes what it may be used for, by canonical names
 * @param allowList the resources that it may be used on, each {@code <type>:<id>}
 * @param expiresAt the last instant at which it is good
 */
@JsonNaming(SnakeCaseStrategy.class)
@JsonInclude(Include.NON_NULL)
public record VerificationJson(
    boolean valid,
    @Nullable String code,
    @Nullable String keyId,
    @Nullable VerifiedUserJson user,
    @Nullable List<String> scopes,
    @Nullable List<String> allowList,
    @WireTime @Nullable Instant expiresAt) {

  /**
   * @throws NullPointerException if what belongs to such an answer is missing
   */
  public VerificationJson {
    if (valid) {
      requireNonNull(keyId, "key_id");
      requireNonNull(user, "user");
      requireNonNull(expiresAt, "expires_at");
      scopes = List.copyOf(requireNonNull(scopes, "scopes"));
      allowList = List.copyOf(requireNonNull(allowList, "allow_list"));
    } else {
      requireNonNull(code, "code");
    }
  }

  /** The answer for a client. A wrong secret is an unknown key. */
  public static VerificationJson from(Verification verification) {
    if (verification instanceof Refused refused) {
      return new VerificationJson(false, refused.reason().wireName(), null, null, null, null, null);
    }
    Valid found = (Valid) verification;
    ApiKey key = found.key();
    return new VerificationJson(
        true,
        null,
        key.id().value(),
        VerifiedUserJson.from(found.user()),
        key.scopes().stream().map(Scope::name).toList(),
        key.allowList().entries().stream().map(AllowList.Entry::toString).toList(),
        key.expiresAt());
  }
}
