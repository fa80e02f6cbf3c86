package dev.larder.spi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import dev.larder.storage.BatchException;
import dev.larder.storage.Blob;
import dev.larder.storage.BlobReader;
import dev.larder.storage.BlobWriter;
import dev.larder.storage.CacheException;
import dev.larder.storage.CacheException.Code;
import dev.larder.storage.CacheKey;
import dev.larder.storage.Capability;
import dev.larder.storage.Entry;
import dev.larder.storage.SaveOptions;
import dev.larder.storage.SaveRequest;
import dev.larder.storage.Storage;
import java.io.FilterInputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

final class LayerBasesTest {

  private static final CacheKey A = CacheKey.of("ns", "a");
  private static final CacheKey B = CacheKey.of("ns", "b");
  private static final Blob VALUE = Blob.ofText("plaintext");
  private static final SaveOptions DEFAULTS = SaveOptions.defaults();

  private final HeapStorage inner = new HeapStorage();
  private final Inverting storage = new Inverting(inner);

  @Test
  void everyStorageMethod_isForwardedByName() throws NoSuchMethodException {
    for (Method method : Storage.class.getMethods()) {
      Method declared =
          ForwardingStorage.class.getDeclaredMethod(method.getName(), method.getParameterTypes());
      assertThat(Modifier.isAbstract(declared.getModifiers())).as(method.getName()).isFalse();
    }
  }

  @Test
  void everyMethodThatCarriesBytes_isFinalInTheTransformingBase() throws NoSuchMethodException {
    List<String> carriers = List.of("save", "load", "saveAll", "loadAll", "openWrite", "openRead");
    for (Method method : Storage.class.getMethods()) {
      boolean carries =
          method
              .toGenericString()
              .matches(".*\\b(Blob|Entry|SaveRequest|BlobWriter|BlobReader)\\b.*");
      assertThat(carries).as(method.getName()).isEqualTo(carriers.contains(method.getName()));
      if (carries) {
        Method declared =
            TransformingStorage.class.getDeclaredMethod(
                method.getName(), method.getParameterTypes());
        assertThat(Modifier.isFinal(declared.getModifiers())).as(method.getName()).isTrue();
      }
    }
  }

  @Test
  void innerStorage_neverSeesThePlaintext() {
    storage.save(A, VALUE, DEFAULTS);
    assertInverted(A);
    storage.saveAll(List.of(SaveRequest.of(B, VALUE)));
    assertInverted(B);
    try (BlobWriter writer = storage.openWrite(A, DEFAULTS)) {
      VALUE.writeTo(writer);
      writer.commit();
    } catch (IOException impossible) {
      throw new AssertionError(impossible);
    }
    assertInverted(A);
  }

  private void assertInverted(CacheKey key) {
    byte[] stored = inner.load(key).orElseThrow().value().toByteArray();
    assertThat(stored).isEqualTo(inverted(VALUE.toByteArray()));
  }

  @Test
  void everyReadMethod_turnsBytesBack() throws IOException {
    storage.saveAll(List.of(SaveRequest.of(A, VALUE), SaveRequest.of(B, Blob.empty())));

    assertThat(storage.load(A).map(Entry::value)).hasValue(VALUE);
    assertThat(storage.load(B).map(Entry::value)).hasValue(Blob.empty());
    Map<CacheKey, Entry> loaded = storage.loadAll(List.of(A, B));
    assertThat(loaded.get(A).value()).isEqualTo(VALUE);
    try (BlobReader reader = storage.openRead(A).orElseThrow()) {
      assertThat(reader.read()).isEqualTo('p');
      assertThat(reader.readAllBytes()).hasSize(VALUE.size() - 1);
      assertThat(reader.metadata()).isEqualTo(storage.stat(A).orElseThrow());
    }
    assertThat(storage.load(CacheKey.of("ns", "x"))).isEmpty();
    assertThat(storage.openRead(CacheKey.of("ns", "x"))).isEmpty();
  }

  @Test
  void uncommittedWriter_publishesNothing() {
    try (BlobWriter writer = storage.openWrite(A, DEFAULTS)) {
      writer.write(1);
    }
    assertThat(inner.exists(A)).isFalse();
  }

  @Test
  void bytesThatCannotBeTurnedBack_areCorrupt() {
    inner.save(A, Blob.wrap(new byte[] {POISON}), DEFAULTS);
    inner.save(B, Blob.wrap(inverted(VALUE.toByteArray())), DEFAULTS);

    assertThatExceptionOfType(CacheException.class)
        .isThrownBy(() -> storage.load(A))
        .withMessage(
            "load ns/a: the stored bytes cannot be turned back; delete the entry or check the"
                + " layer's key")
        .satisfies(e -> assertThat(e.code()).isEqualTo(Code.CORRUPT));
    assertThatExceptionOfType(BatchException.class)
        .isThrownBy(() -> storage.loadAll(List.of(A, B)))
        .satisfies(e -> assertThat(e.failures()).containsOnlyKeys(A));
    try (BlobReader reader = storage.openRead(A).orElseThrow()) {
      assertThatExceptionOfType(CacheException.class)
          .isThrownBy(reader::read)
          .satisfies(e -> assertThat(e.code()).isEqualTo(Code.CORRUPT));
    }
  }

  @Test
  void batch_savesWhatCanBeEncoded() {
    Blob refused = Blob.wrap(new byte[] {REFUSED});
    assertThatExceptionOfType(BatchException.class)
        .isThrownBy(
            () -> storage.saveAll(List.of(SaveRequest.of(A, refused), SaveRequest.of(B, VALUE))))
        .satisfies(e -> assertThat(e.failures()).containsOnlyKeys(A));
    assertInverted(B);
    assertThat(storage.saveAll(List.of(SaveRequest.of(A, refused), SaveRequest.of(A, VALUE))))
        .containsOnlyKeys(A);
  }

  @Test
  void writerThatFailed_cannotCommit() {
    try (BlobWriter writer = storage.openWrite(A, DEFAULTS)) {
      writer.write('v');
      assertThatExceptionOfType(CacheException.class).isThrownBy(() -> writer.write(REFUSED));
      assertThatIllegalStateException()
          .isThrownBy(writer::commit)
          .withMessage("commit ns/a: the writer is FAILED; open another one");
    }
    assertThat(inner.exists(A)).isFalse();
  }

  @Test
  void null_isRefusedByNameBeforeAnythingIsEncoded() {
    assertNull("key", () -> storage.save(null, VALUE, DEFAULTS));
    assertNull("value", () -> storage.save(A, null, DEFAULTS));
    assertNull("options", () -> storage.save(A, VALUE, null));
    assertNull("key", () -> storage.openWrite(null, DEFAULTS));
    assertNull("options", () -> storage.openWrite(A, null));
    assertThat(storage.closed).as("coding streams").isZero();
  }

  private static void assertNull(String name, ThrowingCallable call) {
    assertThatNullPointerException().isThrownBy(call).withMessage(name);
  }

  @Test
  void closedReader_isIllegalState() {
    storage.save(A, VALUE, DEFAULTS);
    BlobReader reader = storage.openRead(A).orElseThrow();
    reader.close();
    String closed = "read ns/a: the reader is closed; open another one";
    assertThatIllegalStateException().isThrownBy(reader::read).withMessage(closed);
    assertThatIllegalStateException()
        .isThrownBy(() -> reader.read(new byte[1]))
        .withMessage(closed);
  }

  @Test
  void illegalRange_isNoCorruption() {
    storage.save(A, VALUE, DEFAULTS);
    try (BlobReader reader = storage.openRead(A).orElseThrow()) {
      assertThatExceptionOfType(IndexOutOfBoundsException.class)
          .isThrownBy(() -> reader.read(new byte[1], 0, 2));
    }
  }

  @Test
  void codingStreams_areClosedWithTheirOwners() {
    storage.save(A, VALUE, DEFAULTS);
    int before = storage.closed;
    BlobReader reader = storage.openRead(A).orElseThrow();
    reader.close();
    reader.close();
    storage.openWrite(B, DEFAULTS).close();
    assertThat(storage.closed - before).isEqualTo(2);
  }

  @Test
  void info_isWithoutExactSize() {
    assertThat(storage.info().supports(Capability.EXACT_SIZE)).isFalse();
    assertThat(storage.info().supports(Capability.TAGS)).isTrue();
    assertThat(storage.info().maxValueSize()).isEqualTo(inner.info().maxValueSize());
  }

  @Test
  void layers_wrapFromTheInsideOut() {
    StorageLayer twice = ((StorageLayer) Inverting::new).then(Inverting::new);
    twice.wrap(inner).save(A, VALUE, DEFAULTS);
    assertThat(inner.load(A).map(Entry::value)).hasValue(VALUE);
  }

  private static final byte POISON = 42;
  private static final byte REFUSED = 43;

  private static byte[] inverted(byte[] bytes) {
    byte[] inverted = new byte[bytes.length];
    for (int i = 0; i < bytes.length; i++) {
      inverted[i] = (byte) ~bytes[i];
    }
    return inverted;
  }

  /** Inverts every bit; refuses one byte when reading. */
  private static final class Inverting extends TransformingStorage {

    private final Storage delegate;
    private int closed;

    Inverting(Storage delegate) {
      this.delegate = delegate;
    }

    @Override
    protected Storage delegate() {
      return delegate;
    }

    @Override
    protected OutputStream encode(CacheKey key, OutputStream out) {
      return new FilterOutputStream(out) {
        @Override
        public void write(int b) throws IOException {
          if (b == REFUSED) {
            throw new IOException("refused");
          }
          out.write(~b);
        }

        @Override
        public void close() throws IOException {
          closed++;
          super.close();
        }
      };
    }

    @Override
    protected InputStream decode(CacheKey key, InputStream in) {
      return new FilterInputStream(in) {
        @Override
        public int read() throws IOException {
          int b = super.read();
          if (b == POISON) {
            throw new IOException("poison");
          }
          return b < 0 ? b : ~b & 0xff;
        }

        @Override
        public void close() throws IOException {
          closed++;
          super.close();
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
          int b = length == 0 ? 0 : read();
          if (b < 0 || length == 0) {
            return b;
          }
          bytes[offset] = (byte) b;
          return 1;
        }
      };
    }
  }
}
