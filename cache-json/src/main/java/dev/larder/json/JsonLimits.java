package dev.larder.json;

/**
 * What a document may ask of the one who reads it.
 *
 * @param size bytes of the document
 * @param depth arrays and objects inside one another
 * @param textLength characters of one text or name
 * @param numberLength characters of one number
 */
record JsonLimits(int size, int depth, int textLength, int numberLength) {

  /**
   * Reading recurses: at this depth, records inside records still fit into half a megabyte of
   * stack.
   */
  static final int MAX_DEPTH = 500;

  static final JsonLimits DEFAULT = new JsonLimits(64 << 20, 200, 20_000_000, 1_000);

  JsonLimits {
    check("maxSize", size, Integer.MAX_VALUE);
    check("maxDepth", depth, MAX_DEPTH);
    check("maxTextLength", textLength, Integer.MAX_VALUE);
    check("maxNumberLength", numberLength, Integer.MAX_VALUE);
  }

  private static void check(String name, int value, int max) {
    if (value < 1 || value > max) {
      throw new IllegalArgumentException(name + " (" + value + ") must be from 1 to " + max);
    }
  }

  String sizeExceeded() {
    return "it has more than " + size + " bytes; raise the limit with withMaxSize";
  }

  String depthExceeded() {
    return "it is nested more than "
        + depth
        + " levels deep; raise the limit with withMaxDepth, up to "
        + MAX_DEPTH;
  }

  String textLengthExceeded() {
    return "a text has more than "
        + textLength
        + " characters; raise the limit with withMaxTextLength";
  }

  String numberLengthExceeded() {
    return "a number has more than "
        + numberLength
        + " characters; raise the limit with withMaxNumberLength";
  }
}
