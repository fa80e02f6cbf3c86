package dev.larder.service.server;

/**
 * How much one request may send.
 *
 * @param maxBody the most bytes of a binary body, which is never held in memory as a whole
 * @param maxDocument the most bytes of a body that is: JSON, text, a zip, what a gzip unpacks to
 */
record Limits(long maxBody, int maxDocument) {

  /** Returns the failure of a body with more bytes than that. */
  static Failure tooLarge(long limit) {
    return Failure.text(413, "The body is larger than " + limit + " bytes");
  }
}
