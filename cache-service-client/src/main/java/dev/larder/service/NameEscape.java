package dev.larder.service;

import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Writes the parts of a name in the characters that a cache service does not alter, and reads them
 * back.
 *
 * <p>The service turns what it does not like into {@code _}, without a word, so that {@code a b}
 * and {@code a_b} would be one file. Here each run of such characters becomes their code points in
 * hexadecimal: {@code a b} is {@code a_-20-b}. Letters, digits, {@code _} and {@code -} stay as
 * they are, but for a {@code _} that begins what looks like such a run.
 *
 * <p>A file has no dots in the service: Python's {@code metrics.json} is {@code metrics_json}. So
 * the dot before an extension that is in use with artifacts becomes a plain {@code _} here too, and
 * a {@code _} in its place is escaped: {@code metrics_json} is {@code metrics_-5f-json}.
 */
final class NameEscape {

  private static final Pattern RUN = Pattern.compile("_-([0-9a-f]+(?:_[0-9a-f]+)*)-");

  /** A table that only grows would change where files are; this one never changes. */
  private static final Set<String> EXTENSIONS =
      Set.of(
          "json", "txt", "md", "html", "csv", "tsv", "xml", "yaml", "yml", "log", "bin", "png",
          "jpg", "svg", "pdf", "parquet", "arrow", "zip", "gz");

  /** Stands for what is no character; no legal key has it. */
  private static final int NONE = 0;

  private final String part;
  private final int dot;
  private final boolean file;
  private final StringBuilder out = new StringBuilder();
  private boolean inRun;

  private NameEscape(String part, boolean file) {
    this.part = part;
    this.file = file;
    int last = part.lastIndexOf('.');
    this.dot = file && isExtension(part, last + 1) ? last : -1;
  }

  /** Returns the part as a folder. */
  static String folder(String part) {
    return new NameEscape(part, false).escaped();
  }

  /** Returns the last part of a name as a file. */
  static String file(String part) {
    return new NameEscape(part, true).escaped();
  }

  /** Returns the part of that folder; null for one that no part has. */
  static @Nullable String partOfFolder(String folder) {
    String part = read(folder);
    return isPart(part) && folder(part).equals(folder) ? part : null;
  }

  /** Returns the last part of a name of that file; null for one that no part has. */
  static @Nullable String partOfFile(String file) {
    int last = file.lastIndexOf('_');
    int end = last >= 0 && isExtension(file, last + 1) ? last : file.length();
    String stem = read(file.substring(0, end));
    String part = end == file.length() ? stem : stem + "." + file.substring(end + 1);
    return isPart(part) && file(part).equals(file) ? part : null;
  }

  /** What others wrote may stand for what is no part of a legal key. */
  private static boolean isPart(String part) {
    return !part.isEmpty()
        && !part.equals(".")
        && !part.equals("..")
        && part.codePoints().noneMatch(NameEscape::isIllegal);
  }

  private static boolean isIllegal(int point) {
    return point == '/'
        || Character.isISOControl(point)
        || (point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE);
  }

  private static boolean isExtension(String part, int from) {
    return EXTENSIONS.contains(part.substring(from));
  }

  private String escaped() {
    if (part.chars().allMatch(NameEscape::isPlain)) {
      return part;
    }
    part.codePoints().forEach(new Writer()::write);
    endRun();
    return out.toString();
  }

  /** Knows how far it has come. */
  private final class Writer {

    private int at;

    void write(int point) {
      if (at == dot) {
        endRun();
        out.append('_');
      } else if (isPlain(point, at)) {
        endRun();
        out.append((char) point);
      } else {
        out.append(inRun ? "_" : "_-").append(Integer.toHexString(point));
        inRun = true;
      }
      at += Character.charCount(point);
    }
  }

  private void endRun() {
    if (inRun) {
      out.append('-');
      inRun = false;
    }
  }

  private boolean isPlain(int point, int at) {
    if (point == '_') {
      return !beginsRun(at) && !standsForDot(at) && (at > 0 || !isAllUnderscores());
    }
    if (point == '.') {
      // Two dots in a row are cleaned away, lest somebody leaves the folder.
      return !file && (at == 0 || part.charAt(at - 1) != '.');
    }
    return isPlain(point);
  }

  /** Returns whether a name may have it anywhere; {@code _} only where it says nothing else. */
  static boolean isPlain(int point) {
    return point == '-'
        || (point >= 'a' && point <= 'z')
        || (point >= 'A' && point <= 'Z')
        || (point >= '0' && point <= '9');
  }

  private boolean beginsRun(int at) {
    return RUN.matcher(part).region(at, part.length()).lookingAt();
  }

  private boolean standsForDot(int at) {
    return file && isExtension(part, at + 1);
  }

  /** Such names are refused by the service. */
  private boolean isAllUnderscores() {
    return part.chars().allMatch(c -> c == '_');
  }

  private static String read(String escaped) {
    StringBuilder text = new StringBuilder();
    Matcher run = RUN.matcher(escaped);
    int end = 0;
    while (run.find()) {
      text.append(escaped.substring(end, run.start()));
      for (String point : run.group(1).split("_", -1)) {
        int value = point.length() > 6 ? NONE : Integer.parseInt(point, 16);
        text.appendCodePoint(Character.isValidCodePoint(value) ? value : NONE);
      }
      end = run.end();
    }
    return text.append(escaped.substring(end)).toString();
  }
}
