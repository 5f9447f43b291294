package dev.latchkey.http.wire;

import static java.util.Objects.requireNonNull;
import static java.util.Objects.requireNonNullElse;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import dev.latchkey.core.audit.Actor.UserActor;
import dev.latchkey.core.user.User;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * A user (contract section 11.3).
 *
 * @param id for ever theirs
 * @param username their name
 * @param email always empty: Latchkey knows no e-mail addresses
 * @param createdAt when they were created; year 1 if not known
 * @param updatedAt when the record last changed; year 1 if not known
 * @param lastSeenAt when they were last seen; year 1 if never or not known
 * @param status {@code active} or {@code suspended}; empty if not known
 * @param loginType always {@code none}: nobody logs in with a password
 * @param organizationIds always empty
 * @param roles what they may do across the site
 */
@JsonNaming(SnakeCaseStrategy.class)
public record UserJson(
    UUID id,
    String username,
    String email,
    @WireTime Instant createdAt,
    @WireTime Instant updatedAt,
    @WireTime Instant lastSeenAt,
    String status,
    String loginType,
    List<UUID> organizationIds,
    List<RoleJson> roles) {

  /**
   * @throws NullPointerException if what every user has is missing
   */
  public UserJson {
    requireNonNull(id, "id");
    requireNonNull(username, "username");
    requireNonNull(createdAt, "created_at");
    requireNonNull(status, "status");
    organizationIds = List.copyOf(requireNonNullElse(organizationIds, List.of()));
    roles = List.copyOf(requireNonNullElse(roles, List.of()));
  }

  /** The record of {@code user}. */
  public static UserJson from(User user) {
    return new UserJson(
        user.id().value(),
        user.username().value(),
        "",
        user.createdAt(),
        user.updatedAt(),
        requireNonNullElse(user.lastSeen(), TimeText.ZERO),
        user.status().wireName(),
        "none",
        List.of(),
        user.roles().stream().map(RoleJson::from).toList());
  }

  // The audit trail keeps who it was, not their record, which may have changed or be gone.
  static UserJson from(UserActor actor) {
    return new UserJson(
        actor.id().value(),
        actor.username().value(),
        "",
        TimeText.ZERO,
        TimeText.ZERO,
        TimeText.ZERO,
        "",
        "none",
        List.of(),
        List.of());
  }
}
