package dev.larder.service.server;

import dev.larder.service.CacheHash;
import dev.larder.storage.Blob;
import dev.larder.storage.BlobWriter;
import dev.larder.storage.SaveRequest;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.SequenceInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Function;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/**
 * Bytes on their way to one or more files: in memory if they are few, else already behind writers
 * that are still to be committed. Closing it discards what was not committed.
 */
final class Upload implements AutoCloseable {

  /** What is held in memory: below it, one save is cheaper than a writer. */
  static final int SMALL = 256 * 1024;

  private final List<String> files;
  private final @Nullable Blob blob;
  private final List<BlobWriter> writers;
  private final String hash;
  private final String md5;
  private final long size;

  private Upload(
      List<String> files,
      @Nullable Blob blob,
      List<BlobWriter> writers,
      String hash,
      String md5,
      long size) {
    this.files = files;
    this.blob = blob;
    this.writers = writers;
    this.hash = hash;
    this.md5 = md5;
    this.size = size;
  }

  /** Returns the blob on its way to the files; the hash is given. */
  static Upload of(List<String> files, Blob blob, String hash) {
    MessageDigest digest = md5();
    digest.update(blob.buffer());
    return new Upload(files, blob, List.of(), hash, hex(digest), blob.size());
  }

  /**
   * Reads the stream to its end, towards the files. The hash is that of the bytes, or of what they
   * unpack to.
   *
   * @param unpackedLimit the most bytes that they may unpack to, or 0 if they are not packed
   * @throws Failure 400 if they are to be unpacked and cannot be, or there are none at all
   */
  static Upload read(
      List<String> files, InputStream in, int unpackedLimit, Function<String, BlobWriter> open)
      throws IOException {
    byte[] head = in.readNBytes(SMALL);
    if (head.length == 0) {
      throw Failure.noBody();
    }
    if (head.length < SMALL) {
      Blob blob = Blob.wrap(head);
      String hash = hash(blob.openStream(), unpackedLimit);
      return of(files, blob, hash);
    }
    InputStream whole = new SequenceInputStream(Blob.wrap(head).openStream(), in);
    return stream(files, whole, unpackedLimit, open);
  }

  private static Upload stream(
      List<String> files, InputStream in, int unpackedLimit, Function<String, BlobWriter> open)
      throws IOException {
    List<BlobWriter> writers = new ArrayList<>();
    boolean done = false;
    try {
      files.forEach(file -> writers.add(open.apply(file)));
      TeeStream tee = new TeeStream(in, writers, md5());
      String hash = hash(tee, unpackedLimit);
      // What follows the packed part belongs to the file all the same.
      tee.transferTo(OutputStream.nullOutputStream());
      done = true;
      return new Upload(files, null, writers, hash, hex(tee.digest()), tee.count());
    } finally {
      if (!done) {
        writers.forEach(BlobWriter::close);
      }
    }
  }

  private static String hash(InputStream in, int unpackedLimit) throws IOException {
    MessageDigest digest = CacheHash.newDigest();
    try {
      InputStream hashed =
          unpackedLimit == 0 ? in : new LimitedStream(new GZIPInputStream(in), unpackedLimit);
      byte[] piece = new byte[16 * 1024];
      for (int read = hashed.read(piece); read >= 0; read = hashed.read(piece)) {
        digest.update(piece, 0, read);
      }
    } catch (ZipException | EOFException notPacked) {
      if (unpackedLimit == 0) {
        throw notPacked;
      }
      throw Failure.text(400, "The body is not what its Content-Encoding gzip says");
    }
    return CacheHash.of(digest);
  }

  /** Returns the hash of the value. */
  String hash() {
    return hash;
  }

  /** Returns the first ten digits of the MD5 of the bytes: the original shows them. */
  String contentHash() {
    return md5;
  }

  long size() {
    return size;
  }

  /** Adds the writes to those, or does them if they are with the writers. */
  void write(FileTree tree, List<SaveRequest> writes) {
    if (blob != null) {
      files.forEach(file -> writes.add(tree.write(file, blob)));
    }
    writers.forEach(BlobWriter::commit);
  }

  @Override
  public void close() {
    writers.forEach(BlobWriter::close);
  }

  private static String hex(MessageDigest digest) {
    return HexFormat.of().formatHex(digest.digest(), 0, 5);
  }

  private static MessageDigest md5() {
    try {
      return MessageDigest.getInstance("MD5");
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
