package dev.larder.disk;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.MappedByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The file system of this machine.
 *
 * <p>Bytes are written with {@link RandomAccessFile}: an interrupt closes a {@link FileChannel}
 * under all threads that use it. Where there is no way around a channel it is opened for the one
 * call, which is made again if an interrupt closed it.
 */
final class RealMedium implements Medium {

  private static final FileAttribute<?> OWNER_ONLY =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

  @Override
  public void createDirectory(Path directory) throws IOException {
    if (Files.isDirectory(directory)) {
      return;
    }
    boolean posix = directory.getFileSystem().supportedFileAttributeViews().contains("posix");
    try {
      if (posix) {
        Files.createDirectories(directory, OWNER_ONLY);
      } else {
        Files.createDirectories(directory);
      }
    } catch (FileAlreadyExistsException raced) {
      if (!Files.isDirectory(directory)) {
        throw new NotDirectoryException(directory.toString());
      }
    }
  }

  @Override
  public String type(Path directory) {
    try {
      return Files.getFileStore(directory).type();
    } catch (IOException unknown) {
      // In a container the table of mounts may not hold the directory.
      return "";
    }
  }

  @Override
  public List<Path> list(Path directory) throws IOException {
    List<Path> files = new ArrayList<>();
    try (DirectoryStream<Path> stream = Files.newDirectoryStream(directory)) {
      stream.forEach(files::add);
    } catch (NoSuchFileException | NotDirectoryException missing) {
      return List.of();
    }
    return files;
  }

  @Override
  public boolean exists(Path file) {
    return !Files.notExists(file);
  }

  @Override
  public boolean isForeign(Path file) {
    try {
      return !Files.readAttributes(file, BasicFileAttributes.class).isRegularFile();
    } catch (IOException unknown) {
      // Whoever opens it is told.
      return false;
    }
  }

  @Override
  public @Nullable Object identity(Path file) throws IOException {
    return Files.readAttributes(file, BasicFileAttributes.class).fileKey();
  }

  @Override
  public OpenFile open(Path file) throws IOException {
    return new RealFile(file, "rw");
  }

  @Override
  public OpenFile openReadOnly(Path file) throws IOException {
    return new RealFile(file, "r");
  }

  @Override
  public MappedByteBuffer map(Path file, long size, boolean writable) throws IOException {
    Set<OpenOption> options =
        writable
            ? Set.of(StandardOpenOption.READ, StandardOpenOption.WRITE)
            : Set.of(StandardOpenOption.READ);
    return withChannel(
        file,
        options,
        channel -> channel.map(writable ? MapMode.READ_WRITE : MapMode.READ_ONLY, 0, size));
  }

  @Override
  public void rename(Path from, Path to) throws IOException {
    Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  @Override
  public void delete(Path file) throws IOException {
    if (!Files.isDirectory(file)) {
      Files.deleteIfExists(file);
    }
  }

  @Override
  public void syncDirectory(Path directory) throws IOException {
    withChannel(
        directory,
        Set.of(StandardOpenOption.READ),
        channel -> {
          channel.force(true);
          return channel;
        });
  }

  @FunctionalInterface
  private interface ChannelCall<T> {
    T on(FileChannel channel) throws IOException;
  }

  private static <T> T withChannel(Path file, Set<OpenOption> options, ChannelCall<T> call)
      throws IOException {
    boolean interrupted = Thread.interrupted();
    try {
      while (true) {
        try (FileChannel channel = FileChannel.open(file, options)) {
          return call.on(channel);
        } catch (ClosedByInterruptException late) {
          interrupted |= Thread.interrupted();
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private static final class RealFile implements OpenFile {

    private final RandomAccessFile file;
    private long position;

    RealFile(Path path, String mode) throws IOException {
      this.file = new RandomAccessFile(path.toFile(), mode);
    }

    private void seek(long target) throws IOException {
      if (position != target) {
        // Anything but the target, should it fail.
        position = -1;
        file.seek(target);
        position = target;
      }
    }

    @Override
    public void write(long target, byte[] bytes, int length) throws IOException {
      seek(target);
      position = -1;
      file.write(bytes, 0, length);
      position = target + length;
    }

    @Override
    public int read(long target, byte[] bytes) throws IOException {
      seek(target);
      position = -1;
      int count = 0;
      while (count < bytes.length) {
        int more = file.read(bytes, count, bytes.length - count);
        if (more < 0) {
          break;
        }
        count += more;
      }
      return count;
    }

    @Override
    public void force() throws IOException {
      file.getFD().sync();
    }

    @Override
    public void resize(long size) throws IOException {
      position = -1;
      file.setLength(size);
    }

    @Override
    public long size() throws IOException {
      return file.length();
    }

    @Override
    public void close() throws IOException {
      file.close();
    }
  }
}
