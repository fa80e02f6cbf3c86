package dev.larder.config;

import dev.larder.storage.CacheListener;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads the settings of one provider and collects everything that is wrong. Used once. */
final class SettingsReader {

  private static final String FILE = "_FILE";

  private final String mode;
  private final List<ConfigKey<?>> keys;
  private final Sources sources;
  private final List<String> problems = new ArrayList<>();
  private final Map<ConfigKey<?>, Optional<?>> values = new LinkedHashMap<>();
  private final List<Setting> settings = new ArrayList<>();

  SettingsReader(String mode, List<ConfigKey<?>> keys, Sources sources) {
    this.mode = mode;
    this.keys = keys;
    this.sources = sources;
  }

  /** Returns how the variables of a mode begin. */
  static String prefix(String mode) {
    return Source.variable("STORAGE_" + mode + "_");
  }

  /**
   * Returns the settings.
   *
   * @param chosen the setting of the mode itself
   * @param asked the other names of the mode that it was asked for by, whose prefixes nobody reads
   * @param otherModes modes whose prefix may begin as this one's
   * @throws ConfigurationException with everything that is wrong
   */
  StorageConfig read(Setting chosen, Collection<String> asked, Collection<String> otherModes) {
    requireGoodKeys();
    settings.add(chosen);
    keys.forEach(this::read);
    reportUnknown(prefix(mode), otherModes);
    asked.stream()
        .map(SettingsReader::prefix)
        .distinct()
        // What begins so has been looked at.
        .filter(prefix -> !prefix.startsWith(prefix(mode)))
        .forEach(prefix -> reportUnknown(prefix, otherModes));
    if (!problems.isEmpty()) {
      throw new ConfigurationException(problems);
    }
    return new StorageConfig(mode, values, settings, CacheListener.NONE);
  }

  /** Refuses keys that could never be read, which nobody but the provider can put right. */
  private void requireGoodKeys() {
    Set<String> names = new HashSet<>();
    for (ConfigKey<?> key : keys) {
      String fault = null;
      if (!key.name().startsWith(prefix(mode)) || key.name().equals(prefix(mode))) {
        fault = "does not begin with " + prefix(mode);
      } else if (!variables(key).stream().allMatch(names::add)) {
        fault = "is there twice";
      }
      if (fault != null) {
        problems.add(
            key
                + ": declared by the provider of mode "
                + mode
                + ", but "
                + fault
                + "; this is a fault of the provider");
      }
    }
    if (!problems.isEmpty()) {
      throw new ConfigurationException(problems);
    }
  }

  private static List<String> variables(ConfigKey<?> key) {
    return key.isSecret() ? List.of(key.name(), key.name() + FILE) : List.of(key.name());
  }

  private <T> void read(ConfigKey<T> key) {
    Given given = sources.find(variables(key), problems);
    if (given == null) {
      Given other = key.fallback().map(sources::other).orElse(null);
      if (other == null) {
        readDefault(key);
      } else {
        readGiven(key, other, ", " + other.name());
      }
    } else if (Source.variable(given.name()).equals(key.name())) {
      readGiven(key, given, "");
    } else {
      String text = readFile(given);
      if (text != null) {
        values.put(key, parse(key, given.shown() + ": what it holds must be ", text));
        String source = given.source() + ", file " + Given.printable(given.value());
        settings.add(new Setting(key.name(), "***", source));
      }
    }
  }

  private <T> void readGiven(ConfigKey<T> key, Given given, String note) {
    Given shown = new Given(given.source(), given.name(), key.shown(given.value()));
    values.put(key, parse(key, shown.shown() + ": must be ", given.value()));
    String value = Given.printable(shown.value());
    settings.add(new Setting(key.name(), value, given.source() + note));
  }

  private <T> void readDefault(ConfigKey<T> key) {
    if (key.isRequired()) {
      problems.add(key + ": not set; must be " + key.rule());
    }
    values.put(key, key.defaultValue());
    key.defaultText()
        .ifPresent(
            text -> settings.add(new Setting(key.name(), Given.printable(text), Source.DEFAULT)));
  }

  private @Nullable String readFile(Given given) {
    try {
      return SecretFile.read(Path.of(given.value().strip()));
    } catch (InvalidPathException illegal) {
      problems.add(given.shown() + ": must be a path");
    } catch (IOException failure) {
      problems.add(given.shown() + ": cannot be used: " + failure.getMessage());
    }
    return null;
  }

  private <T> Optional<T> parse(ConfigKey<T> key, String start, String text) {
    try {
      return Optional.of(
          Objects.requireNonNull(key.parse(text), () -> "the parser of " + key + " returned null"));
    } catch (ArithmeticException overflow) {
      problems.add(start + key.rule() + "; this is too large");
    } catch (IllegalArgumentException | DateTimeException illegal) {
      problems.add(start + key.rule());
    }
    return Optional.empty();
  }

  private void reportUnknown(String prefix, Collection<String> otherModes) {
    List<String> known = keys.stream().flatMap(key -> variables(key).stream()).toList();
    List<String> longer =
        Stream.concat(Stream.of(mode), otherModes.stream())
            .map(SettingsReader::prefix)
            .filter(other -> other.length() > prefix.length())
            .toList();
    for (Given given : sources.under(prefix)) {
      String variable = Source.variable(given.name());
      if (!known.contains(variable) && longer.stream().noneMatch(variable::startsWith)) {
        String suffix = variable.substring(prefix.length());
        problems.add(
            Given.printable(given.name()) + ": unknown variable" + suggestion(suffix, known));
      }
    }
  }

  /** Compares what comes after the prefix, lest the prefix hide how different the names are. */
  private String suggestion(String suffix, List<String> known) {
    String prefix = prefix(mode);
    List<String> names = known.stream().map(name -> name.substring(prefix.length())).toList();
    return Suggestion.nearest(suffix, names)
        .map(name -> "; did you mean " + prefix + name + "?")
        .orElse("");
  }
}
