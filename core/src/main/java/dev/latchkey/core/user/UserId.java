package dev.latchkey.core.user;

import java.util.UUID;

/**
 * Identifies a user for ever; names may change hands. In order as databases put them, which is not
 * that of {@link UUID}: that takes one half of them for negative.
 *
 * @param value the UUID
 */
public record UserId(UUID value) implements Comparable<UserId> {

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
  public int compareTo(UserId other) {
    return toString().compareTo(other.toString());
  }

  @Override
  public String toString() {
    return value.toString();
  }
}
