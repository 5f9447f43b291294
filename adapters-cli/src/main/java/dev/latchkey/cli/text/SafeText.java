package dev.latchkey.cli.text;

/**
 * Makes text from elsewhere fit for a terminal. Names and messages come from other people: a
 * control character among them could move the cursor, colour the screen or hide a line.
 */
public final class SafeText {

  private SafeText() {}

  /** Writes control, formatting and broken characters as {@code \}{@code uXXXX}. */
  public static String escape(String text) {
    return escape(text, false);
  }

  /** The same, but keeps line breaks. */
  public static String escapeLines(String text) {
    return escape(text, true);
  }

  private static String escape(String text, boolean keepLines) {
    StringBuilder safe = new StringBuilder(text.length());
    text.codePoints()
        .forEach(
            codePoint -> {
              if (isHarmless(codePoint) || (keepLines && codePoint == '\n')) {
                safe.appendCodePoint(codePoint);
              } else {
                appendEscaped(safe, codePoint);
              }
            });
    return safe.toString();
  }

  private static void appendEscaped(StringBuilder safe, int codePoint) {
    for (char unit : Character.toChars(codePoint)) {
      safe.append("\\u%04x".formatted((int) unit));
    }
  }

  private static boolean isHarmless(int codePoint) {
    return switch (Character.getType(codePoint)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          false;
      default -> true;
    };
  }
}
