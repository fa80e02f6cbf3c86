package dev.larder.disk;

import dev.larder.storage.CacheException;
import dev.larder.storage.CacheException.Code;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

/**
 * Opens a directory: makes what is missing, reads the segments, and, if no other process has it
 * open, takes up what the last ones have left.
 */
final class Opening {

  /** How many versions may have been given that no record remembers, when the machine went down. */
  private static final long UNREMEMBERED = 1L << 26;

  private final DiskStorageConfig config;
  private final Medium medium;
  private final Layout layout;
  private final Segments segments = new Segments();
  private final Index index = new Index(segments);

  private Opening(DiskStorageConfig config, Medium medium) {
    this.config = config;
    this.medium = medium;
    this.layout = new Layout(config.root());
  }

  static Engine open(DiskStorageConfig config, Medium medium) throws IOException {
    medium.createDirectory(config.root());
    Opening opening = new Opening(config, medium);
    // Before anything is made or changed: a newer release's directory is not touched.
    StoreFormat.read(medium, opening.layout.format());
    ProcessSlot process = new ProcessSlot(opening.layout.lock());
    boolean done = false;
    try {
      Engine engine = opening.open(process);
      process.opened();
      done = true;
      return engine;
    } finally {
      if (!done) {
        process.close();
      }
    }
  }

  private Engine open(ProcessSlot process) throws IOException {
    boolean alone = process.isAlone();
    process.take();
    medium.createDirectory(layout.segments());
    medium.createDirectory(layout.large());
    Opened store =
        new Opened(medium, layout, format(), process, Control.open(medium, layout.control()));
    Publications publications = new Publications(medium, store.control(), layout, segments, index);
    StoreClock clock;
    if (alone) {
      takeUp(store.control(), publications);
      long last = Math.max(store.control().lastTime(), index.lastSavedAt());
      clock = StoreClock.first(store.control(), last, config.clock(), config.ticker());
      removeOrphans();
    } else if (!store.control().isValid()) {
      throw new CacheException(
          Code.UNAVAILABLE,
          "open",
          null,
          layout.control() + " is damaged while other processes use it; close them all");
    } else {
      join(store.control(), publications, process.slot());
      clock = StoreClock.shared(store.control(), config.ticker());
    }
    store.control().noteTime(clock.now());
    return new Engine(config, store, new Engine.Content(segments, index, publications, clock));
  }

  private StoreFormat format() throws IOException {
    StoreFormat format = StoreFormat.read(medium, layout.format());
    if (format == null) {
      format = StoreFormat.random();
      format.write(medium, layout.format());
    }
    return format;
  }

  private List<Path> segmentFiles() throws IOException {
    List<Path> files = new ArrayList<>(medium.list(layout.segments()));
    files.removeIf(file -> Layout.segmentNumber(file) <= 0);
    files.sort(Comparator.comparingInt(Layout::segmentNumber));
    return files;
  }

  /** Reads what others have published, while they go on. */
  private void join(Control control, Publications publications, int slot) throws IOException {
    long next = control.nextSegment();
    for (Path file : segmentFiles()) {
      int number = Layout.segmentNumber(file);
      Segment segment = number < next ? Segment.map(medium, file, number) : null;
      if (segment != null) {
        if (!segment.isSealed() && segment.slot() == slot) {
          // Of the process that was in this place before, which is dead.
          segment.sealForDead(medium, segment.published());
        }
        publications.addExisting(segment);
      }
    }
    publications.begin(next);
    publications.catchUp();
  }

  /** Reads everything, trusts nothing that may have been cut short, and sets the counters anew. */
  private void takeUp(Control control, Publications publications) throws IOException {
    long boot = StoreClock.boot();
    boolean sameBoot = boot != 0 && control.isValid() && control.get(Control.BOOT) == boot;
    long next = control.isValid() ? control.nextSegment() : 1;
    for (Path file : segmentFiles()) {
      next = Math.max(next, Layout.segmentNumber(file) + 1L);
      Segment segment = Segment.map(medium, file, Layout.segmentNumber(file));
      if (segment == null) {
        medium.delete(file);
      } else if (sameBoot && isEnded(segment)) {
        publications.addExisting(segment);
      } else {
        end(segment, publications.recover(segment));
      }
    }
    publications.begin(next);
    long versions = control.isValid() ? control.lastVersion() : 1;
    versions = Math.max(versions, index.lastVersion()) + (sameBoot ? 0 : UNREMEMBERED);
    control.reset(versions, next);
  }

  private static boolean isEnded(Segment segment) {
    return segment.isSealed() && segment.published() == segment.bytes.capacity();
  }

  /** Seals a segment behind its last record; removes it if there is none. */
  private void end(Segment segment, int length) throws IOException {
    if (length == Segment.HEAD) {
      segments.remove(segment.number);
      medium.delete(segment.file);
      return;
    }
    segment.sealForDead(medium, length);
  }

  /** Removes the files of large values that no record refers to, and those half written. */
  private void removeOrphans() throws IOException {
    List<Path> files = new ArrayList<>();
    for (Path directory : medium.list(layout.large())) {
      if (String.valueOf(directory.getFileName()).matches("[0-9a-f]{2}")) {
        files.addAll(medium.list(directory));
      }
    }
    files.removeIf(file -> Layout.largeId(file) < 0);
    boolean drafts = files.stream().anyMatch(file -> file.toString().endsWith(".tmp"));
    if (!drafts && files.size() == index.totals().files()) {
      return;
    }
    Set<Long> alive = index.largeIds();
    for (Path file : files) {
      boolean finished = file.toString().endsWith(".val");
      if (!finished || !alive.contains(Layout.largeId(file))) {
        medium.delete(file);
      }
    }
  }
}
