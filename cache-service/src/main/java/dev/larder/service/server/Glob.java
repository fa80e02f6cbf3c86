package dev.larder.service.server;

import java.util.ArrayList;
import java.util.List;

/**
 * A pattern of names as a shell has them: {@code *}, {@code ?}, and {@code [..]} with ranges, which
 * an exclamation mark negates. A bracket that is not closed stands for itself.
 *
 * <p>Matching takes at most the product of both lengths, whatever the pattern.
 */
final class Glob {

  private final List<Token> tokens = new ArrayList<>();

  private Glob() {}

  /** One character of a name, or any number of them. */
  private record Token(boolean star, boolean any, boolean negated, String set) {

    boolean fits(char c) {
      return any || negated != isIn(c);
    }

    private boolean isIn(char c) {
      for (int i = 0; i < set.length(); i++) {
        if (i + 2 < set.length() && set.charAt(i + 1) == '-') {
          if (c >= set.charAt(i) && c <= set.charAt(i + 2)) {
            return true;
          }
          i += 2;
        } else if (c == set.charAt(i)) {
          return true;
        }
      }
      return false;
    }
  }

  /** Reads a pattern; every text is one. */
  static Glob of(String pattern) {
    Glob glob = new Glob();
    for (int i = 0; i < pattern.length(); i++) {
      char c = pattern.charAt(i);
      int close = c == '[' ? pattern.indexOf(']', i + 2) : -1;
      if (close > 0) {
        boolean negated = pattern.charAt(i + 1) == '!';
        String set = pattern.substring(i + (negated ? 2 : 1), close);
        glob.tokens.add(new Token(false, false, negated, set));
        i = close;
      } else {
        glob.tokens.add(new Token(c == '*', c == '?', false, String.valueOf(c)));
      }
    }
    return glob;
  }

  /** Returns whether the whole name is of the pattern. */
  boolean matches(String name) {
    int token = 0;
    int at = 0;
    int star = -1;
    int starAt = 0;
    while (at < name.length()) {
      if (token < tokens.size() && tokens.get(token).star()) {
        star = token++;
        starAt = at;
      } else if (token < tokens.size() && tokens.get(token).fits(name.charAt(at))) {
        token++;
        at++;
      } else if (star >= 0) {
        token = star + 1;
        at = ++starAt;
      } else {
        return false;
      }
    }
    while (token < tokens.size() && tokens.get(token).star()) {
      token++;
    }
    return token == tokens.size();
  }
}
