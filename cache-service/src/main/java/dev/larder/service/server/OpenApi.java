package dev.larder.service.server;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Describes the routes in the form of OpenAPI 3.1: paths, methods and the names in the paths. */
final class OpenApi {

  static final String PATH = "/openapi.json";

  private OpenApi() {}

  /** Returns the description of the routes. */
  static Map<String, @Nullable Object> document(List<Route> routes) {
    Map<String, @Nullable Object> paths = new LinkedHashMap<>();
    for (Route route : routes) {
      String path = route.pattern().replace("*}", "}");
      if (!path.equals(PATH)) {
        Map<String, @Nullable Object> methods = new LinkedHashMap<>();
        if (paths.get(path) instanceof Map<?, ?> others) {
          others.forEach((name, operation) -> methods.put((String) name, operation));
        }
        methods.put(route.method().name().toLowerCase(Locale.ROOT), operation(route));
        paths.put(path, methods);
      }
    }
    return Json.object(
        "openapi",
        "3.1.0",
        "info",
        Json.object("title", "Larder cache service", "version", "v0.14.1"),
        "paths",
        paths);
  }

  private static Map<String, @Nullable Object> operation(Route route) {
    List<Object> parameters = new ArrayList<>();
    for (String name : route.names()) {
      parameters.add(
          Json.object(
              "name", name, "in", "path", "required", true, "schema", Map.of("type", "string")));
    }
    return Json.object(
        "parameters", parameters, "responses", Map.of("200", Map.of("description", "Success")));
  }
}
