package dev.latchkey.http;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Finds the route of a request. The first route whose path fits decides which paths exist, so fixed
 * segments win by standing first. It works on segments that were decoded one by one, and a query
 * has no say in it.
 *
 * @param routes in order of precedence
 * @param fixed those of paths without parameters, by the path as it is sent if nothing in it is
 *     escaped: most requests find theirs here
 */
record Router(List<Route> routes, Map<String, List<Route>> fixed) {

  private static final String GET = "GET";
  private static final String HEAD = "HEAD";
  private static final String OPTIONS = "OPTIONS";

  /**
   * A route and what the path says for its parameters.
   *
   * @param route the route
   * @param path the parameters
   */
  record Match(Route route, Map<String, String> path) {}

  Router {
    routes = List.copyOf(routes);
    fixed = Map.copyOf(fixed);
  }

  static Router of(List<Route> routes) {
    Map<String, List<Route>> fixed =
        routes.stream().filter(Route::isFixed).collect(Collectors.groupingBy(Route::path));
    return new Router(routes, fixed);
  }

  /** Whether the path, as it was sent, is one without parameters, and so holds no secret. */
  boolean isFixed(String path) {
    return fixed.containsKey(path);
  }

  /**
   * @param path as it was sent
   * @throws RefusedException if there is no such path, or not with that method; also to tell
   *     whoever asks which methods there are
   */
  Match find(String method, String path) {
    for (Route route : fixed.getOrDefault(path, List.of())) {
      if (route.takes(method.equals(HEAD) ? GET : method)) {
        return new Match(route, Map.of());
      }
    }
    return find(method, Target.parse(path));
  }

  /**
   * @throws RefusedException if there is no such path, or not with that method; also to tell
   *     whoever asks which methods there are
   */
  Match find(String method, Target target) {
    List<String> template =
        routes.stream()
            .filter(route -> route.match(target.segments()).isPresent())
            .map(Route::template)
            .findFirst()
            .orElseThrow(() -> new RefusedException(Answer.message(404, "Route not found.")));
    String wanted = method.equals(HEAD) ? GET : method;
    return routes.stream()
        .filter(route -> route.template().equals(template) && route.takes(wanted))
        .flatMap(route -> match(route, target).stream())
        .findFirst()
        .orElseThrow(() -> new RefusedException(allowed(method, template)));
  }

  private static Optional<Match> match(Route route, Target target) {
    return route.match(target.segments()).map(path -> new Match(route, path));
  }

  private Answer allowed(String method, List<String> template) {
    TreeSet<String> methods = new TreeSet<>(Set.of(OPTIONS));
    routes.stream()
        .filter(route -> route.template().equals(template))
        .forEach(route -> methods.add(route.method()));
    if (methods.contains(GET)) {
      methods.add(HEAD);
    }
    String allow = String.join(", ", methods);
    Answer answer =
        method.equals(OPTIONS)
            ? Answer.empty(204)
            : Answer.message(405, "Method not allowed. Allowed are: " + allow + ".");
    return answer.with("Allow", allow);
  }
}
