package dev.larder.disk;

import dev.larder.storage.CacheKey;
import dev.larder.storage.EntryMetadata;
import dev.larder.storage.SaveOptions;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A value for a key, if the condition of the save holds. */
final class Save extends Change {

  private static final Facts NONE = new Facts(0, 0, StoredRecord.NEVER, new byte[0]);

  final CacheKey name;
  private final Payload value;
  private final SaveOptions options;
  private final Engine engine;
  private final Optional<Long> ttl;
  private final byte[] labels;
  private Facts facts = NONE;

  Save(CacheKey name, Payload value, SaveOptions options, Engine engine) {
    super(KeyBytes.of(name));
    this.name = name;
    this.value = value;
    this.options = options;
    this.engine = engine;
    this.ttl = options.ttl().map(Duration::toMillis);
    this.labels = LabelBytes.of(options);
  }

  @Override
  RecordBytes decide(long place, @Nullable StoredRecord current) {
    Conditions.require(
        name,
        options,
        current != null && engine.isAlive(current) ? (Long) current.version() : null);
    long now = engine.clock.now();
    long expiresAt = ttl.map(millis -> now + millis).orElse(StoredRecord.NEVER);
    facts = new Facts(engine.store.control().nextVersion(), now, expiresAt, labels);
    return value.record(key, facts);
  }

  /** Keeps the file of a large value if it was saved, else removes it; call it in any case. */
  void settle() {
    value.settle(isDone());
  }

  /** Returns what the entry is described by, once it was saved. */
  EntryMetadata metadata() {
    return DiskEntry.metadata(value.size(), facts);
  }
}
