package dev.larder.spi;

import dev.larder.config.ConfigKey;
import dev.larder.config.StorageConfig;
import dev.larder.storage.Storage;
import java.util.List;
import java.util.Set;

/**
 * Opens storages of one mode. Found with {@link java.util.ServiceLoader}, so it has a public
 * constructor without arguments and is registered twice: with {@code @AutoService} for the class
 * path, with {@code provides} in {@code module-info} for the module path.
 */
public interface StorageProvider {

  /** Returns the value of {@code STORAGE_MODE} that selects this provider, such as {@code disk}. */
  String mode();

  /** Returns other values of {@code STORAGE_MODE} that select it too, such as {@code local}. */
  Set<String> aliases();

  /**
   * Returns every setting that this provider reads, in the order of its documentation. All names
   * begin with {@code STORAGE_<MODE>_}. It feeds parsing, validation, the search for misspelt
   * variables, and the tables of the documentation.
   */
  List<ConfigKey<?>> configKeys();

  /**
   * Opens a storage, without network I/O. The values in the configuration are already checked, each
   * for itself.
   *
   * @throws dev.larder.config.ConfigurationException if values do not go together
   * @throws dev.larder.storage.CacheException if the medium cannot be used
   */
  Storage open(StorageConfig config);
}
