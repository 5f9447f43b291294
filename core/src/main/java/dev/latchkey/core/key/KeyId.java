package dev.latchkey.core.key;

/**
 * The public identifier of a key: 10 characters of {@code 0-9A-Za-z}, the part of a token before
 * the hyphen (contract section 1). Safe to log, store and show.
 *
 * @param value the 10 characters
 */
public record KeyId(String value) implements Comparable<KeyId> {

  /** How many characters an id has. */
  public static final int LENGTH = 10;

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
    // In the path of every request, where a regular expression would be felt.
    if (text.length() != LENGTH) {
      return false;
    }
    for (int i = 0; i < LENGTH; i++) {
      if (!isLetterOrDigit(text.charAt(i))) {
        return false;
      }
    }
    return true;
  }

  private static boolean isLetterOrDigit(char letter) {
    return (letter >= '0' && letter <= '9')
        || (letter >= 'A' && letter <= 'Z')
        || (letter >= 'a' && letter <= 'z');
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
