package dev.latchkey.cli.text;

import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * What the process knows of its terminal. Java can't tell which of its streams are a terminal, so
 * the launcher does.
 *
 * @param in whether a person can answer
 * @param out whether a person reads the results, so that they may be cut, coloured and told in
 *     relative times
 * @param err whether a person reads the messages
 * @param width how many columns there are for results
 * @param colours whether results may be coloured
 */
public record Terminal(boolean in, boolean out, boolean err, int width, boolean colours) {

  /** No stream is a terminal. */
  public static final Terminal NONE = new Terminal(false, false, false, Integer.MAX_VALUE, false);

  private static final int MIN_WIDTH = 20;
  private static final int USUAL_WIDTH = 80;

  /** The same with something else as the standard input. */
  public Terminal withoutIn() {
    return new Terminal(false, out, err, width, colours);
  }

  /**
   * Reads what the launcher says.
   *
   * @param text those of {@code in}, {@code out} and {@code err} that are terminals, and the number
   *     of columns, between commas
   * @param environment where {@code NO_COLOR} (see no-color.org) and {@code TERM} may ask for no
   *     colours
   */
  public static Terminal parse(String text, Map<String, String> environment) {
    List<String> words = Arrays.asList(text.split(",", -1));
    if (!words.contains("out")) {
      return new Terminal(
          words.contains("in"), false, words.contains("err"), Integer.MAX_VALUE, false);
    }
    int width =
        words.stream()
            .filter(word -> word.matches("[1-9][0-9]{0,4}"))
            .mapToInt(Integer::parseInt)
            .findFirst()
            .orElse(USUAL_WIDTH);
    boolean plain =
        !environment.getOrDefault("NO_COLOR", "").isEmpty()
            || environment.getOrDefault("TERM", "").equals("dumb");
    return new Terminal(
        words.contains("in"), true, words.contains("err"), Math.max(width, MIN_WIDTH), !plain);
  }
}
