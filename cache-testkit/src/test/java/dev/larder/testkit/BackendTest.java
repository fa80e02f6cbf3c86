package dev.larder.testkit;

import dev.larder.Codec;
import dev.larder.backend.CacheBackend;
import dev.larder.backend.NodeSignature;
import dev.larder.backend.StorageCacheBackend;
import dev.larder.storage.Blob;
import dev.larder.storage.CacheKey;
import dev.larder.storage.KeyQuery;
import dev.larder.storage.Namespace;
import dev.larder.storage.SaveOptions;
import dev.larder.storage.Storage;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** The backend kit accepts the backend over a storage. */
class BackendTest extends CacheBackendContractTest {

  private final Storage storage =
      new ReferenceStorage(new StorageSetup(new FakeClock(), new HeardEvents()));

  @Override
  protected CacheBackend open() {
    return new StorageCacheBackend(storage, "mine", new SignatureCodec());
  }

  @Override
  protected CacheBackend openBeside() {
    return new StorageCacheBackend(storage, "theirs", new SignatureCodec());
  }

  @Override
  protected void evictBlob(String key) {
    keys("blob").forEach(storage::delete);
  }

  @Override
  protected void spoilMeta(String node) {
    keys("meta").forEach(k -> storage.save(k, Blob.ofText("?"), SaveOptions.defaults()));
  }

  private List<CacheKey> keys(String prefix) {
    return storage.listKeys(KeyQuery.in(Namespace.of("mine")).withPrefix(prefix)).keys();
  }

  /** A plain binary form. */
  static final class SignatureCodec implements Codec<NodeSignature> {
    @Override
    public Blob encode(NodeSignature s) {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      try (DataOutputStream out = new DataOutputStream(bytes)) {
        for (String part :
            List.of(s.node(), s.codeHash(), s.envHash(), s.inputsHash(), s.depsHash())) {
          out.writeUTF(part);
        }
        out.writeLong(s.timestamp().toEpochMilli());
      } catch (IOException failure) {
        throw new UncheckedIOException(failure);
      }
      return Blob.wrap(bytes.toByteArray());
    }

    @Override
    public NodeSignature decode(Blob value) {
      try (DataInputStream in = new DataInputStream(value.openStream())) {
        List<String> p = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
          p.add(in.readUTF());
        }
        Instant made = Instant.ofEpochMilli(in.readLong());
        return new NodeSignature(p.get(0), p.get(1), p.get(2), p.get(3), p.get(4), made);
      } catch (IOException failure) {
        throw new UncheckedIOException(failure);
      }
    }
  }
}
