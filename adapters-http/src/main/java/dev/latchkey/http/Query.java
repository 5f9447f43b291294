package dev.latchkey.http;

import dev.latchkey.http.wire.ErrorJson;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The query of a request, decoded. Of a parameter that is given twice, the first counts.
 *
 * @param parameters values by name
 */
record Query(Map<String, String> parameters) {

  private static final Query NONE = new Query(Map.of());

  Query {
    parameters = Map.copyOf(parameters);
  }

  /**
   * @throws RefusedException if an escape is broken or the text is not UTF-8
   */
  static Query parse(String text) {
    if (text.isEmpty()) {
      return NONE;
    }
    Map<String, String> parameters = new HashMap<>();
    for (String pair : text.split("&")) {
      if (!pair.isEmpty()) {
        int equals = pair.indexOf('=');
        String name = equals < 0 ? pair : pair.substring(0, equals);
        String value = equals < 0 ? "" : pair.substring(equals + 1);
        parameters.putIfAbsent(decode(name), decode(value));
      }
    }
    return new Query(parameters);
  }

  /** The value of a parameter; empty if there is none. */
  String get(String name) {
    return parameters.getOrDefault(name, "");
  }

  /** The value of a parameter; nothing if there is none at all. */
  Optional<String> find(String name) {
    return Optional.ofNullable(parameters.get(name));
  }

  /** Whether a parameter is true, in the spellings of contract section 4.5. */
  boolean isTrue(String name) {
    return switch (get(name)) {
      case "1", "t", "T", "TRUE", "true", "True" -> true;
      default -> false;
    };
  }

  private static String decode(String text) {
    return PercentCode.decode(text.replace('+', ' ').replace(" ", "%20"))
        .filter(decoded -> decoded.indexOf('\0') < 0)
        .orElseThrow(Query::malformed);
  }

  private static RefusedException malformed() {
    return new RefusedException(
        Answer.json(
            400,
            ErrorJson.of(
                "Query parameters have invalid values.",
                "The query of the URL is malformed: it must be percent-encoded UTF-8 without NUL.")));
  }

  /** Shows no values, because a token may be among them. */
  @Override
  public String toString() {
    return "Query" + parameters.keySet();
  }
}
