/**
 * The storage contract: keys, immutable bytes, metadata, and {@link dev.larder.storage.Storage}
 * itself.
 */
package dev.larder.storage;
