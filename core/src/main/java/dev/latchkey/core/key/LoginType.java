package dev.latchkey.core.key;

import java.util.Optional;
import java.util.stream.Stream;

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

  /** The login type with that wire name. */
  public static Optional<LoginType> ofWireName(String wireName) {
    return Stream.of(values()).filter(type -> type.wireName.equals(wireName)).findFirst();
  }
}
