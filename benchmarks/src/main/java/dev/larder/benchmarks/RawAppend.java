package dev.larder.benchmarks;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** The least that a durable put can be: key and value are appended to a file, which is synced. */
final class RawAppend implements DiskSubject<byte[]> {

  private final FileChannel file;

  RawAppend(Path directory) throws IOException {
    this.file =
        FileChannel.open(
            directory.resolve("raw"), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }

  @Override
  public byte[] key(String name) {
    return name.getBytes(StandardCharsets.US_ASCII);
  }

  @Override
  public void put(byte[] key, byte[] value) throws IOException {
    ByteBuffer record = ByteBuffer.allocate(key.length + value.length).put(key).put(value).flip();
    while (record.hasRemaining()) {
      file.write(record);
    }
    file.force(false);
  }

  @Override
  public int read(byte[] key, byte[] into) {
    throw new UnsupportedOperationException("there is no index");
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
