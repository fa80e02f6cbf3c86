package dev.larder.service;

import dev.larder.service.transport.RequestBody;
import dev.larder.storage.Blob;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The children of one entry: files that live beside it, each of one kind. All calls may be
 * repeated: a store writes to the same place again. Thread-safe.
 */
public final class DataCalls {

  private final ServiceCalls calls;
  private final String namespace;
  private final String cacheId;

  DataCalls(ServiceCalls calls, String namespace, String cacheId) {
    this.calls = calls;
    this.namespace = namespace;
    this.cacheId = cacheId;
  }

  private Target route(String name) {
    return Target.in(namespace).then("cache").id(cacheId).then("data").then(name);
  }

  private Target route(String name, EntryKind kind, ChildName child) {
    return child.on(route(name).then(kind.wireName()));
  }

  /**
   * Stores a child, over the one of that kind and name if there is one; empty if there is no such
   * entry.
   *
   * @param value UTF-8 for a text, the document for JSON, which is an object. Bytes must not be
   *     empty
   */
  public Optional<StoredChild> store(EntryKind kind, ChildName child, Blob value) {
    return store(kind, child, Bodies.of(kind, value));
  }

  /** Stores a child as it is read, like {@link #store(EntryKind, ChildName, Blob)}. */
  public Optional<StoredChild> store(EntryKind kind, ChildName child, RequestBody value) {
    return calls
        .findObject(ServiceCall.write("data store", route("store", kind, child), value))
        .map(StoredChild::of);
  }

  /** Stores a child under a new file id; empty if there is no such entry. Never repeated. */
  public Optional<StoredChild> store(EntryKind kind, Blob value) {
    Target target = route("store").then(kind.wireName());
    return calls
        .findObject(ServiceCall.create("data store", target, Bodies.of(kind, value)))
        .map(StoredChild::of);
  }

  /** Stores a text; empty if there is no such entry. */
  public Optional<StoredChild> storeString(ChildName child, String text) {
    return store(EntryKind.STRING, child, Bodies.text(text));
  }

  /** Stores a JSON object, the empty one too; empty if there is no such entry. */
  public Optional<StoredChild> storeJson(ChildName child, Map<String, ?> object) {
    return store(EntryKind.JSON, child, Bodies.json(object));
  }

  private ServiceCall read(EntryKind kind, ChildName child) {
    return ServiceCall.get("data retrieve", child.on(route(kind.wireName())));
  }

  private static String typeOf(EntryKind kind) {
    return switch (kind) {
      case STRING -> ServiceAnswer.TEXT;
      case JSON -> ServiceAnswer.JSON;
      case BINARY -> ServiceAnswer.BYTES;
    };
  }

  /** Returns the bytes of a child; empty if it or its entry is not there. */
  public Optional<Blob> load(EntryKind kind, ChildName child) {
    return calls.find(read(kind, child), typeOf(kind)).map(ServiceAnswer::body);
  }

  /** Returns the bytes of a child, to be read as they arrive; empty as {@link #load}. */
  public Optional<ServiceBody> open(EntryKind kind, ChildName child) {
    return calls.open(read(kind, child), typeOf(kind));
  }

  /** Returns a text; empty if it or its entry is not there. */
  public Optional<String> string(ChildName child) {
    return load(EntryKind.STRING, child).map(Blob::toText);
  }

  /** Returns a JSON object; empty if it or its entry is not there. */
  public Optional<Map<String, @Nullable Object>> json(ChildName child) {
    return calls.findObject(read(EntryKind.JSON, child)).map(JsonFields::toMap);
  }

  /** Returns whether there is such a child. */
  public boolean exists(EntryKind kind, ChildName child) {
    return calls
        .object(ServiceCall.get("data exists", route("exists", kind, child)))
        .flag("exists");
  }

  /**
   * Returns the children; empty if there is no such entry.
   *
   * @param folder the folder to list, or the empty text for all
   * @param recursive whether those in folders of the folder are listed, too
   */
  public Optional<ChildList> list(String folder, boolean recursive) {
    Target target = route("list");
    if (!folder.isEmpty()) {
      target.path("folder", folder);
    }
    if (!recursive) {
      target.query("recursive", "false");
    }
    return calls.findObject(ServiceCall.get("data list", target)).map(ChildList::of);
  }

  /** Writes over a child; empty if it or its entry is not there. */
  public Optional<UpdatedChild> update(EntryKind kind, ChildName child, Blob value) {
    Target target = route("update", kind, child);
    return calls
        .findObject(ServiceCall.write("data update", target, Bodies.of(kind, value)))
        .map(UpdatedChild::of);
  }

  /** Deletes a child; false if it or its entry was not there. */
  public boolean delete(EntryKind kind, ChildName child) {
    return calls.find(ServiceCall.delete("data delete", route("delete", kind, child))).isPresent();
  }

  /**
   * Deletes all children.
   *
   * @param folder the folder whose children to delete, or the empty text for all
   */
  public DeletedChildren deleteAll(String folder) {
    Target target = route("delete/all");
    if (!folder.isEmpty()) {
      target.path("folder", folder);
    }
    return DeletedChildren.of(calls.object(ServiceCall.delete("data delete all", target)));
  }
}
