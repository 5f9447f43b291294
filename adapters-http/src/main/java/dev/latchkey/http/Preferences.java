package dev.latchkey.http;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a client would like, as {@code Accept} and {@code Accept-Encoding} say it: names with
 * weights from 0, never, to 1 (RFC 9110 section 12.4.2). Read leniently, because a wish that is
 * written badly is no reason to refuse anything: parameters are passed over, a weight that is no
 * number is 1.
 *
 * @param weights by name in lower case; of a name that is given twice, the higher
 */
record Preferences(Map<String, Double> weights) {

  private static final String WEIGHT = "q=";

  Preferences {
    weights = Map.copyOf(weights);
  }

  /**
   * @param headers the values of the header; null if there is none
   */
  static Preferences of(@Nullable Collection<String> headers) {
    Map<String, Double> weights = new HashMap<>();
    for (String header : headers == null ? List.<String>of() : headers) {
      for (String element : header.split(",")) {
        String[] parts = element.toLowerCase(Locale.ROOT).split(";");
        String name = parts.length == 0 ? "" : parts[0].trim();
        if (!name.isEmpty()) {
          weights.merge(name, weightIn(parts), Math::max);
        }
      }
    }
    return new Preferences(weights);
  }

  /** Whether the client says nothing, so that everything will do. */
  boolean isEmpty() {
    return weights.isEmpty();
  }

  /**
   * Whether the client takes something.
   *
   * @param names what it is called, from its own name to the most general; the first that the
   *     client mentions decides
   */
  boolean allow(List<String> names) {
    return names.stream()
        .filter(weights::containsKey)
        .findFirst()
        .map(name -> weights.getOrDefault(name, 0.0) > 0)
        .orElse(false);
  }

  private static double weightIn(String[] parts) {
    for (int i = 1; i < parts.length; i++) {
      String parameter = parts[i].trim();
      if (parameter.startsWith(WEIGHT)) {
        return number(parameter.substring(WEIGHT.length()).trim());
      }
    }
    return 1;
  }

  private static double number(String text) {
    try {
      return Double.parseDouble(text);
    } catch (NumberFormatException notANumber) {
      return 1;
    }
  }
}
