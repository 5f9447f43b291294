package dev.latchkey.http.wire;

import static java.util.Objects.requireNonNullElse;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import dev.latchkey.core.user.Role;
import dev.latchkey.core.user.User;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * What a user may do.
 *
 * @param roles the names of their roles across the site; empty for a plain member
 * @param organizationRoles always empty: Latchkey knows no organizations
 */
@JsonNaming(SnakeCaseStrategy.class)
public record UserRolesJson(List<String> roles, Map<UUID, List<String>> organizationRoles) {

  /** Copies the roles, so that they can't change afterwards; null is empty. */
  public UserRolesJson {
    roles = List.copyOf(requireNonNullElse(roles, List.of()));
    organizationRoles = Map.copyOf(requireNonNullElse(organizationRoles, Map.of()));
  }

  /** The roles of {@code user}. */
  public static UserRolesJson from(User user) {
    return new UserRolesJson(user.roles().stream().map(Role::wireName).toList(), Map.of());
  }
}
