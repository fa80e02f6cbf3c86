package dev.larder.service;

import dev.larder.storage.CacheException;
import dev.larder.storage.CacheException.Code;
import dev.larder.storage.CacheKey;
import dev.larder.storage.Namespace;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Finds the keys of a namespace by listing entries and their children. Thread-safe. */
final class ListedKeys {

  private static final int MOST_LONG_NAMES = 10_000;
  private static final Set<String> LISTING_MODES = Set.of("memory", "s3");

  private final CacheServiceClient client;
  private final EntryChildren children;
  private final EntryName own;
  private final ValueFormat format;
  // A hash stands for one name for ever.
  private final Map<String, String> longNames = new ConcurrentHashMap<>();

  ListedKeys(CacheServiceClient client, EntryChildren children, EntryName own, ValueFormat format) {
    this.client = client;
    this.children = children;
    this.own = own;
    this.format = format;
  }

  /**
   * Returns the names that begin with the prefix, sorted, with where they are. Each child is listed
   * once, however many kinds and copies there are of it.
   *
   * @param prefix the leading parts, ending with a slash; empty for all
   * @throws CacheException {@code UNSUPPORTED} if the service cannot list
   */
  NavigableMap<String, ChildAddress> find(Namespace namespace, String prefix) {
    NavigableMap<String, ChildAddress> found = new TreeMap<>();
    for (EntryAddress entry : entries(namespace, prefix)) {
      String start = start(entry);
      String rest = prefix.length() > start.length() ? prefix.substring(start.length()) : "";
      explained(() -> collect(entry, rest, at -> found.put(start + at.name(), at)));
    }
    found.keySet().removeIf(name -> !name.startsWith(prefix));
    return found;
  }

  /** Returns the names of one entry with where they are. */
  Map<String, ChildAddress> of(EntryAddress entry) {
    Map<String, ChildAddress> found = new HashMap<>();
    explained(() -> collect(entry, "", at -> found.put(start(entry) + at.name(), at)));
    return found;
  }

  private String start(EntryAddress entry) {
    return entry.name().equals(own) ? "" : entry.name().prefix();
  }

  /**
   * Returns the entries that may have keys with that prefix, which ends with a slash or is empty.
   *
   * @throws CacheException {@code UNSUPPORTED} if the service cannot list
   */
  List<EntryAddress> entries(Namespace namespace, String prefix) {
    List<EntryAddress> entries = new ArrayList<>();
    explained(() -> entries.addAll(found(namespace, prefix)));
    return entries;
  }

  private List<EntryAddress> found(Namespace namespace, String prefix) {
    EntryName only = ChildAddress.entry(prefix + "x", own);
    if (only != null) {
      return List.of(new EntryAddress(namespace, only));
    }
    List<EntryAddress> entries = new ArrayList<>();
    entries.add(new EntryAddress(namespace, own));
    if (!prefix.startsWith(EntryName.SESSIONS) && !prefix.isEmpty()) {
      return entries;
    }
    String root =
        ChildAddress.serviceNamespace(namespace) + "/data/key-based/" + EntryName.SESSIONS;
    for (String session : folders(root)) {
      if ((EntryName.SESSIONS + session + EntryName.TARGETS).startsWith(prefix)) {
        for (String target : folders(root + session + EntryName.TARGETS)) {
          if (EntryName.isLegal(session, target) && !own.equals(new EntryName(session, target))) {
            entries.add(new EntryAddress(namespace, new EntryName(session, target)));
          }
        }
      }
    }
    return entries;
  }

  private List<String> folders(String path) {
    Target target = Target.of("/admin/storage/folders");
    target.path("path", path.substring(0, path.length() - 1));
    ServiceCall call = ServiceCall.get("folders", target);
    ServiceErrors errors = client.calls().errors();
    List<String> folders = new ArrayList<>();
    if (JsonFields.tree(errors, call, client.calls().ok(call)) instanceof List<?> list) {
      list.forEach(folder -> folders.add(String.valueOf(folder)));
    }
    return folders;
  }

  private void collect(EntryAddress entry, String prefix, Consumer<ChildAddress> found) {
    if (prefix.isEmpty()) {
      list(entry, "", true, found);
      return;
    }
    String folder = ChildPlace.folders(prefix.substring(0, prefix.length() - 1));
    if (folder.length() <= entry.room()) {
      list(entry, folder, true, found);
    }
    list(entry, ChildPlace.LONG_NAMES, false, found);
  }

  private void list(
      EntryAddress entry, String folder, boolean recursive, Consumer<ChildAddress> found) {
    List<ListedChild> listed =
        children
            .find(entry, data -> data.list(folder, recursive))
            .map(ChildList::files)
            .orElse(List.of());
    for (ListedChild each : listed) {
      if (format.isValue(each.kind())) {
        ChildPlace place = new ChildPlace(each.folder(), each.fileId());
        String name = place.isLong() ? longName(entry, place) : place.name();
        if (name != null && isKey(entry, place, name)) {
          found.accept(new ChildAddress(entry, place, name));
        }
      }
    }
  }

  /**
   * Returns whether a key leads to that place. What others wrote may have a name that is too long
   * for one, or one whose key is somewhere else.
   */
  private boolean isKey(EntryAddress entry, ChildPlace place, String name) {
    String whole = start(entry) + name;
    if (whole.length() > CacheKey.MAX_NAME_LENGTH) {
      return false;
    }
    EntryName spelledOut = ChildAddress.entry(whole, own);
    boolean ofEntry = entry.name().equals(spelledOut == null ? own : spelledOut);
    return ofEntry && ChildPlace.of(name, entry.room()).equals(place);
  }

  private @Nullable String longName(EntryAddress entry, ChildPlace place) {
    String known = longNames.get(place.file());
    if (known != null) {
      return known;
    }
    Optional<String> name =
        children
            .find(entry, data -> data.string(place.text().wire()))
            .filter(text -> place.isOf(text) && isName(entry, text));
    if (name.isPresent() && longNames.size() < MOST_LONG_NAMES) {
      longNames.put(place.file(), name.get());
    }
    return name.orElse(null);
  }

  private static boolean isName(EntryAddress entry, String text) {
    try {
      CacheKey.of(entry.namespace(), text);
      return true;
    } catch (IllegalArgumentException foreign) {
      return false;
    }
  }

  /** The original lists in two of its five modes only, and fails in the others without a word. */
  private void explained(Runnable listing) {
    try {
      listing.run();
    } catch (CacheException failure) {
      String mode = failure.code() == Code.INTERNAL ? storageMode() : "";
      if (mode.isEmpty() || LISTING_MODES.contains(mode)) {
        throw failure;
      }
      throw new CacheException(
          Code.UNSUPPORTED,
          failure.operation(),
          null,
          "the service keeps its files in mode "
              + mode
              + ", in which it cannot list; run it with memory or s3, or use Larder's own"
              + " cache service",
          failure);
    }
  }

  /** Returns the mode of the service; empty if it does not tell. */
  private String storageMode() {
    try {
      ServiceCall info = ServiceCall.get("storage info", Target.of("/server/storage/info"));
      return client.calls().object(info).text("storage_mode");
    } catch (CacheException silent) {
      return "";
    }
  }
}
