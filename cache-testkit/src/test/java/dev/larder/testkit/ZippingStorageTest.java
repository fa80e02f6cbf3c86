package dev.larder.testkit;

import dev.larder.spi.TransformingStorage;
import dev.larder.storage.CacheKey;
import dev.larder.storage.Capability;
import dev.larder.storage.Storage;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.EnumSet;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/**
 * The kit accepts a layer that compresses, which makes large values small and empty ones longer,
 * over a storage that takes no empty ones.
 */
final class ZippingStorageTest extends StorageContractTest {

  @Override
  protected Storage open(StorageSetup setup) {
    EnumSet<Capability> others = EnumSet.complementOf(EnumSet.of(Capability.EMPTY_VALUES));
    return new ZippingStorage(new ReferenceStorage(setup, others));
  }

  private static final class ZippingStorage extends TransformingStorage {

    private final Storage inner;

    ZippingStorage(Storage inner) {
      this.inner = inner;
    }

    @Override
    protected Storage delegate() {
      return inner;
    }

    @Override
    protected OutputStream encode(CacheKey key, OutputStream out) throws IOException {
      return new GZIPOutputStream(out);
    }

    @Override
    protected InputStream decode(CacheKey key, InputStream in) throws IOException {
      return new GZIPInputStream(in);
    }
  }
}
