package dev.larder.service;

import dev.larder.storage.CacheKey;
import dev.larder.storage.Namespace;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Where the value of a key is in a cache service: a child of an entry.
 *
 * @param entry the entry
 * @param child the child
 * @param name the name of the child, which is the key's or its end
 */
record ChildAddress(EntryAddress entry, ChildPlace child, String name) {

  /**
   * Returns where the key's value is: for a name that begins with {@code sessions/<session>/
   * targets/<target>/}, in the entry of these two, else in the storage's own.
   *
   * @param own the names of the storage's own entry; a key that spells them out is one like any
   *     other, lest two keys be one child
   */
  static ChildAddress of(CacheKey key, EntryName own) {
    String name = key.name();
    EntryName entry = entry(name, own);
    String rest = entry == null ? name : name.substring(entry.prefix().length());
    EntryAddress address = new EntryAddress(key.namespace(), entry == null ? own : entry);
    return new ChildAddress(address, ChildPlace.of(rest, address.room()), rest);
  }

  /** Returns the entry that the name spells out, unless it is the storage's own; null if none. */
  static @Nullable EntryName entry(String name, EntryName own) {
    EntryName entry = EntryName.in(name);
    return entry == null || entry.equals(own) ? null : entry;
  }

  /**
   * Stores the child, and before it, where only the hash of its name is in its place, the name: a
   * value without one could not be listed.
   *
   * @param call stores the child; returns empty where the entry is gone
   */
  void store(EntryChildren children, Function<DataCalls, Optional<StoredChild>> call) {
    children.store(
        entry,
        data ->
            child.isLong() && data.storeString(child.text().wire(), name).isEmpty()
                ? Optional.empty()
                : call.apply(data));
  }

  /** Returns the namespace as the service has it: it knows no dots, and we no capitals. */
  static String serviceNamespace(Namespace namespace) {
    return namespace.value().replace('.', 'P');
  }
}
