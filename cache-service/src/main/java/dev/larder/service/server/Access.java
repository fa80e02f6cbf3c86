package dev.larder.service.server;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who is let in: who has the key; and no page of another site that a user's browser shows.
 *
 * <p>Such a page could send requests to this machine in the user's name. Its browser says where it
 * is from, and where it believes to be.
 */
final class Access {

  private static final Set<String> WITHOUT_KEY = withoutKey();

  private final @Nullable String keyName;
  private final byte @Nullable [] keyValue;
  private final boolean localOnly;

  Access(CacheServerConfig config) {
    keyName = config.keyName().map(name -> name.toLowerCase(Locale.ROOT)).orElse(null);
    keyValue = config.keyValue().map(value -> value.getBytes(StandardCharsets.UTF_8)).orElse(null);
    localOnly = keyName == null && isLocal(config.host());
  }

  /**
   * Lets the request pass.
   *
   * @throws Failure 401 without the key, 403 to a page of another site
   */
  void check(String path, Map<String, String> headers) {
    String host = headers.getOrDefault("host", "");
    String origin = headers.get("origin");
    if (origin != null && !origin.endsWith("://" + host)) {
      throw Failure.text(403, "Requests of pages from elsewhere are refused");
    }
    if (localOnly && !isLocal(nameOf(host))) {
      throw Failure.text(403, "Without a key, this server is to be reached as localhost only");
    }
    if (keyName == null || keyValue == null || WITHOUT_KEY.contains(path)) {
      return;
    }
    String header = headers.get(keyName);
    String sent = header != null ? header : cookie(headers.get("cookie"), keyName);
    if (sent == null || sent.isEmpty()) {
      throw Failure.unauthorized(
          "Client API key is missing, you need to set it on a header or cookie");
    }
    // In a time that does not tell how much of it was right.
    if (!MessageDigest.isEqual(sent.getBytes(StandardCharsets.UTF_8), keyValue)) {
      throw Failure.unauthorized("Invalid API key value");
    }
  }

  private static Set<String> withoutKey() {
    Set<String> paths = new HashSet<>(PageRoutes.paths());
    paths.add(OpenApi.PATH);
    return Set.copyOf(paths);
  }

  private static @Nullable String cookie(@Nullable String cookies, String name) {
    if (cookies == null) {
      return null;
    }
    for (String cookie : cookies.split("[;,]", -1)) {
      int equals = cookie.indexOf('=');
      if (equals > 0 && cookie.substring(0, equals).strip().equalsIgnoreCase(name)) {
        String value = cookie.substring(equals + 1).strip();
        boolean quoted = value.length() > 1 && value.startsWith("\"") && value.endsWith("\"");
        return quoted ? value.substring(1, value.length() - 1) : value;
      }
    }
    return null;
  }

  private static String nameOf(String host) {
    try {
      String name = URI.create("http://" + host).getHost();
      return name == null ? host : name;
    } catch (IllegalArgumentException noHost) {
      return host;
    }
  }

  private static boolean isLocal(String host) {
    boolean literal = host.length() > 2 && host.startsWith("[") && host.endsWith("]");
    String name = literal ? host.substring(1, host.length() - 1) : host;
    return name.equalsIgnoreCase("localhost")
        || name.matches("127(\\.[0-9]{1,3}){3}")
        || name.equals("::1")
        || name.equals("0:0:0:0:0:0:0:1");
  }
}
