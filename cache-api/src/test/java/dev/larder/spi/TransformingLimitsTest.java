package dev.larder.spi;

import static dev.larder.spi.HeapStorage.MAX_VALUE_SIZE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.larder.storage.BatchException;
import dev.larder.storage.Blob;
import dev.larder.storage.BlobReader;
import dev.larder.storage.BlobWriter;
import dev.larder.storage.CacheException;
import dev.larder.storage.CacheException.Code;
import dev.larder.storage.CacheKey;
import dev.larder.storage.CacheListener;
import dev.larder.storage.Capability;
import dev.larder.storage.Entry;
import dev.larder.storage.SaveOptions;
import dev.larder.storage.SaveRequest;
import dev.larder.storage.Storage;
import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.EnumSet;
import java.util.List;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** A layer whose stored bytes are far fewer than those of the value, or more than none. */
final class TransformingLimitsTest {

  private static final CacheKey A = CacheKey.of("ns", "a");
  private static final CacheKey B = CacheKey.of("ns", "b");
  private static final Blob VALUE = Blob.ofText("value");
  private static final Blob LARGEST = Blob.wrap(new byte[MAX_VALUE_SIZE]);
  private static final Blob LARGER = Blob.wrap(new byte[MAX_VALUE_SIZE + 1]);
  private static final SaveOptions DEFAULTS = SaveOptions.defaults();
  private static final String TOO_LARGE =
      " ns/a: the value has 1048577 bytes or more, and heap takes at most 1048576; raise the limit"
          + " or keep large values elsewhere";
  private static final String TOO_LONG =
      " ns/a: the stored bytes decode to more than the 1048576 that heap takes; delete the entry or"
          + " raise the limit";

  private final HeapStorage inner = new HeapStorage();
  private final Zipping storage = new Zipping(inner);

  private static void assertFails(Code code, String message, ThrowingCallable call) {
    assertThatExceptionOfType(CacheException.class)
        .isThrownBy(call)
        .withMessage(message)
        .satisfies(failure -> assertThat(failure.code()).isEqualTo(code));
  }

  @Test
  void largestValue_comesBack() throws IOException {
    storage.save(A, LARGEST, DEFAULTS);
    assertThat(storage.load(A).map(Entry::value)).hasValue(LARGEST);
    assertThat(storage.loadAll(List.of(A)).get(A).value()).isEqualTo(LARGEST);
    try (BlobReader reader = storage.openRead(A).orElseThrow()) {
      assertThat(Blob.wrap(reader.readAllBytes())).isEqualTo(LARGEST);
    }
    stream(B, LARGEST);
    assertThat(storage.load(B).map(Entry::value)).hasValue(LARGEST);
  }

  @Test
  void largerValue_isRefusedThoughItCompresses() {
    storage.save(A, VALUE, DEFAULTS);
    assertFails(Code.TOO_LARGE, "save" + TOO_LARGE, () -> storage.save(A, LARGER, DEFAULTS));
    assertFails(Code.TOO_LARGE, "write" + TOO_LARGE, () -> stream(A, LARGER));
    List<SaveRequest> requests = List.of(SaveRequest.of(A, LARGER), SaveRequest.of(B, VALUE));
    assertThatExceptionOfType(BatchException.class)
        .isThrownBy(() -> storage.saveAll(requests))
        .satisfies(
            failure -> {
              assertThat(failure.failures()).containsOnlyKeys(A);
              assertThat(failure.failures().get(A)).hasMessage("saveAll" + TOO_LARGE);
            });
    assertThat(storage.load(A).map(Entry::value)).hasValue(VALUE);
    assertThat(storage.load(B).map(Entry::value)).hasValue(VALUE);
  }

  private void stream(CacheKey key, Blob value) {
    try (BlobWriter writer = storage.openWrite(key, DEFAULTS)) {
      writer.write(value.buffer());
      writer.commit();
    }
  }

  @Test
  void storedBytesThatDecodeToMore_areCorrupt() {
    inner.save(A, zipped(new byte[20 * MAX_VALUE_SIZE]), DEFAULTS);

    assertFails(Code.CORRUPT, "load" + TOO_LONG, () -> storage.load(A));
    assertThat(storage.decoded).isEqualTo(MAX_VALUE_SIZE + 1L);
    assertThatExceptionOfType(BatchException.class)
        .isThrownBy(() -> storage.loadAll(List.of(A)))
        .satisfies(
            failure -> assertThat(failure.failures().get(A)).hasMessage("loadAll" + TOO_LONG));
  }

  @Test
  void readerOfBytesThatDecodeToMore_endsAtTheLimit() throws IOException {
    inner.save(A, zipped(new byte[20 * MAX_VALUE_SIZE]), DEFAULTS);

    try (BlobReader reader = storage.openRead(A).orElseThrow()) {
      assertThat(reader.readNBytes(MAX_VALUE_SIZE)).hasSize(MAX_VALUE_SIZE);
      for (int again = 0; again < 3; again++) {
        assertFails(Code.CORRUPT, "read" + TOO_LONG, reader::read);
        assertFails(Code.CORRUPT, "read" + TOO_LONG, () -> reader.read(new byte[100]));
      }
    }
    assertThat(storage.decoded).isEqualTo(MAX_VALUE_SIZE + 1L);
  }

  @Test
  void emptyValue_isRefusedWhereTheInnerStorageTakesNone() {
    EnumSet<Capability> others = EnumSet.complementOf(EnumSet.of(Capability.EMPTY_VALUES));
    Zipping layer =
        new Zipping(new HeapStorage(CacheListener.NONE, others.toArray(new Capability[0])));
    String refused = " ns/a: the storage heap has no EMPTY_VALUES; choose one that declares it";

    assertFails(Code.UNSUPPORTED, "save" + refused, () -> layer.save(A, Blob.empty(), DEFAULTS));
    assertThatExceptionOfType(BatchException.class)
        .isThrownBy(() -> layer.saveAll(List.of(SaveRequest.of(A, Blob.empty()))))
        .satisfies(
            failure -> assertThat(failure.failures().get(A)).hasMessage("saveAll" + refused));
    try (BlobWriter writer = layer.openWrite(A, DEFAULTS)) {
      assertFails(Code.UNSUPPORTED, "commit" + refused, writer::commit);
    }
    assertThat(layer.exists(A)).isFalse();
  }

  @Test
  void innerStorageThatFailsAsAWhole_leavesTheCausesOfTheLayer() {
    inner.close();
    List<SaveRequest> requests = List.of(SaveRequest.of(A, LARGER), SaveRequest.of(B, VALUE));
    assertThatExceptionOfType(BatchException.class)
        .isThrownBy(() -> storage.saveAll(requests))
        .satisfies(
            failure -> {
              assertThat(failure.failures()).containsOnlyKeys(A, B);
              assertThat(failure.failures().get(A).code()).isEqualTo(Code.TOO_LARGE);
              assertThat(failure.failures().get(B))
                  .hasMessage("saveAll ns/b: the storage heap is closed; open a new one");
            });
  }

  @Test
  void bytesThatTheInnerStorageRefusesAtTheCommit_failTheCommit() {
    inner.faults.put(A, new CacheException(Code.NO_SPACE, "save", A, "full; make room"));
    try (BlobWriter writer = storage.openWrite(A, DEFAULTS)) {
      writer.write(VALUE.buffer());
      assertFails(Code.NO_SPACE, "commit ns/a: full; make room", writer::commit);
    }
  }

  private static Blob zipped(byte[] bytes) {
    ByteArrayOutputStream zipped = new ByteArrayOutputStream();
    try (OutputStream out = new GZIPOutputStream(zipped)) {
      out.write(bytes);
    } catch (IOException impossible) {
      throw new AssertionError(impossible);
    }
    return Blob.wrap(zipped.toByteArray());
  }

  /** Compresses, and counts what it decoded. */
  private static final class Zipping extends TransformingStorage {

    private final Storage delegate;
    private long decoded;

    Zipping(Storage delegate) {
      this.delegate = delegate;
    }

    @Override
    protected Storage delegate() {
      return delegate;
    }

    @Override
    protected OutputStream encode(CacheKey key, OutputStream out) throws IOException {
      return new GZIPOutputStream(out);
    }

    @Override
    protected InputStream decode(CacheKey key, InputStream in) throws IOException {
      return new FilterInputStream(new GZIPInputStream(in)) {
        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
          int read = super.read(bytes, offset, length);
          decoded += Math.max(read, 0);
          return read;
        }
      };
    }
  }
}
