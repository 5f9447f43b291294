package dev.latchkey.core.audit;

import dev.latchkey.core.user.Role;
import dev.latchkey.core.user.User;
import dev.latchkey.core.user.UserStatus;
import java.util.Set;

/**
 * The facts that the audit trail keeps of a user.
 *
 * @param roles what they may do across the site
 * @param status whether their keys are honoured
 */
public record UserState(Set<Role> roles, UserStatus status) implements ResourceState {

  /** Copies the roles, so that they can't change afterwards. */
  public UserState {
    roles = Set.copyOf(roles);
  }

  /** The facts of {@code user}. */
  public static UserState of(User user) {
    return new UserState(user.roles(), user.status());
  }
}
