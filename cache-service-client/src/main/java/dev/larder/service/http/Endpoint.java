package dev.larder.service.http;

import java.net.URI;
import java.time.Duration;
import java.util.Locale;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * Where a service is.
 *
 * @param host the host, an IPv6 address without its brackets
 * @param port the port
 * @param prefix the path in front of every request's, without a slash at its end
 * @param authority what the header {@code host} says
 * @param tls the context of connections that are encrypted, or null for plain ones
 * @param connectTimeout how long a connection may take to be there
 */
record Endpoint(
    String host,
    int port,
    String prefix,
    String authority,
    @Nullable SSLContext tls,
    Duration connectTimeout) {

  private static final int HTTP = 80;
  private static final int HTTPS = 443;

  static Endpoint of(URI uri, @Nullable SSLContext tls, Duration connectTimeout) {
    boolean encrypted = "https".equals(String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT));
    String literal = uri.getHost();
    String host = literal.startsWith("[") ? literal.substring(1, literal.length() - 1) : literal;
    int port = uri.getPort() >= 0 ? uri.getPort() : encrypted ? HTTPS : HTTP;
    String path = uri.getRawPath() == null ? "" : uri.getRawPath();
    return new Endpoint(
        host,
        port,
        path.endsWith("/") ? path.substring(0, path.length() - 1) : path,
        uri.getPort() >= 0 ? literal + ":" + port : literal,
        encrypted ? tls : null,
        connectTimeout);
  }
}
