package dev.latchkey.http.wire;

import java.util.regex.Pattern;

/**
 * Takes the secret out of texts that people may have pasted a token into, such as the path of a
 * request, before they are logged or shown.
 */
public final class TokenText {

  private static final Pattern TOKEN =
      Pattern.compile("([0-9A-Za-z]{10})(?:-|%2[dD])[0-9A-Za-z]{22,}");

  private TokenText() {}

  /** The same text, with {@code <id>-****} in place of everything that looks like a token. */
  public static String redact(String text) {
    return TOKEN.matcher(text).replaceAll("$1-****");
  }
}
