package dev.larder.service.server;

import dev.larder.service.transport.ServiceRequest.Method;
import dev.larder.storage.Blob;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * Serves the page for people who look: namespaces, entries, children and values. It is a program in
 * the browser that asks the same routes as every client, so it needs the key for what it shows, but
 * not to be loaded.
 */
final class PageRoutes {

  private static final String PAGE = "/";
  private static final Map<String, String> TYPES = types();

  private final String keyName;

  private PageRoutes(String keyName) {
    this.keyName = keyName;
  }

  /**
   * Adds the page and its parts.
   *
   * @param keyName the name of the header with the key, empty where no key is needed
   */
  static void add(Router router, String keyName) {
    PageRoutes routes = new PageRoutes(keyName);
    router.add(Method.GET, PAGE, call -> routes.page());
    TYPES.forEach((path, type) -> router.add(Method.GET, path, call -> reply(type, bytes(path))));
  }

  /** Returns the paths that need no key. */
  static Set<String> paths() {
    Map<String, String> paths = new LinkedHashMap<>(TYPES);
    paths.put(PAGE, Reply.HTML);
    return Set.copyOf(paths.keySet());
  }

  private static Map<String, String> types() {
    Map<String, String> types = new LinkedHashMap<>();
    types.put("/page/page.css", "text/css; charset=utf-8");
    types.put("/page/page.js", "text/javascript; charset=utf-8");
    types.put("/page/service.js", "text/javascript; charset=utf-8");
    types.put("/page/values.js", "text/javascript; charset=utf-8");
    return types;
  }

  private Reply page() throws IOException {
    String page = new String(bytes("/page/page.html"), StandardCharsets.UTF_8);
    byte[] named = page.replace("${keyName}", escaped(keyName)).getBytes(StandardCharsets.UTF_8);
    return reply(Reply.HTML, named);
  }

  /** A header's name has none of these, but that is decided elsewhere. */
  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace("\"", "&quot;");
  }

  private static Reply reply(String type, byte[] bytes) {
    // Nothing from elsewhere is loaded, and nothing that an entry holds can run.
    return Reply.of(type, Blob.wrap(bytes))
        .with(
            "content-security-policy",
            "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; "
                + "img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'")
        .with("x-content-type-options", "nosniff")
        .with("referrer-policy", "no-referrer")
        .with("cache-control", "no-cache");
  }

  private static byte[] bytes(String path) throws IOException {
    try (InputStream in = PageRoutes.class.getResourceAsStream(path.substring(1))) {
      if (in == null) {
        throw new IOException("the jar of this service has no " + path);
      }
      return in.readAllBytes();
    }
  }
}
