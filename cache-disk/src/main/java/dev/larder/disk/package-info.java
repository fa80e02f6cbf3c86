/**
 * A durable storage in a directory that processes share. Start reading at {@link
 * dev.larder.disk.DiskStorage}, which says what holds; {@link dev.larder.disk.DiskStorageConfig} is
 * how it is opened, {@link dev.larder.disk.SyncPolicy} when a save is on the medium, and {@link
 * dev.larder.disk.DiskUsage} and {@link dev.larder.disk.VerifyReport} are what whoever looks after
 * a directory reads.
 *
 * <p>Inside, from the caller down: {@code DiskStorage} checks bounds and describes failures; {@code
 * Engine} saves, loads and removes under the lock of a key's stripe; {@code Appender} brings
 * records into segments and onto the medium; {@code Publications} takes what anybody has published
 * into the {@code Index}; {@code Compactor} gives room back. All of them reach files through {@code
 * Medium} alone. What is in the files is described in {@code docs/disk-format.md} of the project.
 */
package dev.larder.disk;
