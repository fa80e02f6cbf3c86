package dev.larder.disk;

import java.io.Closeable;
import java.io.IOException;
import java.nio.MappedByteBuffer;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The file system as far as it is used here, so that tests can record it, and make it fail. No
 * method is disturbed by an interrupt.
 */
interface Medium {

  /** Makes the directory and those above it, for nobody but its owner; nothing if it is there. */
  void createDirectory(Path directory) throws IOException;

  /** Returns what the system calls the file system that the directory is on; empty if unknown. */
  String type(Path directory);

  /** Returns what is in the directory; nothing if it is missing, or is no directory. */
  List<Path> list(Path directory) throws IOException;

  /** Returns false if the file is certainly missing; true where that cannot be told. */
  boolean exists(Path file);

  /**
   * Returns whether that is certainly something else than a file: a directory, a pipe. Such a thing
   * was put there by somebody else, and is left alone.
   */
  boolean isForeign(Path file);

  /**
   * Returns what tells the file with that name from any other, for as long as somebody has it open;
   * null where the system knows nothing of the kind.
   *
   * @throws IOException if there is no file with that name
   */
  @Nullable Object identity(Path file) throws IOException;

  /** Opens a file to read and write; makes it if it is missing. */
  OpenFile open(Path file) throws IOException;

  /** Opens a file to read. */
  OpenFile openReadOnly(Path file) throws IOException;

  /** Maps the beginning of a file; a writable mapping must not be longer than the file. */
  MappedByteBuffer map(Path file, long size, boolean writable) throws IOException;

  /** Renames in one step, in place of what has the new name. */
  void rename(Path from, Path to) throws IOException;

  /** Removes a file; nothing if it is missing, or a directory. */
  void delete(Path file) throws IOException;

  /** Brings names that were made, renamed or removed in the directory to the medium. */
  void syncDirectory(Path directory) throws IOException;

  /** A file that is open. For one thread at a time. */
  interface OpenFile extends Closeable {
    void write(long position, byte[] bytes, int length) throws IOException;

    /** Reads until the array is full or the file ends, and returns how many bytes it read. */
    int read(long position, byte[] bytes) throws IOException;

    /** Brings the bytes to the medium. May be called while another thread writes. */
    void force() throws IOException;

    /** Cuts the file or makes it longer, without taking room. */
    void resize(long size) throws IOException;

    long size() throws IOException;
  }
}
