package dev.larder.service;

import java.util.Comparator;

/**
 * The order of texts by code points, as Python has it. {@link String#compareTo} orders by UTF-16
 * units, in which supplementary characters come before {@code U+E000}.
 */
final class CodePointOrder implements Comparator<String> {

  static final CodePointOrder INSTANCE = new CodePointOrder();

  private CodePointOrder() {}

  @Override
  public int compare(String left, String right) {
    int common = Math.min(left.length(), right.length());
    for (int i = 0; i < common; i++) {
      if (left.charAt(i) != right.charAt(i)) {
        int start = i > 0 && Character.isHighSurrogate(left.charAt(i - 1)) ? i - 1 : i;
        return Integer.compare(left.codePointAt(start), right.codePointAt(start));
      }
    }
    // The rest of the longer one may complete a pair whose first half both have.
    if (common > 0 && Character.isHighSurrogate(left.charAt(common - 1))) {
      int last = Integer.compare(left.codePointAt(common - 1), right.codePointAt(common - 1));
      return last != 0 ? last : Integer.compare(left.length(), right.length());
    }
    return Integer.compare(left.length(), right.length());
  }
}
