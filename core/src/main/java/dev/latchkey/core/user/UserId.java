package dev.latchkey.core.user;

import java.util.UUID;

/**
 * Identifies a user for ever; names may change hands.
 *
 * @param value the UUID
 */
public record UserId(UUID value) {

  /** A new, random id. */
  public static UserId random() {
    return new UserId(UUID.randomUUID());
  }

  /**
   * @throws IllegalArgumentException if {@code text} is not a UUID
   */
  public static UserId of(String text) {
    return new UserId(UUID.fromString(text));
  }

  @Override
  public String toString() {
    return value.toString();
  }
}
