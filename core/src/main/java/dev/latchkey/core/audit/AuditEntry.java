package dev.latchkey.core.audit;

import dev.latchkey.core.key.ApiKey;
import dev.latchkey.core.key.KeyId;
import dev.latchkey.core.key.TokenName;
import dev.latchkey.core.user.User;
import dev.latchkey.core.user.UserId;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One line of the audit trail: who did what to which key or user, when, and what changed. It holds
 * names and ids by value, so that it stays whole when the key or the user is gone.
 *
 * @param id identifies the entry
 * @param time when the change was made, with microsecond precision
 * @param action what was done
 * @param keyId the key it was done to; null if it was done to a user
 * @param userId the user it was done to, or the owner of the key
 * @param target the name of the token, empty for a session key; or the name of the user
 * @param actor who did it
 * @param request by which request
 * @param oldState what was before; null for a creation
 * @param newState what is since; null for a deletion
 * @param denied whether the caller had no right to it; then nothing was done, and there are no
 *     states
 * @param reason why, in words; null where the action itself says it
 */
public record AuditEntry(
    UUID id,
    Instant time,
    AuditAction action,
    @Nullable KeyId keyId,
    UserId userId,
    String target,
    Actor actor,
    RequestInfo request,
    @Nullable ResourceState oldState,
    @Nullable ResourceState newState,
    boolean denied,
    @Nullable String reason) {

  /**
   * @throws IllegalArgumentException if a state is not of a key although the entry is, or the other
   *     way round, or if a denied attempt has any
   */
  public AuditEntry {
    Class<? extends ResourceState> kind = keyId == null ? UserState.class : KeyState.class;
    if ((oldState != null && !kind.isInstance(oldState))
        || (newState != null && !kind.isInstance(newState))) {
      throw new IllegalArgumentException("states: expected " + kind.getSimpleName());
    }
    if (denied && (oldState != null || newState != null)) {
      throw new IllegalArgumentException("states: expected none, because nothing was done");
    }
  }

  /** The entry for a new key. */
  public static AuditEntry keyCreated(ApiKey key, Actor actor, RequestInfo request, Instant time) {
    return ofKey(AuditAction.CREATE, key, actor, request, time, null, KeyState.of(key));
  }

  /** The entry for a key that was expired. */
  public static AuditEntry keyExpired(
      ApiKey before, ApiKey after, Actor actor, RequestInfo request, Instant time) {
    return ofKey(
        AuditAction.EXPIRE, before, actor, request, time, KeyState.of(before), KeyState.of(after));
  }

  /** The entry for a key that was deleted. */
  public static AuditEntry keyDeleted(ApiKey key, Actor actor, RequestInfo request, Instant time) {
    return ofKey(AuditAction.DELETE, key, actor, request, time, KeyState.of(key), null);
  }

  /** The entry for a key that logged out and was deleted by that. */
  public static AuditEntry loggedOut(ApiKey key, Actor actor, RequestInfo request, Instant time) {
    return ofKey(AuditAction.LOGOUT, key, actor, request, time, KeyState.of(key), null);
  }

  /** The entry for a key that retention removed. */
  public static AuditEntry keyPurged(ApiKey key, Actor actor, RequestInfo request, Instant time) {
    return ofKey(AuditAction.PURGE, key, actor, request, time, KeyState.of(key), null);
  }

  /**
   * The entry for an attempt on a key that was denied.
   *
   * @param attempted what the caller wanted to do
   * @param reason what did not permit it
   */
  public static AuditEntry keyDenied(
      AuditAction attempted,
      ApiKey key,
      Actor actor,
      RequestInfo request,
      Instant time,
      String reason) {
    return ofKey(attempted, key, actor, request, time, null, null, true, reason);
  }

  /** The entry for a new user. */
  public static AuditEntry userCreated(User user, Actor actor, RequestInfo request, Instant time) {
    return ofUser(AuditAction.CREATE, user, actor, request, time, null, UserState.of(user));
  }

  /** The entry for a user whose status or roles were changed. */
  public static AuditEntry userChanged(
      User before, User after, Actor actor, RequestInfo request, Instant time) {
    return ofUser(
        AuditAction.WRITE, before, actor, request, time, UserState.of(before), UserState.of(after));
  }

  /** The entry for a user who was deleted. */
  public static AuditEntry userDeleted(User user, Actor actor, RequestInfo request, Instant time) {
    return ofUser(AuditAction.DELETE, user, actor, request, time, UserState.of(user), null);
  }

  /** The same entry with a reason. */
  public AuditEntry because(String why) {
    return new AuditEntry(
        id, time, action, keyId, userId, target, actor, request, oldState, newState, denied, why);
  }

  /** What kind of thing it was done to. */
  public ResourceType resourceType() {
    return keyId == null ? ResourceType.USER : ResourceType.API_KEY;
  }

  private static AuditEntry ofUser(
      AuditAction action,
      User user,
      Actor actor,
      RequestInfo request,
      Instant time,
      @Nullable UserState oldState,
      @Nullable UserState newState) {
    return new AuditEntry(
        UUID.randomUUID(),
        time,
        action,
        null,
        user.id(),
        user.username().value(),
        actor,
        request,
        oldState,
        newState,
        false,
        null);
  }

  private static AuditEntry ofKey(
      AuditAction action,
      ApiKey key,
      Actor actor,
      RequestInfo request,
      Instant time,
      @Nullable KeyState oldState,
      @Nullable KeyState newState) {
    return ofKey(action, key, actor, request, time, oldState, newState, false, null);
  }

  private static AuditEntry ofKey(
      AuditAction action,
      ApiKey key,
      Actor actor,
      RequestInfo request,
      Instant time,
      @Nullable KeyState oldState,
      @Nullable KeyState newState,
      boolean denied,
      @Nullable String reason) {
    TokenName name = key.name();
    return new AuditEntry(
        UUID.randomUUID(),
        time,
        action,
        key.id(),
        key.owner(),
        name == null ? "" : name.value(),
        actor,
        request,
        oldState,
        newState,
        denied,
        reason);
  }
}
