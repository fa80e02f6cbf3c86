/**
 * From settings to an open storage: {@link dev.larder.config.StorageFactory} finds the provider and
 * checks the settings against its {@link dev.larder.config.ConfigKey keys}.
 */
package dev.larder.config;
