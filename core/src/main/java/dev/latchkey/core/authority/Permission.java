package dev.latchkey.core.authority;

/** What Latchkey itself asks permission for, in the words of scopes. */
public enum Permission {
  /** To make a key. */
  CREATE_KEY("api_key", "create"),
  /** To see a key's record. */
  READ_KEY("api_key", "read"),
  /** To expire a key. */
  UPDATE_KEY("api_key", "update"),
  /** To delete a key. */
  DELETE_KEY("api_key", "delete"),
  /** To see a user's record. */
  READ_USER("user", "read"),
  /** To make a user. */
  CREATE_USER("user", "create"),
  /** To suspend or activate a user. */
  UPDATE_USER("user", "update"),
  /** To delete a user. */
  DELETE_USER("user", "delete"),
  /** To say which roles a user has. */
  GRANT_ROLE("assign_role", "create"),
  /** To search the audit trail. */
  READ_AUDIT("audit_log", "read");

  private final String resourceType;
  private final String action;

  Permission(String resourceType, String action) {
    this.resourceType = resourceType;
    this.action = action;
  }

  /** What it is about, as scopes and allow lists name it. */
  public String resourceType() {
    return resourceType;
  }

  /** What is done to it, as scopes name it. */
  public String action() {
    return action;
  }
}
