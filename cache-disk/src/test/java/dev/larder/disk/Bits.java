package dev.larder.disk;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Files of a store as a test damages them, and puts them back. */
final class Bits {

  private Bits() {}

  /** Returns all files below a directory, in order; others may come and go meanwhile. */
  static List<Path> files(Path root) throws IOException {
    List<Path> files = new ArrayList<>();
    Files.walkFileTree(
        root,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            files.add(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFileFailed(Path file, IOException failure)
              throws IOException {
            if (failure instanceof NoSuchFileException) {
              return FileVisitResult.CONTINUE;
            }
            throw failure;
          }
        });
    Collections.sort(files);
    return files;
  }

  /** Turns one bit around, for everybody who has mapped the file, too. */
  static void flip(Path file, long bit) throws IOException {
    set(file, bit, -1);
  }

  /**
   * Puts a byte where that bit is, or turns the bit around if the byte is -1; returns the byte that
   * was there. A file that is not there any more is left alone.
   */
  static int set(Path file, long bit, int content) throws IOException {
    try (FileChannel open =
        FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      ByteBuffer one = ByteBuffer.allocate(1);
      open.read(one, bit / 8);
      int before = one.get(0) & 0xff;
      one.flip();
      one.put(0, (byte) (content < 0 ? before ^ (1 << (bit % 8)) : content));
      open.write(one, bit / 8);
      return before;
    } catch (NoSuchFileException compacted) {
      return 0;
    }
  }

  /** Makes a directory the same as another. */
  static void restore(Path from, Path to) throws IOException {
    if (Files.exists(to)) {
      for (Path file : files(to)) {
        Files.delete(file);
      }
    }
    for (Path file : files(from)) {
      Path target = to.resolve(from.relativize(file));
      Files.createDirectories(target.getParent());
      Files.copy(file, target, StandardCopyOption.REPLACE_EXISTING);
    }
  }

  static void remove(Path root) throws IOException {
    try (Stream<Path> files = Files.walk(root)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
