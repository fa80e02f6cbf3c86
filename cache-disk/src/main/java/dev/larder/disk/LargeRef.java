package dev.larder.disk;

/**
 * What a record holds in place of a large value.
 *
 * @param id the number in the name of its file
 * @param size its length in bytes
 * @param crc the CRC32C of its bytes
 */
record LargeRef(long id, long size, int crc) {

  /** The bytes that this takes in a record. */
  static final int LENGTH = 20;
}
