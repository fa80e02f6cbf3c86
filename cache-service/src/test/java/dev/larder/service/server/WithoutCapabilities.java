package dev.larder.service.server;

import dev.larder.spi.ForwardingStorage;
import dev.larder.storage.Storage;
import dev.larder.storage.StorageInfo;

/** A storage that says that it can do nothing beyond the least. */
final class WithoutCapabilities extends ForwardingStorage {

  private final Storage inner;

  WithoutCapabilities(Storage inner) {
    this.inner = inner;
  }

  @Override
  protected Storage delegate() {
    return inner;
  }

  @Override
  public StorageInfo info() {
    return StorageInfo.builder("plain").build();
  }
}
