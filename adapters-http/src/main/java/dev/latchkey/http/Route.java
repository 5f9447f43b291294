package dev.latchkey.http;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Which requests an endpoint answers.
 *
 * @param method the HTTP method
 * @param template the segments of the path; those that begin with a colon are parameters
 * @param access who may call, and on which thread
 * @param endpoint answers them
 */
record Route(String method, List<String> template, Access access, Endpoint endpoint) {

  /** Who may call a route, and on which thread it is answered. */
  enum Access {
    /** Everybody; answered from memory, on the thread that read the request. */
    OPEN_IN_MEMORY,
    /** Everybody. */
    OPEN,
    /** Whoever has a good token. */
    TOKEN
  }

  private static final String PARAMETER = ":";

  static Route of(String method, String path, Access access, Endpoint endpoint) {
    return new Route(method, List.of(path.substring(1).split("/")), access, endpoint);
  }

  /** The parameters in the path, or nothing if the route has another path. */
  Optional<Map<String, String>> match(List<String> segments) {
    if (segments.size() != template.size()) {
      return Optional.empty();
    }
    Map<String, String> parameters = new HashMap<>();
    for (int i = 0; i < segments.size(); i++) {
      String wanted = template.get(i);
      String segment = segments.get(i);
      if (wanted.startsWith(PARAMETER) && !segment.isEmpty()) {
        parameters.put(wanted.substring(1), segment);
      } else if (!wanted.equals(segment)) {
        return Optional.empty();
      }
    }
    return Optional.of(parameters);
  }
}
