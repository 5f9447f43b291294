package dev.latchkey.core.usecase;

import dev.latchkey.core.user.Role;
import java.util.Set;

/**
 * A request for a user, as it was made: the name is not checked yet.
 *
 * @param username the name
 * @param roles what the user may do across the site; none for a plain member
 */
public record NewUser(String username, Set<Role> roles) {

  /** Copies the roles, so that they can't change afterwards. */
  public NewUser {
    roles = Set.copyOf(roles);
  }

  /** A plain member. */
  public static NewUser member(String username) {
    return new NewUser(username, Set.of());
  }
}
