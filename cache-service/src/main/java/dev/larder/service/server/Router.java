package dev.larder.service.server;

import dev.larder.service.transport.ServiceRequest.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Finds the route of a path. The first that fits counts, so their order matters. */
final class Router {

  private final List<Route> routes = new ArrayList<>();

  /** A route with what the names of its pattern stand for. */
  record Match(Route route, Map<String, String> values) {}

  /** Adds a route after those that are there. */
  void add(Method method, String pattern, Route.Handler handler) {
    routes.add(new Route(method, pattern, handler));
  }

  /** Returns the routes in their order; unmodifiable. */
  List<Route> routes() {
    return List.copyOf(routes);
  }

  /**
   * Returns the route of the path.
   *
   * @param method the method; null for one that no route has
   * @param path the decoded path
   * @throws Failure 404 if no path is like that, 405 if the path has other methods only
   */
  Match find(@Nullable Method method, String path) {
    String[] parts = parts(path);
    boolean known = false;
    for (Route route : routes) {
      Map<String, String> values = route.match(parts);
      if (values != null) {
        if (route.method() == method) {
          return new Match(route, values);
        }
        known = true;
      }
    }
    throw known ? Failure.text(405, "Method Not Allowed") : Failure.text(404, "Not Found");
  }

  /** Returns whether any method has the path. */
  boolean knows(String path) {
    String[] parts = parts(path);
    return routes.stream().map(route -> route.match(parts)).anyMatch(Objects::nonNull);
  }

  private static String[] parts(String path) {
    return path.substring(1).split("/", -1);
  }
}
