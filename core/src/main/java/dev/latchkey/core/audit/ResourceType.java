package dev.latchkey.core.audit;

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
}
