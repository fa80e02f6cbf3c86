package dev.larder.disk;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The real file system, and a list of what was done to it. What is written through mappings is not
 * in the list: nothing that has to survive a power cut is.
 */
final class RecordingMedium implements Medium {

  /** A file, whatever its name is. */
  static final class Inode {}

  /** Something that was done. */
  sealed interface Event {}

  record Created(Path name, Inode inode) implements Event {}

  record Written(Inode inode, long position, ByteBuffer bytes) implements Event {}

  record Resized(Inode inode, long size) implements Event {}

  record Forced(Inode inode) implements Event {}

  record Renamed(Path from, Path to) implements Event {}

  record Deleted(Path name) implements Event {}

  record Synced(Path directory) implements Event {}

  /** A note of the test's own. */
  record Noted(Object note) implements Event {}

  private final Medium real = new RealMedium();
  private final Map<Path, Inode> names = new HashMap<>();
  final List<Event> events = new ArrayList<>();

  synchronized void note(Object note) {
    events.add(new Noted(note));
  }

  @Override
  public void createDirectory(Path directory) throws IOException {
    real.createDirectory(directory);
  }

  @Override
  public String type(Path directory) {
    return real.type(directory);
  }

  @Override
  public List<Path> list(Path directory) throws IOException {
    return real.list(directory);
  }

  @Override
  public boolean exists(Path file) {
    return real.exists(file);
  }

  @Override
  public boolean isForeign(Path file) {
    return real.isForeign(file);
  }

  @Override
  public @Nullable Object identity(Path file) throws IOException {
    return real.identity(file);
  }

  @Override
  public synchronized OpenFile open(Path file) throws IOException {
    OpenFile open = real.open(file);
    Inode inode = names.get(file);
    if (inode == null) {
      inode = new Inode();
      names.put(file, inode);
      events.add(new Created(file, inode));
    }
    return new RecordingFile(inode, open);
  }

  @Override
  public OpenFile openReadOnly(Path file) throws IOException {
    return real.openReadOnly(file);
  }

  @Override
  public MappedByteBuffer map(Path file, long size, boolean writable) throws IOException {
    return real.map(file, size, writable);
  }

  @Override
  public synchronized void rename(Path from, Path to) throws IOException {
    real.rename(from, to);
    names.put(to, names.remove(from));
    events.add(new Renamed(from, to));
  }

  @Override
  public synchronized void delete(Path file) throws IOException {
    real.delete(file);
    names.remove(file);
    events.add(new Deleted(file));
  }

  @Override
  public void syncDirectory(Path directory) throws IOException {
    real.syncDirectory(directory);
    add(new Synced(directory));
  }

  private synchronized void add(Event event) {
    events.add(event);
  }

  private final class RecordingFile implements OpenFile {

    private final Inode inode;
    private final OpenFile file;

    RecordingFile(Inode inode, OpenFile file) {
      this.inode = inode;
      this.file = file;
    }

    @Override
    public void write(long position, byte[] bytes, int length) throws IOException {
      file.write(position, bytes, length);
      add(new Written(inode, position, ByteBuffer.wrap(Arrays.copyOf(bytes, length))));
    }

    @Override
    public int read(long position, byte[] bytes) throws IOException {
      return file.read(position, bytes);
    }

    @Override
    public void force() throws IOException {
      file.force();
      add(new Forced(inode));
    }

    @Override
    public void resize(long size) throws IOException {
      file.resize(size);
      add(new Resized(inode, size));
    }

    @Override
    public long size() throws IOException {
      return file.size();
    }

    @Override
    public void close() throws IOException {
      file.close();
    }
  }
}
