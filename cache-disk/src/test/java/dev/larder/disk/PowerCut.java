package dev.larder.disk;

import dev.larder.disk.RecordingMedium.Created;
import dev.larder.disk.RecordingMedium.Deleted;
import dev.larder.disk.RecordingMedium.Event;
import dev.larder.disk.RecordingMedium.Forced;
import dev.larder.disk.RecordingMedium.Inode;
import dev.larder.disk.RecordingMedium.Renamed;
import dev.larder.disk.RecordingMedium.Resized;
import dev.larder.disk.RecordingMedium.Synced;
import dev.larder.disk.RecordingMedium.Written;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * What a power cut may leave: all that was synced, and of the rest any part. Bytes are safe once
 * their file was forced after them, names once their directory was synced after them; a write that
 * was not forced may be there, or its beginning, or nothing, whatever came before or after it.
 */
final class PowerCut {

  private final List<Event> events;
  private final int end;
  private final Random random;
  private final Map<Path, Inode> names = new HashMap<>();
  private final Map<Inode, byte[]> contents = new HashMap<>();

  PowerCut(List<Event> events, int end, Random random) {
    this.events = events;
    this.end = end;
    this.random = random;
  }

  /** Writes what is left of one directory into another, which is empty. */
  void leave(Path from, Path to) throws IOException {
    for (int i = 0; i < end; i++) {
      apply(i);
    }
    for (Map.Entry<Path, Inode> file : names.entrySet()) {
      String name = file.getKey().getFileName().toString();
      if (!name.equals("control") && !name.equals("lock")) {
        Path target = to.resolve(from.relativize(file.getKey()));
        Files.createDirectories(target.getParent());
        Files.write(target, contents.getOrDefault(file.getValue(), new byte[0]));
      }
    }
  }

  private void apply(int i) {
    Event event = events.get(i);
    if (event instanceof Created created) {
      if (isNameSafe(created.name(), i) || random.nextBoolean()) {
        names.put(created.name(), created.inode());
      }
    } else if (event instanceof Renamed renamed) {
      boolean there = names.containsKey(renamed.from());
      if (there && (isNameSafe(renamed.to(), i) || random.nextBoolean())) {
        names.put(renamed.to(), names.remove(renamed.from()));
      }
    } else if (event instanceof Deleted deleted) {
      if (isNameSafe(deleted.name(), i) || random.nextBoolean()) {
        names.remove(deleted.name());
      }
    } else if (event instanceof Written written) {
      write(written, isForced(written.inode(), i));
    } else if (event instanceof Resized resized) {
      if (isForced(resized.inode(), i) || random.nextBoolean()) {
        contents.merge(
            resized.inode(),
            new byte[(int) resized.size()],
            (old, empty) -> Arrays.copyOf(old, empty.length));
      }
    }
  }

  private void write(Written written, boolean forced) {
    int length = forced || random.nextBoolean() ? written.bytes().capacity() : 0;
    if (!forced && length > 0 && random.nextBoolean()) {
      length = random.nextInt(length);
    }
    byte[] content = contents.getOrDefault(written.inode(), new byte[0]);
    int position = (int) written.position();
    if (position + length > content.length) {
      content = Arrays.copyOf(content, position + length);
    }
    written.bytes().get(0, content, position, length);
    contents.put(written.inode(), content);
  }

  private boolean isForced(Inode inode, int after) {
    return events.subList(after, end).stream()
        .anyMatch(event -> event instanceof Forced forced && forced.inode() == inode);
  }

  private boolean isNameSafe(Path name, int after) {
    return events.subList(after, end).stream()
        .anyMatch(
            event ->
                event instanceof Synced synced
                    && synced.directory().normalize().equals(name.getParent().normalize()));
  }
}
