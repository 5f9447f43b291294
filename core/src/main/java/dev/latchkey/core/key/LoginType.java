package dev.latchkey.core.key;

/** How a key came to be, in the contract's words (section 4.2). */
public enum LoginType {
  /** A named token that a person made; it never slides. */
  TOKEN("token"),
  /** A session key, made by logging in with another key; it slides while it is used. */
  PASSWORD("password");

  private final String wireName;

  LoginType(String wireName) {
    this.wireName = wireName;
  }

  /** The name in JSON and in the database. */
  public String wireName() {
    return wireName;
  }

  /**
   * @throws IllegalArgumentException if no login type has that name
   */
  public static LoginType ofWireName(String wireName) {
    for (LoginType type : values()) {
      if (type.wireName.equals(wireName)) {
        return type;
      }
    }
    throw new IllegalArgumentException("unknown login type \"" + wireName + "\"");
  }
}
