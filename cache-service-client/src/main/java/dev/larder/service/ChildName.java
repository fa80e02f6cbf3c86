package dev.larder.service;

/**
 * The name of a child of an entry: a folder, maybe, and a file id. One name may be that of a text,
 * a JSON value and bytes at once.
 *
 * @param folder the folder, with slashes between its parts; empty for none
 * @param fileId the file id
 */
public record ChildName(String folder, String fileId) {

  /**
   * Returns the name whose last part is the file id, as {@code results/metrics}.
   *
   * <p>The service alters what it does not allow, without a word: in a file id everything but
   * {@code A-Z a-z 0-9 _ -} becomes {@code _}, so {@code a.json} and {@code a_json} are one.
   */
  public static ChildName of(String path) {
    int slash = path.lastIndexOf('/');
    return new ChildName(slash < 0 ? "" : path.substring(0, slash), path.substring(slash + 1));
  }

  Target on(Target target) {
    if (!folder.isEmpty()) {
      target.path("folder", folder);
    }
    return target.segment("fileId", fileId);
  }
}
