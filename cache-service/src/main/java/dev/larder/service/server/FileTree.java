package dev.larder.service.server;

import dev.larder.storage.Blob;
import dev.larder.storage.BlobReader;
import dev.larder.storage.BlobWriter;
import dev.larder.storage.CacheKey;
import dev.larder.storage.Capability;
import dev.larder.storage.Entry;
import dev.larder.storage.KeyPage;
import dev.larder.storage.KeyQuery;
import dev.larder.storage.Namespace;
import dev.larder.storage.SaveOptions;
import dev.larder.storage.SaveRequest;
import dev.larder.storage.Storage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Files by path on a storage: the tree that the original keeps its entries in.
 *
 * <p>Paths come from names that clients choose. A path has no {@code %}, so that is what stands for
 * the parts that a key cannot have: an empty one is {@code %}, a dot {@code %.}. What begins with
 * another {@code %} is not in the tree, and not listed.
 */
final class FileTree {

  private static final Namespace NAMESPACE = Namespace.of("cache-service");
  private static final int PAGE = 10_000;

  private static final Set<Capability> NEEDED =
      Set.of(Capability.LISTING, Capability.STREAMING, Capability.EMPTY_VALUES);

  private final Storage storage;
  private final SaveOptions options;

  /**
   * Makes the tree on the storage.
   *
   * @param ttl how long a file lives after it was written, or null for ever
   */
  FileTree(Storage storage, @Nullable Duration ttl) {
    this.storage = storage;
    this.options = ttl == null ? SaveOptions.defaults() : SaveOptions.defaults().withTtl(ttl);
  }

  /**
   * Fails if no tree can be kept in the storage.
   *
   * @throws IllegalArgumentException if the storage lacks a capability
   */
  static void requireFit(Storage storage, @Nullable Duration ttl) {
    NEEDED.forEach(needed -> require(storage, needed));
    if (ttl != null) {
      require(storage, Capability.TTL);
    }
  }

  private static void require(Storage storage, Capability needed) {
    if (!storage.info().capabilities().contains(needed)) {
      throw new IllegalArgumentException(
          "storage (" + storage.info().name() + ") must have the capability " + needed);
    }
  }

  private static CacheKey key(String path) {
    return CacheKey.of(NAMESPACE, escape(path));
  }

  private static String escape(String path) {
    boolean plain =
        !path.isEmpty()
            && path.charAt(0) != '/'
            && path.charAt(0) != '.'
            && path.charAt(path.length() - 1) != '/'
            && !path.contains("//")
            && !path.contains("/.");
    if (plain) {
      return path;
    }
    StringBuilder escaped = new StringBuilder(path.length() + 8);
    for (String part : path.split("/", -1)) {
      escaped.append(part.isEmpty() ? "%" : part.equals(".") ? "%." : part).append('/');
    }
    return escaped.substring(0, escaped.length() - 1);
  }

  private static String unescape(String name) {
    if (name.indexOf('%') < 0) {
      return name;
    }
    StringBuilder path = new StringBuilder(name.length());
    for (String part : name.split("/", -1)) {
      path.append(part.startsWith("%") ? part.substring(1) : part).append('/');
    }
    return path.substring(0, path.length() - 1);
  }

  /** Returns the file, or empty if there is none; none is no failure of any path either. */
  Optional<Blob> read(String path) {
    return isLegal(path) ? storage.load(key(path)).map(Entry::value) : Optional.empty();
  }

  boolean exists(String path) {
    return isLegal(path) && storage.exists(key(path));
  }

  /** Returns how many bytes the file has, or -1 if there is none. */
  long size(String path) {
    return isLegal(path) ? storage.stat(key(path)).map(found -> found.size()).orElse(-1L) : -1;
  }

  /** Returns the write of that file, to be done with others. */
  SaveRequest write(String path, Blob content) {
    return new SaveRequest(key(path), content, options);
  }

  void save(String path, Blob content) {
    storage.save(key(path), content, options);
  }

  /** Does the writes, in any order. */
  void saveAll(Collection<SaveRequest> writes) {
    storage.saveAll(writes);
  }

  /** Opens a file for writing; it is there when the writer is committed. */
  BlobWriter openWrite(String path) {
    return storage.openWrite(key(path), options);
  }

  /** Opens a file for reading, or returns empty if there is none. */
  Optional<BlobReader> openRead(String path) {
    return isLegal(path) ? storage.openRead(key(path)) : Optional.empty();
  }

  /** Returns whether the size of a file is the number of its bytes. */
  boolean isExact() {
    return storage.info().capabilities().contains(Capability.EXACT_SIZE);
  }

  /** Removes the file and returns whether it was there. */
  boolean delete(String path) {
    return isLegal(path) && storage.delete(key(path));
  }

  /**
   * Hands each file below the folder to the visitor, in no order, until that returns false.
   *
   * @param folder a path without a slash at its end; empty for all
   */
  void list(String folder, Predicate<String> visitor) {
    if (folder.isEmpty() || isLegal(folder)) {
      visit(
          folder.isEmpty() ? null : escape(folder),
          key -> isHidden(key.name()) || visitor.test(unescape(key.name())));
    }
  }

  /**
   * Some of the files below a folder.
   *
   * @param paths the files
   * @param next what to ask with for those that follow; empty if none do
   */
  record Page(List<String> paths, Optional<String> next) {}

  /**
   * Returns a page of the files below the folder, in an order of the storage's own.
   *
   * @param after the {@code next} of the page before; empty for the first
   * @throws IllegalArgumentException if that comes from elsewhere
   */
  Page page(String folder, Optional<String> after, int size) {
    if (!isLegal(folder)) {
      return new Page(List.of(), Optional.empty());
    }
    KeyQuery first = KeyQuery.in(NAMESPACE).withPrefix(escape(folder)).withPageSize(size);
    KeyPage page = storage.listKeys(after.map(first::after).orElse(first));
    return new Page(
        page.keys().stream().map(key -> unescape(key.name())).toList(), page.nextCursor());
  }

  /** Removes every file below a folder that is not in the tree. */
  void clearHidden(String folder) {
    List<CacheKey> keys = new ArrayList<>();
    visit(folder, keys::add);
    storage.deleteAll(keys);
  }

  private void visit(@Nullable String prefix, Predicate<CacheKey> visitor) {
    KeyQuery query = KeyQuery.in(NAMESPACE).withPageSize(PAGE);
    KeyQuery page = prefix == null ? query : query.withPrefix(prefix);
    while (true) {
      KeyPage found = storage.listKeys(page);
      for (CacheKey key : found.keys()) {
        if (!visitor.test(key)) {
          return;
        }
      }
      if (found.nextCursor().isEmpty()) {
        return;
      }
      page = page.after(found.nextCursor().get());
    }
  }

  private static boolean isHidden(String name) {
    return name.startsWith("%") && !name.startsWith("%/") && !name.startsWith("%./");
  }

  /** Returns whether a file can have that path at all. */
  private static boolean isLegal(String path) {
    return !path.isEmpty()
        && path.length() <= Identifiers.MAX_PATH
        && !(path.contains("..") && hasParent(path));
  }

  private static boolean hasParent(String path) {
    for (String part : path.split("/", -1)) {
      if (part.equals("..")) {
        return true;
      }
    }
    return false;
  }

  /** Returns the storage that it is on. */
  Storage storage() {
    return storage;
  }
}
