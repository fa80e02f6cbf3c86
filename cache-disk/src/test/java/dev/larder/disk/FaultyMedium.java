package dev.larder.disk;

import java.io.IOException;
import java.nio.MappedByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/** The real file system, until a test makes calls fail. */
final class FaultyMedium implements Medium {

  /** What can fail. */
  enum Call {
    WRITE,
    FORCE,
    RENAME,
    OPEN,
    RESIZE,
    DELETE,
    /** Before it is asked which file has that name. */
    LOOK,
    SYNC_DIRECTORY,
    /** Before a file is mapped. */
    MAP,
    /** After a file was mapped. */
    MAPPED
  }

  private final Medium real = new RealMedium();
  private volatile BiFunction<Call, Path, @Nullable String> fault = (call, file) -> null;
  private boolean synced = true;
  private @Nullable String type;

  /** Returns one that says that it is a file system of that type. */
  static FaultyMedium ofType(String type) {
    FaultyMedium medium = new FaultyMedium();
    medium.type = type;
    return medium;
  }

  /** Returns one that brings nothing to the medium, for tests of many stores that nobody keeps. */
  static FaultyMedium unsynced() {
    FaultyMedium medium = new FaultyMedium();
    medium.synced = false;
    return medium;
  }

  /** Makes calls fail for which the function returns a message. */
  void fail(BiFunction<Call, Path, @Nullable String> fault) {
    this.fault = fault;
  }

  /**
   * Makes calls of this thread fail, and no other's: the one that compacts makes calls each second,
   * which on a slow machine may be in the middle of what is tested.
   */
  void failHere(BiFunction<Call, Path, @Nullable String> fault) {
    Thread here = Thread.currentThread();
    fail((call, file) -> Thread.currentThread() == here ? fault.apply(call, file) : null);
  }

  /** Returns whether this is the thread that compacts. */
  static boolean isMaintenance() {
    return Thread.currentThread().getName().equals("larder-disk-compaction");
  }

  void heal() {
    fail((call, file) -> null);
  }

  private void meet(Call call, Path file) throws IOException {
    String message = fault.apply(call, file);
    if (message != null) {
      throw new IOException(message);
    }
  }

  @Override
  public void createDirectory(Path directory) throws IOException {
    real.createDirectory(directory);
  }

  @Override
  public String type(Path directory) {
    return type == null ? real.type(directory) : type;
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
    meet(Call.LOOK, file);
    return real.identity(file);
  }

  @Override
  public OpenFile open(Path file) throws IOException {
    meet(Call.OPEN, file);
    return new FaultyFile(file, real.open(file));
  }

  @Override
  public OpenFile openReadOnly(Path file) throws IOException {
    return real.openReadOnly(file);
  }

  @Override
  public MappedByteBuffer map(Path file, long size, boolean writable) throws IOException {
    meet(Call.MAP, file);
    MappedByteBuffer mapped = real.map(file, size, writable);
    meet(Call.MAPPED, file);
    return mapped;
  }

  @Override
  public void rename(Path from, Path to) throws IOException {
    meet(Call.RENAME, to);
    real.rename(from, to);
  }

  @Override
  public void delete(Path file) throws IOException {
    meet(Call.DELETE, file);
    real.delete(file);
  }

  @Override
  public void syncDirectory(Path directory) throws IOException {
    meet(Call.SYNC_DIRECTORY, directory);
    if (synced) {
      real.syncDirectory(directory);
    }
  }

  private final class FaultyFile implements OpenFile {

    private final Path path;
    private final OpenFile file;

    FaultyFile(Path path, OpenFile file) {
      this.path = path;
      this.file = file;
    }

    @Override
    public void write(long position, byte[] bytes, int length) throws IOException {
      try {
        meet(Call.WRITE, path);
      } catch (IOException full) {
        // A disk that fills up takes a part.
        file.write(position, bytes, length / 2);
        throw full;
      }
      file.write(position, bytes, length);
    }

    @Override
    public int read(long position, byte[] bytes) throws IOException {
      return file.read(position, bytes);
    }

    @Override
    public void force() throws IOException {
      meet(Call.FORCE, path);
      if (synced) {
        file.force();
      }
    }

    @Override
    public void resize(long size) throws IOException {
      meet(Call.RESIZE, path);
      file.resize(size);
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
