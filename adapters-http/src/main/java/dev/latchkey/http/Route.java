package dev.latchkey.http;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Which requests an endpoint answers.
 *
 * @param method the HTTP method; {@link #ANY_METHOD} for every one
 * @param path the path as people write it: segments that begin with a colon are parameters, a last
 *     one that begins with a star stands for one segment or more
 * @param template the segments of the path
 * @param access who may call, and on which thread
 * @param answersJson whether a success is JSON, so that it is no use to a client that takes none
 * @param waits whether the answer may wait until all nodes know of it, which takes a lease
 * @param endpoint answers them
 */
record Route(
    String method,
    String path,
    List<String> template,
    Access access,
    boolean answersJson,
    boolean waits,
    Endpoint endpoint) {

  /** Stands for every method, also for those that HTTP does not know. */
  static final String ANY_METHOD = "*";

  /** Who may call a route, and on which thread it is answered. */
  enum Access {
    /** Everybody; answered from memory, on the thread that read the request. */
    OPEN_IN_MEMORY,
    /** Everybody. */
    OPEN,
    /** Whoever has a good token. */
    TOKEN,
    /**
     * Whoever has a good token, to be told no more than that. Nothing is changed, so a request that
     * another site made a browser send is answered, too; and no body is waited for.
     */
    CHECK
  }

  private static final Set<String> ROUTINE = Set.of("/healthz", "/readyz", "/metrics");
  private static final String PARAMETER = ":";
  private static final String REST = "*";

  /** A route whose success is JSON. */
  static Route of(String method, String path, Access access, Endpoint endpoint) {
    return new Route(method, path, segments(path), access, true, false, endpoint);
  }

  /** A route whose success is something else or empty: what the client accepts does not matter. */
  static Route plain(String method, String path, Access access, Endpoint endpoint) {
    return new Route(method, path, segments(path), access, false, false, endpoint);
  }

  /** The same route for a change that all nodes are to know of. */
  Route waiting() {
    return new Route(method, path, template, access, answersJson, true, endpoint);
  }

  /** Whether the path is the same for every request. */
  boolean isFixed() {
    return template.stream()
        .noneMatch(segment -> segment.startsWith(PARAMETER) || segment.startsWith(REST));
  }

  /**
   * Whether nobody wants to read of every one of its requests: those of what watches the server,
   * and of proxies that have each request checked, which are in the log of the proxy.
   */
  boolean isRoutine() {
    return access == Access.CHECK || ROUTINE.contains(path);
  }

  /** Whether it answers requests of this method. */
  boolean takes(String wanted) {
    return method.equals(wanted) || method.equals(ANY_METHOD);
  }

  /** The parameters in the path, or nothing if the route has another path. */
  Optional<Map<String, String>> match(List<String> segments) {
    String last = template.get(template.size() - 1);
    boolean open = last.startsWith(REST);
    int named = open ? template.size() - 1 : template.size();
    if (open ? segments.size() <= named : segments.size() != named) {
      return Optional.empty();
    }
    Map<String, String> parameters = new HashMap<>();
    for (int i = 0; i < named; i++) {
      String wanted = template.get(i);
      String segment = segments.get(i);
      if (wanted.startsWith(PARAMETER) && !segment.isEmpty()) {
        parameters.put(wanted.substring(1), segment);
      } else if (!wanted.equals(segment)) {
        return Optional.empty();
      }
    }
    if (open) {
      parameters.put(last.substring(1), String.join("/", segments.subList(named, segments.size())));
    }
    return Optional.of(parameters);
  }

  private static List<String> segments(String path) {
    return List.of(path.substring(1).split("/"));
  }
}
