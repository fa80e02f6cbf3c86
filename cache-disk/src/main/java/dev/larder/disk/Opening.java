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
  private final Directories directories;
  private final Layout layout;
  private final Segments segments = new Segments();
  private final Index index = new Index(segments);

  /** Whether nobody has opened the directory before, as far as it tells. */
  private boolean isNew;

  private Opening(DiskStorageConfig config, Medium medium, Directories directories) {
    this.config = config;
    this.medium = medium;
    this.directories = directories;
    this.layout = new Layout(config.root());
  }

  /**
   * Opens the directory, which is there.
   *
   * @param directories those that were made for it
   */
  static Engine open(DiskStorageConfig config, Medium medium, Directories directories)
      throws IOException {
    NetworkFileSystems.refuse(config.root(), medium.type(config.root()));
    Opening opening = new Opening(config, medium, directories);
    // Before anything is made or changed: a newer release's directory is not touched.
    if (StoreFormat.read(medium, opening.layout.format()) == null) {
      NewerRelease.refuse(medium, opening.layout);
    }
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
    directories.make(layout.segments());
    directories.make(layout.large());
    StoreFormat format = format();
    directories.sync();
    Control control = Control.open(medium, layout.control());
    Home home = new Home(medium, layout);
    Hints hints = new Hints(medium, layout, format, process.slot());
    Opened store = new Opened(medium, layout, home, format, process, control, hints);
    Publications publications = new Publications(home, control, segments, index);
    StoreClock clock;
    if (alone) {
      takeUp(store, publications);
      long last = Math.max(control.lastTime(), index.lastSavedAt());
      clock = StoreClock.first(control, last, config.clock(), config.ticker());
      removeOrphans();
    } else if (!control.isValid()) {
      throw new CacheException(
          Code.UNAVAILABLE,
          "open",
          null,
          layout.control() + " is damaged while other processes use it; close them all");
    } else {
      join(store, publications);
      clock = StoreClock.shared(control, config.ticker());
    }
    control.noteTime(clock.now());
    control.noteOpened(process.slot());
    Engine engine =
        new Engine(config, store, new Engine.Content(segments, index, publications, clock));
    if (!alone) {
      engine.leftovers.lookSoon();
    }
    return engine;
  }

  private StoreFormat format() throws IOException {
    StoreFormat format = StoreFormat.read(medium, layout.format());
    if (format == null) {
      isNew = true;
      directories.doubt(config.root());
      format = StoreFormat.random();
      format.write(medium, layout.format());
    }
    return format;
  }

  /** Returns the files of segments among those, in the order of their numbers. */
  static List<Path> segmentFiles(List<Path> files) {
    List<Path> segments = new ArrayList<>(files);
    segments.removeIf(file -> Layout.segmentNumber(file) <= 0);
    segments.sort(Comparator.comparingInt(Layout::segmentNumber));
    return segments;
  }

  /** Reads what others have published, while they go on. */
  private void join(Opened store, Publications publications) throws IOException {
    long next = store.control().nextSegment();
    List<Hint> hinted = new ArrayList<>();
    List<Segment> others = new ArrayList<>();
    for (Path file : segmentFiles(medium.list(layout.segments()))) {
      int number = Layout.segmentNumber(file);
      Segment segment = number < next ? Segment.map(medium, file, number) : null;
      if (segment == null) {
        continue;
      }
      if (!segment.isSealed() && segment.slot() == store.process().slot()) {
        // Of the process that was in this place before, which is dead.
        segment.sealForDead(medium, segment.published());
      }
      Hint hint = segment.isSealed() ? store.hints().read(segment) : null;
      if (hint != null) {
        hinted.add(hint);
      } else {
        others.add(segment);
      }
    }
    publications.addExisting(hinted);
    for (Segment segment : others) {
      if (segment.isSealed()) {
        store.hints().later(segment);
      }
      publications.addExisting(segment);
    }
    publications.begin(next);
    // What was read here may be known to nobody else: some process, like that which was in this
    // place before, may have died when it had published, and not counted.
    store.control().countPublication();
    publications.catchUp();
  }

  /** Reads everything, trusts nothing that may have been cut short, and sets the counters anew. */
  private void takeUp(Opened store, Publications publications) throws IOException {
    Control control = store.control();
    long boot = StoreClock.boot();
    boolean sameBoot = boot != 0 && control.isValid() && control.get(Control.BOOT) == boot;
    long next = control.isValid() ? control.nextSegment() : 1;
    List<Path> files = new ArrayList<>(medium.list(layout.segments()));
    files.removeIf(medium::isForeign);
    List<Path> unusable = new ArrayList<>();
    List<Hint> hinted = new ArrayList<>();
    List<Segment> others = new ArrayList<>();
    for (Path file : segmentFiles(files)) {
      next = Math.max(next, Layout.segmentNumber(file) + 1L);
      Segment segment = Segment.map(medium, file, Layout.segmentNumber(file));
      Hint hint = segment == null ? null : store.hints().read(segment);
      if (segment == null) {
        unusable.add(file);
      } else if (hint != null && (sameBoot ? isEnded(segment) : hint.isDurable())) {
        hinted.add(hint);
      } else {
        others.add(segment);
      }
    }
    // Not before all of them were found to be of this release.
    for (Path file : unusable) {
      medium.delete(file);
    }
    takeUpHinted(hinted, publications);
    for (Segment segment : others) {
      takeUp(segment, sameBoot, publications, store.hints());
    }
    Hints.removeOrphans(medium, layout, files);
    publications.begin(next);
    long versions = control.isValid() ? control.lastVersion() : 1;
    boolean forgotten = !sameBoot && !(isNew && files.isEmpty() && !control.isValid());
    versions = Math.max(versions, index.lastVersion()) + (forgotten ? UNREMEMBERED : 0);
    control.reset(versions, next);
  }

  private void takeUpHinted(List<Hint> hints, Publications publications) throws IOException {
    for (Hint hint : hints) {
      hint.segment.durable = hint.isDurable();
      // What the segment says of itself may be older, after a power cut.
      hint.segment.recovered = (int) hint.length();
    }
    publications.addExisting(hints);
    for (Hint hint : hints) {
      if (!isEnded(hint.segment)) {
        hint.segment.sealForDead(medium, hint.length());
      }
    }
  }

  private void takeUp(Segment segment, boolean sameBoot, Publications publications, Hints hints)
      throws IOException {
    if (sameBoot && isEnded(segment)) {
      publications.addExisting(segment);
      hints.later(segment);
      return;
    }
    List<Integer> torn = new ArrayList<>();
    int length = publications.recover(segment, torn);
    if (length == Segment.HEAD) {
      segments.remove(segment.number);
      hints.remove(segment.number);
      medium.delete(segment.file);
    } else {
      segment.sealForDead(medium, length, torn);
      hints.later(segment);
    }
  }

  private static boolean isEnded(Segment segment) {
    return segment.isSealed() && segment.published() == segment.bytes.capacity();
  }

  /** Removes the files of large values that no record refers to, and those half written. */
  private void removeOrphans() throws IOException {
    for (Path file : medium.list(layout.large())) {
      if (Layout.draftSlot(file) >= 0) {
        medium.delete(file);
      }
    }
    List<Path> files = Leftovers.largeFiles(medium, layout);
    if (files.size() == index.totals().files()) {
      return;
    }
    Set<Long> alive = index.largeIds();
    for (Path file : files) {
      if (!alive.contains(Layout.largeId(file))) {
        medium.delete(file);
      }
    }
  }
}
