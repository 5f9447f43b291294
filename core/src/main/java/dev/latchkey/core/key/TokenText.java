package dev.latchkey.core.key;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * Finds tokens in texts where they do not belong. People paste them where a name, an id or a search
 * belongs, and such texts are logged, stored and shown (G4).
 */
public final class TokenText {

  private static final String ID = "[0-9A-Za-z]{%s}".formatted(KeyId.LENGTH);
  private static final String SECRET =
      "[0-9A-Za-z]{%s}(?![0-9A-Za-z])".formatted(PlaintextKey.SECRET_LENGTH);

  // A few characters may have got lost on the way. Names are told from it by what random characters
  // hardly ever are: all of one kind.
  private static final String DAMAGED_SECRET =
      "(?![a-z]+(?![0-9A-Za-z]))(?![A-Z]+(?![0-9A-Za-z]))(?![0-9]+(?![0-9A-Za-z]))[0-9A-Za-z]{16,}";

  // Without an id before it, only what has small letters and capital ones may be a secret: of 22
  // random characters all but a few in a million have, and of hashes and UUIDs none.
  private static final Pattern BARE_SECRET =
      Pattern.compile("(?<![0-9A-Za-z])(?=[0-9A-Z]*[a-z])(?=[0-9a-z]*[A-Z])[0-9A-Za-z]{16,}");

  private static final Pattern TOKEN = Pattern.compile("(?<![0-9A-Za-z])" + ID + "-" + SECRET);

  // The hyphen may be percent-encoded.
  private static final Pattern WITH_ID =
      Pattern.compile("(" + ID + ")(?:-|%2[dD])(?:" + SECRET + "|" + DAMAGED_SECRET + ")");

  // Capital letters, small ones and digits come in runs in what people write. At random two
  // neighbours are of different kinds in 62 of 100 cases.
  private static final double LEAST_CHANGES = 0.45;

  private TokenText() {}

  /** Whether a whole token stands in {@code text}. */
  public static boolean isIn(String text) {
    return TOKEN.matcher(text).find();
  }

  /**
   * The id in {@code text}, if all of it is a token, whole or damaged. What may as well be a name,
   * such as {@code production-Kubernetes2Frankfurt}, is none.
   */
  public static Optional<KeyId> idOf(String text) {
    Matcher token = WITH_ID.matcher(text);
    return token.matches() && (TOKEN.matcher(text).matches() || resemblesSecret(text))
        ? Optional.of(new KeyId(token.group(1)))
        : Optional.empty();
  }

  /** Whether something in {@code text} is as random as the secret of a token, whole or damaged. */
  public static boolean resemblesSecret(String text) {
    return BARE_SECRET.matcher(text).results().anyMatch(word -> isRandom(word.group()));
  }

  private static boolean isRandom(String word) {
    long changes =
        IntStream.range(1, word.length())
            .filter(i -> kind(word.charAt(i)) != kind(word.charAt(i - 1)))
            .count();
    return changes >= LEAST_CHANGES * (word.length() - 1);
  }

  private static int kind(char letter) {
    return Character.getType(letter);
  }

  /**
   * The same text with {@code <id>-****} in place of whatever may be a token, whole or damaged, and
   * {@code ****} in place of what resembles a secret alone.
   */
  public static String redact(String text) {
    String withoutTokens = WITH_ID.matcher(text).replaceAll("$1-****");
    return BARE_SECRET
        .matcher(withoutTokens)
        .replaceAll(word -> isRandom(word.group()) || hasDigit(word.group()) ? "****" : "$0");
  }

  // To take out too much does less harm than to refuse a name.
  private static boolean hasDigit(String word) {
    return word.chars().anyMatch(letter -> letter >= '0' && letter <= '9');
  }
}
