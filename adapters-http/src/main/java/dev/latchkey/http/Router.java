package dev.latchkey.http;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Finds the route of a request. The first route whose path fits decides which paths exist, so fixed
 * segments win by standing first. It works on segments that were decoded one by one, and a query
 * has no say in it.
 *
 * @param routes in order of precedence
 */
record Router(List<Route> routes) {

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
