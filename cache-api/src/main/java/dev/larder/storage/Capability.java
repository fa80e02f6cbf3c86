package dev.larder.storage;

/**
 * Something that a storage can do beyond saving, loading, deleting and clearing.
 *
 * <p>A storage either declares a capability in {@link StorageInfo#capabilities()} and keeps its
 * whole contract, or refuses its use with {@link CacheException.Code#UNSUPPORTED}. It never ignores
 * an option.
 */
public enum Capability {
  /** {@link SaveOptions#withTtl} is kept, to the millisecond. */
  TTL,
  /** {@link SaveOptions#onlyIfAbsent} and {@link SaveOptions#onlyIfVersion} are kept. */
  CONDITIONAL_SAVE,
  /** {@link SaveOptions#withAttribute} is kept. */
  ATTRIBUTES,
  /** {@link SaveOptions#withTags} is kept, and {@link KeyQuery#withTag} selects by it. */
  TAGS,
  /** A value may have no bytes at all. */
  EMPTY_VALUES,
  /** {@link Storage#listKeys} works. */
  LISTING,
  /** {@link Storage#openWrite} and {@link Storage#openRead} work. */
  STREAMING,
  /**
   * {@link EntryMetadata#size()} is the length of the value. Without it, as in a layer that
   * compresses, it is the number of bytes that are kept for the value.
   */
  EXACT_SIZE
}
