package dev.latchkey.cli.text;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** Guesses what somebody meant who has mistyped a word. */
public final class Suggestions {

  private static final int MAX_DISTANCE = 3;

  private Suggestions() {}

  /** The known word that is most like {@code word}; nothing if none is like it. */
  public static Optional<String> closest(String word, Collection<String> known) {
    return closest(word, known, Math.min(MAX_DISTANCE, Math.max(1, word.length() / 2)));
  }

  /**
   * The same if not more than {@code limit} letters are wrong.
   *
   * @param limit how many may be changed, added or left out
   */
  public static Optional<String> closest(String word, Collection<String> known, int limit) {
    String wanted = word.toLowerCase(Locale.ROOT);
    return known.stream()
        .filter(each -> distance(wanted, each.toLowerCase(Locale.ROOT)) <= limit)
        .min(
            Comparator.<String>comparingInt(each -> distance(wanted, each.toLowerCase(Locale.ROOT)))
                .thenComparing(Comparator.naturalOrder()));
  }

  /** {@code (did you mean "X"?)}, or nothing. */
  public static String didYouMean(String word, Collection<String> known) {
    return closest(word, known).map(each -> " (did you mean \"" + each + "\"?)").orElse("");
  }

  // Levenshtein's: how many letters must be changed, added or left out.
  private static int distance(String one, String other) {
    int[] before = new int[other.length() + 1];
    for (int column = 0; column < before.length; column++) {
      before[column] = column;
    }
    for (int row = 1; row <= one.length(); row++) {
      int[] now = new int[before.length];
      now[0] = row;
      for (int column = 1; column < now.length; column++) {
        int changed = one.charAt(row - 1) == other.charAt(column - 1) ? 0 : 1;
        now[column] =
            Math.min(before[column - 1] + changed, Math.min(before[column], now[column - 1]) + 1);
      }
      before = now;
    }
    return before[before.length - 1];
  }
}
