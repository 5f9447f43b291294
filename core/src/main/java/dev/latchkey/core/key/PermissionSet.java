package dev.latchkey.core.key;

import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A set of permissions, each {@code <resource type>:<action>}, where the action may be {@code *}
 * for all of them, or the set of all permissions. Immutable.
 */
public final class PermissionSet {

  private static final Pattern FORM = Pattern.compile("[0-9A-Za-z_.-]+:(?:[0-9A-Za-z_.-]+|\\*)");

  /** Every permission that there is or will be. */
  public static final PermissionSet ALL = new PermissionSet(Set.of("*"));

  /** No permission. */
  public static final PermissionSet NONE = new PermissionSet(Set.of());

  private static final String EVERYTHING = "*";

  private final Set<String> permissions;

  private PermissionSet(Set<String> permissions) {
    this.permissions = permissions;
  }

  /**
   * The set of these permissions.
   *
   * @throws IllegalArgumentException if one is not of the form {@code <resource type>:<action>}
   */
  public static PermissionSet of(String... permissions) {
    for (String permission : permissions) {
      if (!FORM.matcher(permission).matches()) {
        throw new IllegalArgumentException(
            "permission: \"" + permission + "\" (expected: <resource type>:<action>)");
      }
    }
    return new PermissionSet(Set.copyOf(Arrays.asList(permissions)));
  }

  /** What any of {@code sets} permits. */
  public static PermissionSet union(Collection<PermissionSet> sets) {
    Set<String> all = new HashSet<>();
    sets.forEach(set -> all.addAll(set.permissions));
    return new PermissionSet(Set.copyOf(all));
  }

  /** Whether {@code action} on {@code resourceType} is permitted. */
  public boolean permits(String resourceType, String action) {
    return isEverything()
        || permissions.contains(resourceType + ":" + action)
        || permissions.contains(resourceType + ":*");
  }

  /** Whether any action at all on {@code resourceType} is permitted. */
  public boolean permitsAnyOn(String resourceType) {
    return isEverything()
        || permissions.stream().anyMatch(permission -> permission.startsWith(resourceType + ":"));
  }

  /** Whether this set permits all that {@code other} permits. */
  public boolean covers(PermissionSet other) {
    return isEverything()
        || (!other.isEverything()
            && other.permissions.stream()
                .allMatch(
                    permission -> {
                      int colon = permission.indexOf(':');
                      return permits(
                          permission.substring(0, colon), permission.substring(colon + 1));
                    }));
  }

  /** Whether nothing at all is permitted. */
  public boolean isNothing() {
    return permissions.isEmpty();
  }

  /** Whether nothing is left out. */
  public boolean isEverything() {
    return permissions.contains(EVERYTHING);
  }

  @Override
  public String toString() {
    return permissions.toString();
  }
}
