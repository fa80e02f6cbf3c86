package dev.larder.benchmarks;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.atomic.AtomicLong;

/** One file for each entry in 256 directories, written under another name and then renamed. */
final class FilesDisk implements DiskSubject<String> {

  private static final AtomicLong DRAFTS = new AtomicLong();

  private final Path directory;
  private final boolean synced;

  FilesDisk(Path directory, boolean synced) throws IOException {
    this.directory = directory;
    this.synced = synced;
    for (int i = 0; i < 256; i++) {
      Files.createDirectories(directory.resolve(String.format("%02x", i)));
    }
  }

  @Override
  public String key(String name) {
    return name;
  }

  private Path file(String key) {
    int name = DiskEntries.NAMESPACE.length() + 1;
    return directory.resolve(key.substring(name, name + 2)).resolve(key.substring(name));
  }

  @Override
  public void put(String key, byte[] value) throws IOException {
    Path draft = directory.resolve("draft-" + DRAFTS.incrementAndGet());
    try (FileChannel channel =
        FileChannel.open(draft, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      ByteBuffer bytes = ByteBuffer.wrap(value);
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
      if (synced) {
        channel.force(true);
      }
    }
    Files.move(draft, file(key), StandardCopyOption.ATOMIC_MOVE);
  }

  @Override
  public int read(String key, byte[] into) throws IOException {
    byte[] value;
    try {
      value = Files.readAllBytes(file(key));
    } catch (NoSuchFileException missing) {
      return MISS;
    }
    System.arraycopy(value, 0, into, 0, value.length);
    return value.length;
  }

  @Override
  public void close() {}
}
