package dev.latchkey.http.search;

import dev.latchkey.core.error.Violation;
import dev.latchkey.core.key.TokenText;
import dev.latchkey.http.wire.ValidationJson;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.IntPredicate;

/**
 * The text of a search: words and {@code key:value} pairs between spaces, where double quotes keep
 * spaces and colons (contract section 7.3). What is not understood is refused, never passed over:
 * an operator must not take a wider answer for the one they asked for. The endpoint adds what it
 * finds wrong with words and values, so that all is told together.
 */
final class SearchQuery {

  private final Set<String> keys;
  private final List<String> words = new ArrayList<>();
  private final Map<String, String> values = new HashMap<>();
  private final List<Violation> violations = new ArrayList<>();

  /**
   * @param keys the keys that there are, in lower case
   */
  SearchQuery(String text, Set<String> keys) {
    this.keys = keys;
    for (String element : split(text, Character::isWhitespace)) {
      if (!element.isEmpty()) {
        add(element);
      }
    }
  }

  /** What stands alone, in the order given; never empty texts. */
  List<String> words() {
    return List.copyOf(words);
  }

  /** The value given for a key, as it was written; empty if none was. */
  String value(String key) {
    return values.getOrDefault(key, "");
  }

  /**
   * Remembers that something is wrong.
   *
   * @param detail what is wrong, with {@code %s} where {@code shown} belongs
   */
  void refuse(String field, String detail, String shown) {
    violations.add(
        new Violation(TokenText.redact(field), detail.formatted(TokenText.redact(shown))));
  }

  /**
   * @throws BadSearchException if anything was found wrong
   */
  void throwIfRefused(String message) {
    if (!violations.isEmpty()) {
      throw new BadSearchException(message, violations.stream().map(ValidationJson::from).toList());
    }
  }

  private void add(String element) {
    if (element.startsWith(":") || element.endsWith(":")) {
      refuse("q", "Query element \"%s\" cannot start or end with ':'", element);
      return;
    }
    if (element.chars().filter(letter -> letter == '"').count() % 2 != 0) {
      refuse("q", "Query element \"%s\" has a quote that is not closed", element);
      return;
    }
    List<String> parts =
        split(element, letter -> letter == ':').stream()
            .map(part -> part.replace("\"", ""))
            .toList();
    if (parts.size() > 2) {
      refuse("q", "Query element \"%s\" can only contain 1 ':'", element);
    } else if (parts.contains("")) {
      refuse("q", "Query element \"%s\" has nothing between its quotes", element);
    } else if (parts.size() == 1) {
      words.add(parts.get(0));
    } else {
      addPair(parts.get(0).toLowerCase(Locale.ROOT), parts.get(1));
    }
  }

  private void addPair(String key, String value) {
    if (!keys.contains(key)) {
      refuse(key, "\"%s\" is not a valid query param", key);
    } else if (values.putIfAbsent(key, value) != null) {
      refuse(key, "Query param \"%s\" was provided more than once", key);
    }
  }

  private static List<String> split(String text, IntPredicate separator) {
    List<String> parts = new ArrayList<>();
    boolean quoted = false;
    int start = 0;
    for (int i = 0; i < text.length(); i++) {
      char letter = text.charAt(i);
      if (letter == '"') {
        quoted = !quoted;
      } else if (!quoted && separator.test(letter)) {
        parts.add(text.substring(start, i));
        start = i + 1;
      }
    }
    parts.add(text.substring(start));
    return parts;
  }
}
