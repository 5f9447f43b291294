package dev.latchkey.cli.text;

import java.time.Duration;
import java.util.function.Consumer;

/** Reads durations that people set. */
public final class DurationText {

  private DurationText() {}

  /**
   * The duration, if it is one of a second or more.
   *
   * @param option what is set, for the message
   * @param otherwise what holds if nothing, or something wrong, is set
   * @param expected what there could be, for the message
   * @param problems told what is wrong
   */
  public static Duration parse(
      String option,
      String text,
      Duration otherwise,
      String expected,
      Consumer<? super String> problems) {
    if (text.isEmpty()) {
      return otherwise;
    }
    try {
      Duration duration = LifetimeText.parse(text);
      if (duration.toSeconds() >= 1) {
        return duration;
      }
      problems.accept(option + ": " + text + " (expected: " + expected + ")");
    } catch (IllegalArgumentException e) {
      problems.accept(option + ": " + e.getMessage());
    }
    return otherwise;
  }
}
