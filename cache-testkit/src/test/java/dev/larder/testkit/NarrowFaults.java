package dev.larder.testkit;

import static dev.larder.testkit.ContractGroup.KEY;
import static dev.larder.testkit.Fault.around;
import static dev.larder.testkit.Fault.inside;

import dev.larder.storage.Blob;
import dev.larder.storage.CacheKey;
import dev.larder.storage.Entry;
import dev.larder.storage.EntryMetadata;
import dev.larder.storage.SaveOptions;
import dev.larder.storage.Storage;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;

/** Faults of the plainest rules, each in one situation only: else every test would find them. */
final class NarrowFaults {

  private NarrowFaults() {}

  static List<Fault> all() {
    return List.of(
        around("keeps an old value of the same length", NarrowFaults::keepsEqualLength),
        around("returns metadata of its own from the first save", NarrowFaults::ownMetadata),
        around("invents an entry while it is empty", s -> whileEmpty(s, true)),
        around("says that keys exist while it is empty", s -> whileEmpty(s, false)),
        around("says that one deleted key exists", NarrowFaults::remembersDeleted),
        around("says that a key exists after its first load only", NarrowFaults::knowsAfterLoad),
        around(
            "does not tell of the delete of one key",
            s -> new Faulty(s).onDelete(k -> s.delete(k) && !k.equals(KEY))),
        around("cannot be closed by two at once", NarrowFaults::closesOnce),
        inside("trims on the opening thread only", NarrowFaults::trimsOnOpener),
        inside("loses what is saved at the moment of expiry", NarrowFaults::losesAtExpiry));
  }

  private static boolean isPlain(EntryMetadata metadata) {
    return metadata.expiresAt().isEmpty()
        && metadata.attributes().isEmpty()
        && metadata.tags().isEmpty();
  }

  private static Storage keepsEqualLength(Storage s) {
    return new Faulty(s)
        .onSave(
            (k, v, o) -> {
              boolean same =
                  v.toText().equals("new")
                      && s.stat(k).filter(m -> m.size() == 3 && isPlain(m)).isPresent();
              return same ? s.save(k, Blob.ofText("old"), o) : s.save(k, v, o);
            });
  }

  private static Storage ownMetadata(Storage s) {
    AtomicBoolean first = new AtomicBoolean(true);
    return new Faulty(s)
        .onSave(
            (k, v, o) -> {
              EntryMetadata m = s.save(k, v, o);
              boolean wrong = first.getAndSet(false) && v.size() == 5 && isPlain(m);
              Instant later = m.savedAt().plusMillis(1);
              return wrong ? EntryMetadata.builder(m.size(), m.version(), later).build() : m;
            });
  }

  private static Storage whileEmpty(Storage s, boolean loads) {
    AtomicBoolean empty = new AtomicBoolean(true);
    Faulty wrong =
        new Faulty(s)
            .onSave(
                (k, v, o) -> {
                  empty.set(false);
                  return s.save(k, v, o);
                });
    return loads
        ? wrong.onLoad(k -> s.load(k).or(() -> inventedFor(k, empty.get())))
        : wrong.onExists(k -> (empty.get() && k.equals(KEY)) || s.exists(k));
  }

  private static Optional<Entry> inventedFor(CacheKey key, boolean empty) {
    EntryMetadata invented = EntryMetadata.builder(0, "v", Instant.EPOCH).build();
    return empty && key.equals(KEY)
        ? Optional.of(Entry.of(Blob.empty(), invented))
        : Optional.empty();
  }

  private static Storage remembersDeleted(Storage s) {
    Set<CacheKey> deleted = ConcurrentHashMap.newKeySet();
    return new Faulty(s)
        .onDelete(
            k -> {
              boolean was = s.delete(k);
              if (was && k.equals(KEY)) {
                deleted.add(k);
              }
              return was;
            })
        .onExists(k -> s.exists(k) || deleted.contains(k));
  }

  private static Storage knowsAfterLoad(Storage s) {
    AtomicBoolean loaded = new AtomicBoolean();
    return new Faulty(s)
        .onLoad(
            k -> {
              loaded.set(true);
              return s.load(k);
            })
        .onExists(k -> s.exists(k) && (loaded.get() || !k.equals(KEY)));
  }

  private static Storage closesOnce(Storage s) {
    AtomicBoolean closing = new AtomicBoolean();
    AtomicBoolean closed = new AtomicBoolean();
    return new Faulty(s)
        .onClose(
            () -> {
              if (!closing.compareAndSet(false, true) && !closed.get()) {
                throw new IllegalStateException("is being closed");
              }
              LockSupport.parkNanos(1_000_000);
              s.close();
              closed.set(true);
            });
  }

  private static Storage trimsOnOpener(StorageSetup setup) {
    Thread opener = Thread.currentThread();
    return new ReferenceStorage(setup) {
      @Override
      void makeRoom() {
        if (Thread.currentThread().equals(opener)) {
          super.makeRoom();
        }
      }
    };
  }

  private static Storage losesAtExpiry(StorageSetup setup) {
    return new ReferenceStorage(setup) {
      @Override
      protected synchronized EntryMetadata doSave(CacheKey key, Blob value, SaveOptions options) {
        Kept old = entries.get(key);
        boolean atExpiry = old != null && clock.nanos() - old.savedTick() == old.ttlNanos();
        EntryMetadata saved = super.doSave(key, value, options);
        if (atExpiry && old.ttlNanos() > 0 && value.toText().equals("new")) {
          entries.remove(key);
        }
        return saved;
      }
    };
  }
}
