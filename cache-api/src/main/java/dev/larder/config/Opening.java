package dev.larder.config;

import static java.util.Objects.requireNonNull;

import dev.larder.storage.CacheException;
import dev.larder.storage.CacheException.Code;
import dev.larder.storage.Storage;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A provider with its settings, ready to be opened.
 *
 * @param chosen the provider
 * @param config its settings
 * @param passedOver what could not be loaded, where nobody said which provider it should be
 */
record Opening(Candidate chosen, StorageConfig config, List<String> passedOver) {

  private static final System.Logger LOG = System.getLogger("dev.larder");

  /**
   * Checks the settings.
   *
   * @param mode what was asked for, or null if nothing was
   */
  static Opening prepare(
      Candidate chosen, @Nullable Given mode, Sources sources, ProviderDirectory directory) {
    Setting setting =
        mode == null
            ? new Setting(StorageFactory.MODE, chosen.mode(), Source.DEFAULT)
            : new Setting(
                StorageFactory.MODE, Given.printable(mode.value().strip()), mode.source());
    List<String> asked = mode == null ? List.of() : chosen.spellings(mode.value());
    List<String> modes = new ArrayList<>(Artifacts.modes());
    directory.candidates().forEach(other -> modes.add(other.mode()));
    try {
      StorageConfig config =
          new SettingsReader(chosen.mode(), chosen.provider().configKeys(), sources)
              .read(setting, asked, modes);
      return new Opening(chosen, config, mode == null ? directory.failures() : List.of());
    } catch (LinkageError broken) {
      throw unusable(chosen, broken);
    }
  }

  Opening withConfig(StorageConfig other) {
    return new Opening(chosen, other, passedOver);
  }

  /** Opens the storage, logs one line about it, and closes it again if even that fails. */
  Storage open() {
    Storage storage = openUnlogged();
    boolean handedOut = false;
    try {
      log(storage);
      handedOut = true;
      return storage;
    } finally {
      if (!handedOut) {
        storage.close();
      }
    }
  }

  private Storage openUnlogged() {
    try {
      return requireNonNull(chosen.provider().open(config), "open returned null");
    } catch (CacheException | ConfigurationException described) {
      throw described;
    } catch (LinkageError broken) {
      throw unusable(chosen, broken);
    } catch (RuntimeException failure) {
      String what = "the provider " + chosen.claimant() + " failed with " + failure;
      throw new CacheException(Code.INTERNAL, "open", null, what + "; see the cause", failure);
    }
  }

  private static ConfigurationException unusable(Candidate chosen, LinkageError broken) {
    return new ConfigurationException(
        StorageFactory.MODE
            + "="
            + chosen.mode()
            + ": the provider "
            + chosen.claimant()
            + " cannot be used: "
            + broken
            + "; add or align the jar that this class is from",
        broken);
  }

  private void log(Storage storage) {
    LOG.log(Level.INFO, () -> "opened " + storage.info() + "; " + origins());
    if (!passedOver.isEmpty()) {
      LOG.log(
          Level.WARNING,
          "STORAGE_MODE is not set, and not every provider could be loaded: {0}",
          String.join(", ", passedOver));
    }
  }

  private String origins() {
    List<String> chosenByHand =
        config.settings().stream()
            .filter(setting -> !setting.source().equals(Source.DEFAULT))
            .map(s -> s.name() + "=" + s.value() + " (" + s.source() + ")")
            .toList();
    return chosenByHand.isEmpty() ? "all settings are defaults" : String.join(", ", chosenByHand);
  }
}
