package dev.latchkey.core.user;

/** Whether a user's keys are honoured. */
public enum UserStatus {
  /** They are. */
  ACTIVE("active"),
  /** They are refused until the user is made active again. */
  SUSPENDED("suspended");

  private final String wireName;

  UserStatus(String wireName) {
    this.wireName = wireName;
  }

  /** The name in JSON and in the database. */
  public String wireName() {
    return wireName;
  }

  /**
   * @throws IllegalArgumentException if no status has that name
   */
  public static UserStatus ofWireName(String wireName) {
    for (UserStatus status : values()) {
      if (status.wireName.equals(wireName)) {
        return status;
      }
    }
    throw new IllegalArgumentException("unknown user status \"" + wireName + "\"");
  }
}
