package dev.latchkey.http.wire;

import static java.util.Objects.requireNonNull;
import static java.util.Objects.requireNonNullElse;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import dev.latchkey.core.audit.Actor.UserActor;
import dev.latchkey.core.audit.AuditAction;
import dev.latchkey.core.audit.AuditEntry;
import dev.latchkey.core.audit.ResourceType;
import dev.latchkey.core.key.KeyId;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One line of the audit trail (contract section 7.3). {@code keyId}, {@code actor} and {@code
 * reason} are ours.
 *
 * @param id identifies the entry
 * @param requestId by which request
 * @param time when
 * @param ip where the request came from; empty if over no network
 * @param userAgent what the client called itself
 * @param resourceType {@code api_key} or {@code user}
 * @param resourceId the user, or the owner of the key
 * @param resourceTarget the name of the token or user
 * @param resourceIcon empty
 * @param action such as {@code create} or {@code expire}; of a denied attempt what was attempted
 * @param diff what changed, field by field; empty for a denied attempt
 * @param statusCode the HTTP status of the answer, or the one it would have had; of a denied
 *     attempt 404
 * @param additionalFields empty
 * @param description a sentence with the placeholders {@code {user}} and {@code {target}}
 * @param resourceLink empty
 * @param isDeleted false
 * @param organizationId the nil UUID
 * @param user the acting user as the trail remembers them; null if it was none
 * @param keyId the key that it was done to; null (and left out) if it was done to a user
 * @param actor who did it, be it a user or not
 * @param reason why, in words; null (and left out) where the action itself says it
 */
@JsonNaming(SnakeCaseStrategy.class)
public record AuditLogJson(
    UUID id,
    UUID requestId,
    @WireTime Instant time,
    String ip,
    String userAgent,
    String resourceType,
    UUID resourceId,
    String resourceTarget,
    String resourceIcon,
    String action,
    Map<String, ChangeJson> diff,
    int statusCode,
    Map<String, Object> additionalFields,
    String description,
    String resourceLink,
    boolean isDeleted,
    UUID organizationId,
    @Nullable UserJson user,
    @JsonInclude(Include.NON_NULL) @Nullable String keyId,
    ActorJson actor,
    @JsonInclude(Include.NON_NULL) @Nullable String reason) {

  private static final UUID NIL = new UUID(0, 0);
  private static final int NOT_FOUND = 404;

  /**
   * @throws NullPointerException if what every entry has is missing
   */
  public AuditLogJson {
    requireNonNull(id, "id");
    requireNonNull(time, "time");
    requireNonNull(action, "action");
    requireNonNull(actor, "actor");
    diff = Collections.unmodifiableMap(new LinkedHashMap<>(requireNonNullElse(diff, Map.of())));
    additionalFields = Map.copyOf(requireNonNullElse(additionalFields, Map.of()));
  }

  /** The line for {@code entry}. */
  public static AuditLogJson from(AuditEntry entry) {
    KeyId keyId = entry.keyId();
    return new AuditLogJson(
        entry.id(),
        entry.request().id(),
        entry.time(),
        entry.request().ipAddress(),
        entry.request().userAgent(),
        entry.resourceType().wireName(),
        entry.userId().value(),
        entry.target(),
        "",
        entry.action().wireName(),
        AuditDiff.of(entry),
        entry.denied() ? NOT_FOUND : statusOf(entry),
        Map.of(),
        description(entry),
        "",
        false,
        NIL,
        entry.actor() instanceof UserActor user ? UserJson.from(user) : null,
        keyId == null ? null : keyId.value(),
        ActorJson.from(entry.actor()),
        entry.reason());
  }

  private static String description(AuditEntry entry) {
    AuditAction action = entry.action();
    String object = " " + noun(entry.resourceType()) + " {target}";
    if (entry.denied()) {
      return "{user} unsuccessfully attempted to " + action.wireName() + object;
    }
    return "{user} " + pastTense(action) + (action == AuditAction.LOGOUT ? "" : object);
  }

  private static String noun(ResourceType type) {
    return switch (type) {
      case API_KEY -> "token";
      case USER -> "user";
    };
  }

  private static int statusOf(AuditEntry entry) {
    return switch (entry.action()) {
      case CREATE -> 201;
      case WRITE, LOGOUT -> 200;
      case EXPIRE, PURGE -> 204;
      case DELETE -> entry.resourceType() == ResourceType.USER ? 200 : 204;
    };
  }

  private static String pastTense(AuditAction action) {
    return switch (action) {
      case CREATE -> "created";
      case WRITE -> "updated";
      case EXPIRE -> "expired";
      case DELETE -> "deleted";
      case PURGE -> "purged";
      case LOGOUT -> "logged out";
    };
  }
}
