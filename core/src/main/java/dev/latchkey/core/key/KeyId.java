package dev.latchkey.core.key;

import java.util.regex.Pattern;

/**
 * The public identifier of a key: 10 characters of {@code 0-9A-Za-z}, the part of a token before
 * the hyphen (contract section 1). Safe to log, store and show.
 *
 * @param value the 10 characters
 */
public record KeyId(String value) implements Comparable<KeyId> {

  /** How many characters an id has. */
  public static final int LENGTH = 10;

  private static final Pattern FORM = Pattern.compile("[0-9A-Za-z]{" + LENGTH + "}");

  /**
   * @throws IllegalArgumentException if {@code value} is not 10 characters of {@code 0-9A-Za-z}
   */
  public KeyId {
    if (!isKeyId(value)) {
      // The text is not repeated: people paste whole tokens where an id belongs.
      throw new IllegalArgumentException(
          "a key id is "
              + LENGTH
              + " characters of 0-9A-Za-z (got "
              + value.length()
              + " characters)");
    }
  }

  /** Whether {@code text} has the form of a key id. */
  public static boolean isKeyId(String text) {
    return FORM.matcher(text).matches();
  }

  @Override
  public int compareTo(KeyId other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
