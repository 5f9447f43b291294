package dev.latchkey.core.key;

import java.util.regex.Pattern;

/**
 * Finds tokens in texts where they do not belong. People paste them where a name, an id or a search
 * belongs, and such texts are logged, stored and shown (G4).
 */
public final class TokenText {

  private static final Pattern TOKEN =
      Pattern.compile(
          "(?<![0-9A-Za-z])[0-9A-Za-z]{%d}-[0-9A-Za-z]{%d}(?![0-9A-Za-z])"
              .formatted(KeyId.LENGTH, PlaintextKey.SECRET_LENGTH));

  // The hyphen may be percent-encoded, and a few characters may have got lost on the way.
  private static final Pattern MAYBE_DAMAGED =
      Pattern.compile("([0-9A-Za-z]{%d})(?:-|%%2[dD])[0-9A-Za-z]{16,}".formatted(KeyId.LENGTH));

  private TokenText() {}

  /** Whether a whole token stands in {@code text}. */
  public static boolean isIn(String text) {
    return TOKEN.matcher(text).find();
  }

  /**
   * The same text with {@code <id>-****} in place of whatever may be a token, whole or damaged. It
   * rather takes too much than too little.
   */
  public static String redact(String text) {
    return MAYBE_DAMAGED.matcher(text).replaceAll("$1-****");
  }
}
