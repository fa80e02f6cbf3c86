package dev.larder.spi;

import dev.larder.storage.CacheException;
import dev.larder.storage.CacheException.Code;
import dev.larder.storage.CacheKey;
import dev.larder.storage.Capability;
import dev.larder.storage.SaveCondition;
import dev.larder.storage.SaveOptions;
import dev.larder.storage.StorageInfo;
import org.jspecify.annotations.Nullable;

/** What a storage of that description must refuse. */
final class Rules {

  private final StorageInfo info;
  private final long maxValueSize;

  Rules(StorageInfo info) {
    this.info = info;
    this.maxValueSize = info.maxValueSize();
  }

  void requireSize(String operation, CacheKey key, long size) {
    if (size > maxValueSize) {
      throw new CacheException(
          Code.TOO_LARGE,
          operation,
          key,
          "the value has "
              + size
              + " bytes or more, and "
              + info.name()
              + " takes at most "
              + maxValueSize
              + "; raise the limit or keep large values elsewhere");
    }
    require(Capability.EMPTY_VALUES, size == 0, operation, key);
  }

  void requireLegal(String operation, CacheKey key, SaveOptions options) {
    boolean conditional = options.condition() != SaveCondition.NONE;
    require(Capability.TTL, options.ttl().isPresent(), operation, key);
    require(Capability.CONDITIONAL_SAVE, conditional, operation, key);
    require(Capability.ATTRIBUTES, !options.attributes().isEmpty(), operation, key);
    require(Capability.TAGS, !options.tags().isEmpty(), operation, key);
  }

  void require(Capability capability, boolean used, String operation, @Nullable CacheKey key) {
    if (used && !info.supports(capability)) {
      throw new CacheException(
          Code.UNSUPPORTED,
          operation,
          key,
          "the storage " + info.name() + " has no " + capability + "; choose one that declares it");
    }
  }
}
