package dev.latchkey.http.client;

import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * Which entries of the audit trail are asked for (contract section 7.3): those that fit everything
 * that is said here. What is said twice counts as it was said last. Names match whatever their
 * case. Immutable.
 */
public final class AuditQuery {

  private static final AuditQuery EVERYTHING = new AuditQuery(Map.of());

  private final Map<String, String> elements;

  private AuditQuery(Map<String, String> elements) {
    this.elements = elements;
  }

  /** Every entry. */
  public static AuditQuery everything() {
    return EVERYTHING;
  }

  /** Only what was done to that key. */
  public AuditQuery keyId(String keyId) {
    return with("key_id", keyId);
  }

  /**
   * Only what somebody of that name did, be it a user or not, such as a host product.
   *
   * @throws IllegalArgumentException if the name is empty or has a double quote in it, as with all
   *     texts here
   */
  public AuditQuery actor(String name) {
    return with("actor", name);
  }

  /** Only what that user did; {@link LatchkeyClient#ME} is whoever asks. */
  public AuditQuery username(String username) {
    return with("username", username);
  }

  /** Only what was done to {@code api_key} or {@code user}. */
  public AuditQuery resourceType(String type) {
    return with("resource_type", type);
  }

  /**
   * Only what was stored later than the entry with that id, in the order in which it was stored:
   * for who reads on from where they were.
   */
  public AuditQuery storedAfter(UUID entryId) {
    return with("stored_after", entryId.toString());
  }

  /** Only what was done to that user or to keys of theirs. */
  public AuditQuery resourceId(UUID userId) {
    return with("resource_id", userId.toString());
  }

  /** Only what was done to a token or user of that name. */
  public AuditQuery resourceTarget(String name) {
    return with("resource_target", name);
  }

  /** Only that action, such as {@code expire}; {@code write} finds {@code expire} too. */
  public AuditQuery action(String action) {
    return with("action", action);
  }

  /** Only what that request did, such as the one that an exception names. */
  public AuditQuery requestId(UUID requestId) {
    return with("request_id", requestId.toString());
  }

  /** Only what happened on that day or later, in UTC. */
  public AuditQuery from(LocalDate first) {
    return with("date_from", first.toString());
  }

  /** Only what happened on that day or earlier, in UTC. */
  public AuditQuery to(LocalDate last) {
    return with("date_to", last.toString());
  }

  /** The text that asks a server for it; empty for everything. */
  @Override
  public String toString() {
    return elements.entrySet().stream()
        .map(element -> element.getKey() + ":\"" + element.getValue() + "\"")
        .collect(Collectors.joining(" "));
  }

  private AuditQuery with(String key, String value) {
    if (value.isBlank() || value.indexOf('"') >= 0) {
      // The language has no way to say these, and leaving it out would ask for more.
      throw new IllegalArgumentException(
          key + ": a search text must not be blank or have a double quote in it");
    }
    Map<String, String> more = new LinkedHashMap<>(elements);
    more.put(key, value);
    return new AuditQuery(more);
  }
}
