package dev.larder.service.server;

import dev.larder.service.JsonForm;
import dev.larder.service.Strategy;
import dev.larder.storage.Blob;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Where everything of one entry is. It is kept under the entry's id, in a short form, and shown as
 * the document that the original keeps there.
 *
 * @param namespace the namespace
 * @param id the entry's id
 * @param hash the hash of what was stored
 * @param strategy how the folders were chosen
 * @param fileType {@code json} or {@code binary}
 * @param fileId the name of the files
 * @param dirs the folders; at least one
 * @param owned which files this entry wrote first: {@code c} for the configs, {@code m} for the
 *     metadata; the content is always its own
 * @param timestamp when it was stored
 */
record EntryRef(
    String namespace,
    String id,
    String hash,
    Strategy strategy,
    String fileType,
    String fileId,
    List<String> dirs,
    String owned,
    long timestamp) {

  private static final String FORMAT = "1";
  private static final int FIELDS = 7;

  /** Returns what is kept. */
  Blob toBlob() {
    String fields =
        String.join(
            "\n",
            FORMAT,
            hash,
            strategy.name(),
            fileType,
            fileId,
            owned,
            Long.toString(timestamp),
            String.join("\n", dirs));
    return Blob.ofText(fields);
  }

  /** Returns the reference that was kept as those bytes, or null if they are something else. */
  static @Nullable EntryRef of(String namespace, String id, Blob kept) {
    String[] fields = kept.toText().split("\n", -1);
    if (fields.length <= FIELDS || !fields[0].equals(FORMAT)) {
      return null;
    }
    List<String> dirs = List.of(fields).subList(FIELDS, fields.length);
    return new EntryRef(
        namespace,
        id,
        fields[1],
        Strategy.valueOf(fields[2]),
        fields[3],
        fields[4],
        dirs,
        fields[5],
        Long.parseLong(fields[6]));
  }

  boolean isBinary() {
    return fileType.equals("binary");
  }

  /** Returns the files with the content, which all hold the same. */
  List<String> contentFiles() {
    if (dirs.size() == 1) {
      return List.of(contentFile());
    }
    return dirs.stream().map(dir -> dir + "/" + fileId + (isBinary() ? ".bin" : ".json")).toList();
  }

  /** Returns the first file with the content: the one that is read. */
  String contentFile() {
    return dirs.get(0) + "/" + fileId + (isBinary() ? ".bin" : ".json");
  }

  String configFile() {
    return contentFile() + ".config";
  }

  String metadataFile() {
    return contentFile() + ".metadata";
  }

  /** Returns the folders of the children, one for each content file. */
  List<String> dataFolders() {
    return dirs.stream().map(dir -> dir + "/" + fileId + "/data").toList();
  }

  /** Returns the files that this entry brought with it, sorted. */
  List<String> ownFiles() {
    List<String> files = new ArrayList<>();
    for (String content : contentFiles()) {
      files.add(content);
      if (owned.contains("c")) {
        files.add(content + ".config");
      }
      if (owned.contains("m")) {
        files.add(content + ".metadata");
      }
    }
    Collections.sort(files);
    return List.copyOf(files);
  }

  /** Returns the path of the reference by id. */
  String idFile() {
    return idFile(namespace, id);
  }

  /** Returns the path of the reference by that id. */
  static String idFile(String namespace, String id) {
    return folded(folder(namespace, "refs/by-id"), id);
  }

  /** Returns the path of the reference by that hash. */
  static String hashFile(String namespace, String hash) {
    return folded(folder(namespace, "refs/by-hash"), hash);
  }

  private static String folded(String folder, String name) {
    if (name.length() < 4) {
      return folder + "/" + name + ".json";
    }
    return folder + "/" + name.substring(0, 2) + "/" + name.substring(2, 4) + "/" + name + ".json";
  }

  /** Returns the folder inside the namespace; the one without a name is the root. */
  static String folder(String namespace, String path) {
    return namespace.isEmpty() ? path : namespace + "/" + path;
  }

  /** Returns the three lists of paths. */
  Map<String, @Nullable Object> paths() {
    return Json.object(
        "data", ownFiles(),
        "by_hash", List.of(hashFile(namespace, hash)),
        "by_id", List.of(idFile()));
  }

  /** Returns the document that the original keeps. */
  Map<String, @Nullable Object> toJson() {
    return Json.object(
        "all_paths",
        paths(),
        "cache_id",
        id,
        "cache_hash",
        hash,
        "file_paths",
        Json.object("content_files", contentFiles(), "data_folders", dataFolders()),
        "file_type",
        fileType,
        "namespace",
        namespace,
        "strategy",
        strategy.wireName(),
        "timestamp",
        timestamp);
  }

  /** Returns the document as it looks on the original's storage. */
  Blob toFile() {
    return Blob.wrap(JsonForm.INDENT_2.bytes(toJson()));
  }

  /** Returns every path that belongs to the entry but its content, as the document lists them. */
  Stream<String> describingFiles() {
    return Stream.concat(
        ownFiles().stream().filter(path -> !contentFiles().contains(path)),
        Stream.of(hashFile(namespace, hash), idFile()));
  }
}
