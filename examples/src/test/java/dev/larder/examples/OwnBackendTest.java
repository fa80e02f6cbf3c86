package dev.larder.examples;

import dev.larder.backend.CacheBackend;
import dev.larder.testkit.CacheBackendContractTest;

final class OwnBackendTest extends CacheBackendContractTest {

  private OwnBackend opened = new OwnBackend();

  @Override
  protected CacheBackend open() {
    opened = new OwnBackend();
    return opened;
  }

  @Override
  protected CacheBackend openBeside() {
    return new OwnBackend();
  }

  @Override
  protected void evictBlob(String key) {
    opened.results.remove(key);
  }

  @Override
  protected void spoilMeta(String node) {
    // Signatures are objects here: one that cannot be read is one that is not there.
    opened.signatures.remove(node);
  }
}
