package dev.latchkey.core.user;

import java.time.Instant;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Somebody who owns keys. Immutable. All instants have microsecond precision.
 *
 * @param id for ever theirs
 * @param username how people and requests name them
 * @param roles none for a plain member
 * @param status whether their keys are honoured
 * @param createdAt when they were created
 * @param updatedAt when the record last changed
 * @param lastSeen when a key of theirs was last used, about a minute behind; null if never
 */
public record User(
    UserId id,
    Username username,
    Set<Role> roles,
    UserStatus status,
    Instant createdAt,
    Instant updatedAt,
    @Nullable Instant lastSeen) {

  /** Copies the roles, so that they can't change afterwards and always come in the same order. */
  public User {
    Set<Role> inOrder = EnumSet.noneOf(Role.class);
    inOrder.addAll(roles);
    roles = Collections.unmodifiableSet(inOrder);
  }

  /** Whether the user has {@code role}. */
  public boolean is(Role role) {
    return roles.contains(role);
  }

  /** Whether the user's keys are honoured. */
  public boolean isActive() {
    return status == UserStatus.ACTIVE;
  }

  /** Whether the user is one of those who can still do everything. */
  public boolean isActiveOwner() {
    return isActive() && is(Role.OWNER);
  }

  /** The state after a suspension at {@code now}, or nothing if they are suspended already. */
  public Optional<User> suspend(Instant now) {
    return changed(roles, UserStatus.SUSPENDED, now);
  }

  /** The state after an activation at {@code now}, or nothing if they are active already. */
  public Optional<User> activate(Instant now) {
    return changed(roles, UserStatus.ACTIVE, now);
  }

  /** The state with these roles since {@code now}, or nothing if they are the same as before. */
  public Optional<User> withRoles(Set<Role> newRoles, Instant now) {
    return changed(newRoles, status, now);
  }

  private Optional<User> changed(Set<Role> newRoles, UserStatus newStatus, Instant now) {
    return newStatus == status && newRoles.equals(roles)
        ? Optional.empty()
        : Optional.of(new User(id, username, newRoles, newStatus, createdAt, now, lastSeen));
  }
}
