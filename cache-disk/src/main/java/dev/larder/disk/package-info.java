/**
 * A durable storage in a directory: {@link dev.larder.disk.DiskStorage} and its {@link
 * dev.larder.disk.DiskStorageConfig}.
 */
package dev.larder.disk;
