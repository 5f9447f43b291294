package dev.latchkey.core.user;

import java.util.Optional;
import java.util.stream.Stream;

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

  /** The status with that wire name. */
  public static Optional<UserStatus> ofWireName(String wireName) {
    return Stream.of(values()).filter(status -> status.wireName.equals(wireName)).findFirst();
  }
}
