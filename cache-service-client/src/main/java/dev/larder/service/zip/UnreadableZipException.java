package dev.larder.service.zip;

/** Bytes that are no zip, or one that is damaged or uses what is not understood here. */
public final class UnreadableZipException extends Exception {

  private static final long serialVersionUID = 1L;

  UnreadableZipException(String why) {
    super(why);
  }

  /** Returns what is wrong with it. */
  public String why() {
    return String.valueOf(getMessage());
  }
}
