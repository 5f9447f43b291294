package dev.latchkey.core.user;

import java.util.Optional;
import java.util.stream.Stream;

/**
 * What a user may do across the site, beyond what every member may do with their own keys (contract
 * section 6).
 */
public enum Role {
  /** May do everything. */
  OWNER("owner", "Owner"),
  /** May read every user, create members, and suspend, activate and delete who is no owner. */
  USER_ADMIN("user-admin", "User Admin"),
  /** May read every user. */
  TEMPLATE_ADMIN("template-admin", "Template Admin"),
  /** May read every user and the audit trail. */
  AUDITOR("auditor", "Auditor");

  private final String wireName;
  private final String displayName;

  Role(String wireName, String displayName) {
    this.wireName = wireName;
    this.displayName = displayName;
  }

  /** The name in JSON, on the command line and in the database. */
  public String wireName() {
    return wireName;
  }

  /** The name for people. */
  public String displayName() {
    return displayName;
  }

  /** The role with that wire name. */
  public static Optional<Role> ofWireName(String wireName) {
    return Stream.of(values()).filter(role -> role.wireName.equals(wireName)).findFirst();
  }
}
