package dev.larder.service;

import dev.larder.storage.Storage;
import dev.larder.testkit.StorageSetup;

/** Opens storages over a service of their own in this process, for the kit. */
final class Embedded {

  private Embedded() {}

  static Storage open(ServiceMode mode, ServiceFormat format, StorageSetup setup) {
    ServiceStorageConfig.Builder config =
        ServiceStorageConfig.builder()
            .service(CacheServiceConfig.builder().mode(mode).build())
            .format(format)
            .compressAbove(1_000)
            .clock(setup.clock())
            .ticker(setup.clock().ticker())
            .listener(setup.listener());
    setup.maxValueSize().ifPresent(config::maxValueSize);
    return ServiceStorage.open(config.build());
  }
}
