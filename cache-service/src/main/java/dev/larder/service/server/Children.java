package dev.larder.service.server;

import dev.larder.storage.Blob;
import dev.larder.storage.BlobReader;
import dev.larder.storage.SaveRequest;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The files that belong to an entry. Each lies in every data folder of its entry. */
final class Children {

  private static final Set<String> EXTENSIONS = Set.of("json", "txt", "bin");

  private final FileTree files;
  private final ChildIndex index;
  private final EntryLocks locks;

  Children(FileTree files, EntryLocks locks) {
    this.files = files;
    this.locks = locks;
    this.index = new ChildIndex(files);
  }

  /** Names one child inside its entry. */
  record Name(ChildType type, String dataKey, String fileId) {

    String in(String dataFolder) {
      String folder = Identifiers.childFolder(dataKey);
      return dataFolder
          + "/"
          + (folder.isEmpty() ? "" : folder + "/")
          + fileId
          + "."
          + type.extension();
    }
  }

  /**
   * Writes the child in place of what was there.
   *
   * @return where, and how many bytes; empty if the entry has gone meanwhile
   */
  Optional<Written> save(EntryRef parent, Name name, Blob content) {
    List<String> paths = paths(parent, name);
    return write(
        parent,
        paths,
        writes -> {
          paths.forEach(path -> writes.add(files.write(path, content)));
          return (long) content.size();
        });
  }

  /** Writes the child from a stream, which need not fit into memory. */
  Optional<Written> save(EntryRef parent, Name name, InputStream in) throws IOException {
    List<String> paths = paths(parent, name);
    try (Upload upload = Upload.read(paths, in, 0, files::openWrite)) {
      return write(
          parent,
          paths,
          writes -> {
            upload.write(files, writes);
            return upload.size();
          });
    }
  }

  /** Files that were written, and how many bytes each has. */
  record Written(List<String> paths, long size) {}

  private Optional<Written> write(
      EntryRef parent, List<String> paths, Function<List<SaveRequest>, Long> content) {
    return locks.beside(
        parent.namespace(),
        Entries.lockName(parent),
        () -> files.exists(parent.idFile()) ? written(paths, content) : Optional.empty());
  }

  private Optional<Written> written(List<String> paths, Function<List<SaveRequest>, Long> content) {
    List<SaveRequest> writes = new ArrayList<>(paths.size());
    try {
      long size = content.apply(writes);
      if (!writes.isEmpty()) {
        files.saveAll(writes);
      }
      return Optional.of(new Written(paths, size));
    } finally {
      // Some of them may be there even if not all could be written.
      paths.forEach(index::add);
    }
  }

  private static List<String> paths(EntryRef parent, Name name) {
    List<String> paths = parent.dataFolders().stream().map(name::in).toList();
    paths.forEach(path -> Identifiers.requireSafePath("data_key", path));
    return paths;
  }

  /** Returns the child's content. */
  Optional<Blob> read(EntryRef parent, Name name) {
    for (String folder : parent.dataFolders()) {
      Optional<Blob> found = files.read(name.in(folder));
      if (found.isPresent()) {
        return found;
      }
    }
    return Optional.empty();
  }

  /** Opens the child's content for reading. */
  Optional<BlobReader> open(EntryRef parent, Name name) {
    for (String folder : parent.dataFolders()) {
      Optional<BlobReader> found = files.openRead(name.in(folder));
      if (found.isPresent()) {
        return found;
      }
    }
    return Optional.empty();
  }

  boolean exists(EntryRef parent, Name name) {
    return parent.dataFolders().stream().anyMatch(folder -> files.exists(name.in(folder)));
  }

  /** Removes the child from every folder and returns whether it was in one. */
  boolean delete(EntryRef parent, Name name) {
    boolean there = false;
    for (String folder : parent.dataFolders()) {
      String path = name.in(folder);
      there |= files.delete(path);
      index.remove(path);
    }
    return there;
  }

  /** Removes the children below the key, all if that is empty, and returns their paths. */
  List<String> deleteAll(EntryRef parent, String dataKey) {
    List<String> deleted = new ArrayList<>();
    for (Child child : list(parent, dataKey, true)) {
      if (files.delete(child.path())) {
        deleted.add(child.path());
      }
      index.remove(child.path());
    }
    return deleted;
  }

  /** A child that was found. */
  record Child(String path, String dataKey, String fileId, String extension, long size) {

    String type() {
      return switch (extension) {
        case "txt" -> "string";
        case "bin" -> "binary";
        default -> "json";
      };
    }

    Map<String, @Nullable Object> toJson() {
      return Json.object(
          "data_file_id", fileId,
          "data_key", dataKey,
          "data_type", type(),
          "file_path", path,
          "file_size", size,
          "extension", extension);
    }
  }

  /**
   * Returns the children in the folder of the key, once for each data folder of the entry.
   *
   * @param recursive whether to return those in folders inside of it as well
   */
  List<Child> list(EntryRef parent, String dataKey, boolean recursive) {
    String inside = Identifiers.childFolder(dataKey);
    List<Child> found = new ArrayList<>();
    for (String folder : parent.dataFolders()) {
      String from = inside.isEmpty() ? folder : folder + "/" + inside;
      for (String path : index.below(from)) {
        if (recursive || path.indexOf('/', from.length() + 1) < 0) {
          child(folder, path).ifPresent(found::add);
        }
      }
    }
    return found;
  }

  private Optional<Child> child(String folder, String path) {
    String relative = path.substring(folder.length() + 1);
    int dot = relative.lastIndexOf('.');
    int slash = relative.lastIndexOf('/');
    if (dot <= slash
        || !EXTENSIONS.contains(relative.substring(dot + 1))
        || isOfAnotherEntry(folder, path)) {
      return Optional.empty();
    }
    long size = files.size(path);
    if (size < 0) {
      index.remove(path);
      return Optional.empty();
    }
    return Optional.of(
        new Child(
            path,
            slash < 0 ? "" : relative.substring(0, slash),
            relative.substring(slash + 1, dot),
            relative.substring(dot + 1),
            size));
  }

  /** Returns whether the file is one of an entry whose key leads into this one's data folder. */
  private boolean isOfAnotherEntry(String folder, String path) {
    if (files.exists(path + ".config")) {
      return true;
    }
    for (int at = path.indexOf("/data/", folder.length());
        at >= 0;
        at = path.indexOf("/data/", at + 1)) {
      String entry = path.substring(0, at);
      if (files.exists(entry + ".json.config") || files.exists(entry + ".bin.config")) {
        return true;
      }
    }
    return false;
  }
}
