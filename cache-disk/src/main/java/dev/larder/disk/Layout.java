package dev.larder.disk;

import java.nio.file.Path;
import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What is called how in the directory. No name is made of a key. */
record Layout(Path root) {

  private static final Pattern SEGMENT = Pattern.compile("([0-9a-f]{8})\\.seg");
  private static final Pattern HINT =
      Pattern.compile("([0-9a-f]{8})\\.(?:hint|hint-[0-9a-f]{2}\\.tmp)");
  private static final Pattern DRAFT = Pattern.compile("([0-9a-f]{16})-([0-9a-f]{2})\\.tmp");
  private static final Pattern LARGE = Pattern.compile("([0-9a-f]{16})\\.val");

  Path format() {
    return root.resolve("larder.format");
  }

  Path lock() {
    return root.resolve("lock");
  }

  Path control() {
    return root.resolve("control");
  }

  Path segments() {
    return root.resolve("segments");
  }

  Path segment(int number) {
    return segments().resolve(HexFormat.of().toHexDigits(number) + ".seg");
  }

  /** Returns the number of the segment that has that name; -1 if it is none. */
  static int segmentNumber(Path file) {
    Matcher name = SEGMENT.matcher(String.valueOf(file.getFileName()));
    return name.matches() ? Integer.parseUnsignedInt(name.group(1), 16) : -1;
  }

  Path hint(int number) {
    return segments().resolve(HexFormat.of().toHexDigits(number) + ".hint");
  }

  /** Returns where the process with that slot writes a hint before it has its name. */
  Path hintDraft(int number, int slot) {
    String suffix = ".hint-" + HexFormat.of().toHexDigits((byte) slot) + ".tmp";
    return segments().resolve(HexFormat.of().toHexDigits(number) + suffix);
  }

  /**
   * Returns the number of the segment that the hint with that name, finished or not, is of; -1 if
   * it is none.
   */
  static int hintNumber(Path file) {
    Matcher name = HINT.matcher(String.valueOf(file.getFileName()));
    return name.matches() ? Integer.parseUnsignedInt(name.group(1), 16) : -1;
  }

  static boolean isDraft(Path file) {
    return file.toString().endsWith(".tmp");
  }

  Path large() {
    return root.resolve("large");
  }

  Path large(long id) {
    String name = HexFormat.of().toHexDigits(id);
    return large().resolve(name.substring(14)).resolve(name + ".val");
  }

  /** Returns where the process with that slot writes a large value before it has its name. */
  Path largeDraft(long id, int slot) {
    String suffix = "-" + HexFormat.of().toHexDigits((byte) slot) + ".tmp";
    return large().resolve(HexFormat.of().toHexDigits(id) + suffix);
  }

  /** Returns the slot of the process that writes the large value there; -1 if it is no draft. */
  static int draftSlot(Path file) {
    Matcher name = DRAFT.matcher(String.valueOf(file.getFileName()));
    return name.matches() ? Integer.parseInt(name.group(2), 16) : -1;
  }

  /** Returns the number of the large value that is written there; -1 if it is no draft. */
  static long draftId(Path file) {
    Matcher name = DRAFT.matcher(String.valueOf(file.getFileName()));
    return name.matches() ? Long.parseUnsignedLong(name.group(1), 16) : -1;
  }

  /** Returns whether that is the name of a directory of large values. */
  static boolean isOfLargeValues(Path directory) {
    return String.valueOf(directory.getFileName()).matches("[0-9a-f]{2}");
  }

  /** Returns the number of the large value that has that name; -1 if it is none. */
  static long largeId(Path file) {
    Matcher name = LARGE.matcher(String.valueOf(file.getFileName()));
    return name.matches() ? Long.parseUnsignedLong(name.group(1), 16) : -1;
  }

  Path quarantine() {
    return root.resolve("quarantine");
  }
}
