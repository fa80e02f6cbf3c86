/**
 * A bounded storage on the heap: {@link dev.larder.memory.MemoryStorage} and its {@link
 * dev.larder.memory.MemoryStorageConfig}.
 */
package dev.larder.memory;
