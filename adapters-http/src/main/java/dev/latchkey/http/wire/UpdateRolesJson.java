package dev.latchkey.http.wire;

import dev.latchkey.core.error.LatchkeyException.Invalid;
import dev.latchkey.core.error.Violation;
import dev.latchkey.core.user.Role;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A request to give a user exactly these roles. Nothing in it is checked yet.
 *
 * @param roles the names of the roles; empty for a plain member, null if the request does not say
 */
public record UpdateRolesJson(@Nullable List<String> roles) {

  /** Copies the roles, so that they can't change afterwards. */
  public UpdateRolesJson {
    roles = roles == null ? null : List.copyOf(roles);
  }

  /** Reads the body of a request. Clients of the contract write null for no roles at all. */
  public static UpdateRolesJson from(JsonBody body) {
    return new UpdateRolesJson(body.isGiven("roles") ? body.texts("roles") : null);
  }

  /**
   * The same for the use case.
   *
   * @throws Invalid if the request does not say which roles, or there is no such role: nobody shall
   *     lose a role by a slip
   */
  public Set<Role> toRoles() {
    List<Violation> violations = new ArrayList<>();
    if (roles == null) {
      violations.add(new Violation("roles", "must be given; [] makes a plain member"));
    }
    Set<Role> known = RoleNames.read(roles == null ? List.of() : roles, violations);
    if (!violations.isEmpty()) {
      throw new Invalid(violations);
    }
    return known;
  }
}
