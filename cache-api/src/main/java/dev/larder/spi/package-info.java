/**
 * What providers and layers are made of: {@link dev.larder.spi.StorageProvider} and {@link
 * dev.larder.spi.AbstractStorage} for the one, {@link dev.larder.spi.ForwardingStorage} and {@link
 * dev.larder.spi.TransformingStorage} for the other.
 */
package dev.larder.spi;
