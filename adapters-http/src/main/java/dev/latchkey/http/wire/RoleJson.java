package dev.latchkey.http.wire;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import dev.latchkey.core.user.Role;

/**
 * A role of a user.
 *
 * @param name the name for programs
 * @param displayName the name for people
 */
@JsonNaming(SnakeCaseStrategy.class)
public record RoleJson(String name, String displayName) {

  static RoleJson from(Role role) {
    return new RoleJson(role.wireName(), role.displayName());
  }
}
