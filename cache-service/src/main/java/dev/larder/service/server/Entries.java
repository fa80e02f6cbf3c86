package dev.larder.service.server;

import dev.larder.storage.Blob;
import dev.larder.storage.SaveRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The entries: their files, their references, and what is done to all of these together.
 *
 * <p>The reference by id is written last and removed last: an id that is found has everything. A
 * store that was interrupted leaves files that nothing refers to.
 */
final class Entries {

  private final FileTree files;
  private final HashChain hashes;
  private final Children children;
  private final boolean keepChildren;
  private final EntryLocks locks;

  Entries(
      FileTree files, HashChain hashes, Children children, EntryLocks locks, boolean keepChildren) {
    this.files = files;
    this.hashes = hashes;
    this.children = children;
    this.locks = locks;
    this.keepChildren = keepChildren;
  }

  /**
   * An entry that was stored, or was there.
   *
   * @param size the bytes of its content
   */
  record Stored(EntryRef ref, long size) {

    Map<String, @Nullable Object> toJson() {
      return Json.object(
          "cache_id", ref.id(),
          "cache_hash", ref.hash(),
          "namespace", ref.namespace(),
          "paths", ref.paths(),
          "size", size);
    }
  }

  /** Stores the entry, or finds the one that is there if that is what is asked for. */
  Stored store(NewEntry entry, Upload upload) {
    return locks.changing(
        entry.namespace(),
        entry.dirs().get(0) + "/" + entry.fileId(),
        () ->
            locks.changingHash(entry.namespace(), upload.hash(), () -> storeAlone(entry, upload)));
  }

  /** Stores content that is at hand under its hash, as {@link #store(NewEntry, Upload)} does. */
  Stored store(NewEntry entry, Blob content, String hash) {
    try (Upload upload = Upload.of(entry.ref(hash, "").contentFiles(), content, hash)) {
      return store(entry, upload);
    }
  }

  private Stored storeAlone(NewEntry entry, Upload upload) {
    if (entry.onlyIfAbsent()) {
      Optional<EntryRef> there = findLatest(entry.namespace(), upload.hash());
      if (there.isPresent()) {
        return new Stored(there.get(), Math.max(0, files.size(there.get().contentFile())));
      }
    }
    return write(entry, upload);
  }

  private Stored write(NewEntry entry, Upload upload) {
    EntryRef whole = entry.ref(upload.hash(), "cm");
    boolean hadConfig = entry.mayOverwrite() && isThere(whole, ".config");
    boolean hadMetadata = entry.mayOverwrite() && isThere(whole, ".metadata");
    EntryRef ref = entry.ref(upload.hash(), (hadConfig ? "" : "c") + (hadMetadata ? "" : "m"));
    List<SaveRequest> writes = new ArrayList<>(8);
    upload.write(files, writes);
    // Again even if it was there: it must not reach the end of its time before the rest does.
    Blob config = Documents.config(entry);
    Blob metadata = Documents.metadata(entry, upload);
    for (String content : ref.contentFiles()) {
      writes.add(files.write(content + ".config", config));
      writes.add(files.write(content + ".metadata", metadata));
    }
    HashChain.Member member = new HashChain.Member(ref.id(), ref.timestamp());
    writes.addAll(hashes.add(ref.namespace(), ref.hash(), member));
    files.saveAll(writes);
    files.save(ref.idFile(), ref.toBlob());
    return new Stored(ref, upload.size());
  }

  private boolean isThere(EntryRef ref, String suffix) {
    return ref.contentFiles().stream().anyMatch(content -> files.exists(content + suffix));
  }

  /** Returns the entry of that id. */
  Optional<EntryRef> find(String namespace, String id) {
    return files.read(EntryRef.idFile(namespace, id)).map(kept -> EntryRef.of(namespace, id, kept));
  }

  /** Returns the latest entry of that hash. */
  Optional<EntryRef> findLatest(String namespace, String hash) {
    Optional<String> latest = hashes.latest(namespace, hash);
    Optional<EntryRef> found = latest.flatMap(id -> find(namespace, id));
    // It may have been deleted since it was named, while another one has the hash.
    return latest.isEmpty() || found.isPresent()
        ? found
        : locks.readingHash(
            namespace,
            hash,
            () -> hashes.latest(namespace, hash).flatMap(id -> find(namespace, id)));
  }

  /** Does something while no entry of that hash comes or goes. */
  <T> T whileStaying(String namespace, String hash, Supplier<T> action) {
    return locks.readingHash(namespace, hash, action);
  }

  /**
   * Writes other content into an entry; its hash and its documents stay.
   *
   * @return whether the entry was still there; otherwise nothing is written
   */
  boolean update(EntryRef ref, Upload upload) {
    return locks.changing(
        ref.namespace(),
        lockName(ref),
        () -> {
          if (!files.exists(ref.idFile())) {
            return false;
          }
          List<SaveRequest> writes = new ArrayList<>();
          upload.write(files, writes);
          if (!writes.isEmpty()) {
            files.saveAll(writes);
          }
          return true;
        });
  }

  /**
   * Removes an entry: first its place in its hash, so that who asks for that gets another one, then
   * its files and children, and last its reference. Files that were not there are told apart.
   * Returns empty if there is no such entry.
   */
  Optional<Deleted> delete(String namespace, String id) {
    Optional<EntryRef> found = find(namespace, id);
    if (found.isEmpty()) {
      return Optional.empty();
    }
    EntryRef ref = found.get();
    return locks.changing(
        namespace,
        lockName(ref),
        () -> locks.changingHash(namespace, ref.hash(), () -> deleteAlone(ref)));
  }

  private Optional<Deleted> deleteAlone(EntryRef ref) {
    if (!files.exists(ref.idFile())) {
      return Optional.empty();
    }
    boolean wasLast = hashes.remove(ref.namespace(), ref.hash(), ref.id());
    Deleted deleted = new Deleted(new ArrayList<>(), new ArrayList<>());
    ref.ownFiles().forEach(path -> deleted.note(path, files.delete(path)));
    if (!keepChildren) {
      deleted.paths().addAll(children.deleteAll(ref, ""));
    }
    if (wasLast) {
      deleted.note(EntryRef.hashFile(ref.namespace(), ref.hash()), true);
    }
    deleted.note(ref.idFile(), files.delete(ref.idFile()));
    return Optional.of(deleted);
  }

  /** What a delete removed, and what was not there to be removed. */
  record Deleted(List<String> paths, List<String> failed) {

    void note(String path, boolean removed) {
      (removed ? paths : failed).add(path);
    }
  }

  static String lockName(EntryRef ref) {
    return ref.dirs().get(0) + "/" + ref.fileId();
  }
}
