package dev.latchkey.core.key;

import java.util.Optional;

/**
 * The name that a person gives to a token: 1 to 64 characters, no control characters, no {@code /},
 * no space at either end, not {@code tokenconfig}, which is a path of the API, and no token within
 * it. Case matters.
 *
 * @param value the name
 */
public record TokenName(String value) {

  private static final int MAX_LENGTH = 64;
  private static final String RESERVED = "tokenconfig";

  /**
   * @throws IllegalArgumentException if {@code value} breaks a rule; the message names the rule
   */
  public TokenName {
    problemOf(value)
        .ifPresent(
            problem -> {
              throw new IllegalArgumentException(problem);
            });
  }

  /** What is wrong with {@code text} as a name, in words for the person who chose it. */
  public static Optional<String> problemOf(String text) {
    int length = text.codePointCount(0, text.length());
    if (length < 1 || length > MAX_LENGTH) {
      return Optional.of("must be 1 to " + MAX_LENGTH + " characters (got " + length + ")");
    }
    if (text.codePoints().anyMatch(TokenName::isUnprintable)) {
      return Optional.of("must not contain control characters or broken Unicode");
    }
    if (text.indexOf('/') >= 0) {
      return Optional.of("must not contain \"/\"");
    }
    if (isSpace(text.codePointAt(0)) || isSpace(text.codePointBefore(text.length()))) {
      return Optional.of("must not begin or end with a space");
    }
    if (TokenText.isIn(text)) {
      // A name is stored and shown everywhere; a token that is pasted here by mistake would be too.
      return Optional.of("must not contain a token");
    }
    if (text.equals(RESERVED)) {
      return Optional.of("must not be \"" + RESERVED + "\", which is reserved");
    }
    return Optional.empty();
  }

  @Override
  public String toString() {
    return value;
  }

  private static boolean isUnprintable(int codePoint) {
    return switch (Character.getType(codePoint)) {
      case Character.CONTROL,
          Character.SURROGATE,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          true;
      default -> false;
    };
  }

  private static boolean isSpace(int codePoint) {
    return Character.isSpaceChar(codePoint);
  }
}
