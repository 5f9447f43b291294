package dev.latchkey.core.audit;

import java.util.Optional;
import java.util.stream.Stream;

/** What was done to a key or a user. */
public enum AuditAction {
  /** A key or a user was made. */
  CREATE("create"),
  /** The status or the roles of a user were changed. */
  WRITE("write"),
  /** A key was ended and its record kept. */
  EXPIRE("expire"),
  /** A record was removed. */
  DELETE("delete"),
  /** The record of a key that ended long ago was removed by retention. */
  PURGE("purge"),
  /** A record was removed because its key had logged out. */
  LOGOUT("logout");

  private final String wireName;

  AuditAction(String wireName) {
    this.wireName = wireName;
  }

  /** The name in JSON, on the command line and in the database. */
  public String wireName() {
    return wireName;
  }

  /** The action with that wire name. */
  public static Optional<AuditAction> ofWireName(String wireName) {
    return Stream.of(values()).filter(action -> action.wireName.equals(wireName)).findFirst();
  }
}
