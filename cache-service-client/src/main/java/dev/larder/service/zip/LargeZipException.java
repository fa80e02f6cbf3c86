package dev.larder.service.zip;

/** A zip that has more than its reader takes. */
public final class LargeZipException extends Exception {

  private static final long serialVersionUID = 1L;

  LargeZipException(String what) {
    super(what);
  }

  /** Returns what it has too much of, as {@code has more than 2 members}. */
  public String what() {
    return String.valueOf(getMessage());
  }
}
