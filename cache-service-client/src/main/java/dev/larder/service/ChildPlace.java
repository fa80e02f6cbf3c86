package dev.larder.service;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * Where a child of an entry is: its folder and its file in the service.
 *
 * <p>A name that is too long for the service has the hash of it for its file, in a folder that no
 * other name has; the name itself is kept beside it, so that it can be listed.
 *
 * @param folder the folders, separated by {@code /}; empty if there is none
 * @param file the file
 */
record ChildPlace(String folder, String file) {

  /** The service takes no longer file. */
  static final int LONGEST_FILE = 128;

  /** No part is written like this: it would be a control character. */
  static final String LONG_NAMES = "_-0-";

  private static final String NAME_TEXTS = LONG_NAMES + "/names";

  /**
   * Returns the place of the child with that name.
   *
   * @param room how many characters folder and file may have together
   */
  static ChildPlace of(String name, int room) {
    int slash = name.lastIndexOf('/');
    String folder = slash < 0 ? "" : folders(name.substring(0, slash));
    String file = NameEscape.file(name.substring(slash + 1));
    boolean fits = file.length() <= LONGEST_FILE && folder.length() + 1 + file.length() <= room;
    return fits ? new ChildPlace(folder, file) : new ChildPlace(LONG_NAMES, hash(name));
  }

  /** Returns the folders of those parts, as they are in the service. */
  static String folders(String parts) {
    StringBuilder folders = new StringBuilder(parts.length());
    for (String part : parts.split("/", -1)) {
      folders.append(folders.length() == 0 ? "" : "/").append(NameEscape.folder(part));
    }
    return folders.toString();
  }

  /** Returns the place as the client has it. */
  ChildName wire() {
    return new ChildName(folder, file);
  }

  /** Returns whether only the hash of the name is here. */
  boolean isLong() {
    return folder.equals(LONG_NAMES);
  }

  /** Returns where a long name is written out. */
  ChildPlace text() {
    return new ChildPlace(NAME_TEXTS, file);
  }

  /** Returns the name of the child at this place; null if no name belongs here. */
  @Nullable String name() {
    String last = NameEscape.partOfFile(file);
    if (last == null || folder.equals(LONG_NAMES) || folder.startsWith(LONG_NAMES + "/")) {
      return null;
    }
    StringBuilder name = new StringBuilder();
    if (!folder.isEmpty()) {
      for (String each : folder.split("/", -1)) {
        String part = NameEscape.partOfFolder(each);
        if (part == null) {
          return null;
        }
        name.append(part).append('/');
      }
    }
    return name.append(last).toString();
  }

  /** Returns whether that is the long name whose hash is here. */
  boolean isOf(String name) {
    return file.equals(hash(name));
  }

  private static String hash(String name) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(digest.digest(name.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
