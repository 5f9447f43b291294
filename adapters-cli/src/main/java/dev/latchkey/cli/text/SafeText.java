package dev.latchkey.cli.text;

import java.util.regex.Pattern;

/**
 * Makes text from elsewhere fit for a terminal. Names and messages come from other people: a
 * control character among them could move the cursor, colour the screen or hide a line.
 */
public final class SafeText {

  // The secret of a pasted token may have lost or gained a few characters on the way.
  private static final Pattern TOKEN = Pattern.compile("\\b([0-9A-Za-z]{10})-[0-9A-Za-z]{16,}");

  private SafeText() {}

  /** Writes control, formatting and broken characters as {@code \}{@code uXXXX}. */
  public static String escape(String text) {
    return escape(text, false);
  }

  /** The same, but keeps line breaks. */
  public static String escapeLines(String text) {
    return escape(text, true);
  }

  /** Writes {@code <id>-****} for whatever looks like a token, whole or damaged (G4). */
  public static String redact(String text) {
    return TOKEN.matcher(text).replaceAll("$1-****");
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
