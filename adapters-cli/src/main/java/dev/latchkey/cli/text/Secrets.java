package dev.latchkey.cli.text;

import dev.latchkey.core.key.TokenText;
import java.util.regex.Pattern;

/** Keeps secrets out of what is shown, wherever people have put them. */
public final class Secrets {

  // Up to the last @, because people put every character into passwords.
  private static final Pattern CREDENTIALS = Pattern.compile("//[^\\s\"]+@");

  private Secrets() {}

  /** The text without what resembles a token, and without the credentials of an address in it. */
  public static String redact(String text) {
    return CREDENTIALS.matcher(TokenText.redact(text)).replaceAll("//****@");
  }
}
