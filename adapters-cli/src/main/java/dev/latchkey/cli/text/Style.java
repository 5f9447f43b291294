package dev.latchkey.cli.text;

/** How a piece of text stands out on a terminal with colours. */
public enum Style {
  /** Not at all. */
  PLAIN(""),
  /** The names of columns. */
  HEADER("\033[1m"),
  /** What is over and of less interest. */
  DEAD("\033[2m"),
  /** What a person should look at. */
  WARNING("\033[31m"),
  /** What is as it should be. */
  GOOD("\033[32m");

  private static final String END = "\033[0m";

  private final String begin;

  Style(String begin) {
    this.begin = begin;
  }

  /** The text in this style, if there are colours. */
  public String of(String text, Terminal terminal) {
    return begin.isEmpty() || !terminal.colours() ? text : begin + text + END;
  }
}
