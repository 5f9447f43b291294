package dev.latchkey.cli;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Puts together a text in the search language of the API (contract section 7.3). */
final class SearchText {

  private final List<String> elements = new ArrayList<>();

  /** Asks for {@code key:value}, if there is a value. */
  void add(String option, String key, @Nullable String value) {
    if (value != null) {
      elements.add(key + ":" + quoted(option, value));
    }
  }

  /** Asks for a word. */
  void addWord(String option, String word) {
    elements.add(quoted(option, word));
  }

  /** Asks for what a person has written in that language. */
  void addText(@Nullable String text) {
    if (text != null && !text.isBlank()) {
      elements.add(text);
    }
  }

  private static String quoted(String option, String value) {
    if (value.isBlank() || value.indexOf('"') >= 0) {
      // The language has no way to say these, and leaving it out would ask for more.
      throw CommandFailure.usage(
          option + " is blank or has a double quote in it (expected: neither)");
    }
    return "\"" + value + "\"";
  }

  @Override
  public String toString() {
    return String.join(" ", elements);
  }
}
