package dev.larder.service.server;

import dev.larder.storage.Storage;
import java.nio.charset.CharacterCodingException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What the routes work on. */
final class Engine {

  private final FileTree files;
  private final HashChain hashes;
  private final Children children;
  private final Entries entries;
  private final EntryLocks locks = new EntryLocks();
  private final Limits limits;
  private final Room room;
  private final InstantSource clock;
  private final @Nullable Duration ttl;

  Engine(CacheServerConfig config, Storage storage) {
    this.limits = config.limits();
    this.room = new Room(config.maxDocument());
    this.clock = config.clock();
    this.ttl = config.ttl().orElse(null);
    this.files = new FileTree(storage, ttl);
    this.hashes = new HashChain(files, locks, this::isOver);
    this.children = new Children(files, locks);
    this.entries = new Entries(files, hashes, children, locks, config.keepChildren());
  }

  FileTree files() {
    return files;
  }

  HashChain hashes() {
    return hashes;
  }

  Children children() {
    return children;
  }

  Entries entries() {
    return entries;
  }

  EntryLocks locks() {
    return locks;
  }

  Limits limits() {
    return limits;
  }

  Room room() {
    return room;
  }

  Instant now() {
    return clock.instant();
  }

  long millis() {
    return clock.millis();
  }

  private boolean isOver(long storedAt) {
    return ttl != null && storedAt + ttl.toMillis() <= millis();
  }

  /** Returns the hours that an entry lives; what the original says if it lives for ever. */
  long ttlHours() {
    return ttl == null ? 24 : ttl.toHours();
  }

  /** Returns the document beside the content of the entry; empty if there is none any more. */
  Optional<Map<?, ?>> metadata(EntryRef ref) {
    return document(ref.metadataFile());
  }

  /** Returns a JSON object in a file; empty if there is none. */
  Optional<Map<?, ?>> document(String path) {
    return files
        .read(path)
        .flatMap(
            blob -> {
              try {
                return Json.parse(blob.toByteArray()) instanceof Map<?, ?> map
                    ? Optional.<Map<?, ?>>of(map)
                    : Optional.empty();
              } catch (CharacterCodingException | Json.Broken noDocument) {
                return Optional.empty();
              }
            });
  }

  /** Returns what the entry holds; empty if its content is gone. */
  Optional<Value> value(EntryRef ref) {
    return files
        .read(ref.contentFile())
        .map(
            content ->
                ref.isBinary()
                    ? Value.ofBytes(content, isPacked(ref), limits.maxDocument())
                    : Value.ofDocument(content));
  }

  /** Returns whether the content is gzip that readers get unpacked. */
  boolean isPacked(EntryRef ref) {
    return "gzip".equals(described(ref).get("content_encoding"));
  }

  /** Returns what the document beside the content says of the entry; empty if there is none. */
  Map<?, ?> described(EntryRef ref) {
    Optional<Map<?, ?>> document = metadata(ref);
    return document.isPresent() && document.get().get("data") instanceof Map<?, ?> data
        ? data
        : Map.of();
  }
}
