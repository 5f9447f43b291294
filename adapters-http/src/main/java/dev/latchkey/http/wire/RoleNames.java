package dev.latchkey.http.wire;

import dev.latchkey.core.error.Violation;
import dev.latchkey.core.user.Role;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Reads the names of roles in a request. */
final class RoleNames {

  private RoleNames() {}

  /** The roles of these names; each name that is of none is a violation of {@code roles}. */
  static Set<Role> read(List<String> names, List<Violation> violations) {
    Set<Role> roles = EnumSet.noneOf(Role.class);
    for (String name : names) {
      Role.ofWireName(name)
          .ifPresentOrElse(
              roles::add, () -> violations.add(new Violation("roles", problemOf(name))));
    }
    return roles;
  }

  private static String problemOf(String name) {
    String known = Stream.of(Role.values()).map(Role::wireName).collect(Collectors.joining(", "));
    return "there is no role \"" + name + "\" (there are: " + known + ")";
  }
}
