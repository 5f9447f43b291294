package dev.latchkey.core.audit;

import java.util.Optional;
import java.util.stream.Stream;

/** What kind of thing an entry of the audit trail is about. */
public enum ResourceType {
  /** A key, be it a token or a session key. */
  API_KEY("api_key"),
  /** A user. */
  USER("user");

  private final String wireName;

  ResourceType(String wireName) {
    this.wireName = wireName;
  }

  /** The name in JSON and in searches. */
  public String wireName() {
    return wireName;
  }

  /** The type with that wire name. */
  public static Optional<ResourceType> ofWireName(String wireName) {
    return Stream.of(values()).filter(type -> type.wireName.equals(wireName)).findFirst();
  }
}
