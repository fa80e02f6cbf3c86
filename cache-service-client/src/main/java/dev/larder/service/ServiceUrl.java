package dev.larder.service;

import java.net.URI;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The rules of what leads to a service. */
final class ServiceUrl {

  private static final String TOKEN = "[A-Za-z0-9!#$%&'*+.^_`|~-]+";

  private static final Pattern SCHEME = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]*://");

  private ServiceUrl() {}

  /**
   * Returns the URL, or what somebody wrote for one, without what may be a secret: whatever is
   * before the last {@code @} but the scheme, and behind the first {@code ?} or {@code #}.
   */
  static String masked(String url) {
    Matcher scheme = SCHEME.matcher(url);
    String start = scheme.lookingAt() ? scheme.group() : "";
    int user = url.lastIndexOf('@');
    String rest = user < 0 ? url.substring(start.length()) : "***" + url.substring(user);
    return start + rest.replaceFirst("(?s)([?#]).+", "$1***");
  }

  static void check(URI url) {
    String scheme = String.valueOf(url.getScheme());
    if (url.getRawUserInfo() != null) {
      throw new IllegalArgumentException("url must not hold a user or a password");
    }
    boolean http = scheme.equalsIgnoreCase("http") || scheme.equalsIgnoreCase("https");
    if (!http
        || url.getHost() == null
        || url.getRawQuery() != null
        || url.getRawFragment() != null) {
      throw new IllegalArgumentException(
          "url ("
              + masked(url.toString())
              + ") must be http or https with a host, as http://127.0.0.1:10017");
    }
  }

  static void checkToken(String what, String value) {
    if (!value.matches(TOKEN)) {
      throw new IllegalArgumentException(what + " (" + value + ") must be a name of a header");
    }
  }

  static void checkSecret(String value) {
    if (value.isEmpty() || value.chars().anyMatch(c -> c <= ' ' || c >= 0x7f)) {
      throw new IllegalArgumentException(
          "keyValue must not be empty, and hold only visible ASCII characters");
    }
  }

  static Duration positive(String what, Duration value) {
    if (value.isNegative() || value.isZero()) {
      throw new IllegalArgumentException(what + " (" + value + ") must be positive");
    }
    return value;
  }
}
