package dev.larder.config;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** One place where settings come from. Immutable. */
final class Source {

  static final String BUILDER = "builder";
  static final String SYSTEM_PROPERTY = "system property";
  static final String ENVIRONMENT = "environment";
  static final String MAP = "map";
  static final String DEFAULT = "default";

  private static final Pattern SEPARATOR = Pattern.compile("[^A-Za-z0-9]");

  private final Map<String, List<Given>> settings = new TreeMap<>();
  private final Map<String, Given> others = new HashMap<>();

  /** Takes over what is not blank. */
  Source(String label, Map<String, String> values) {
    // Sorted, so that messages do not depend on the order of a hash map.
    for (String name : new TreeSet<>(values.keySet())) {
      String value = values.get(name);
      String variable = variable(name);
      if (value == null || value.isBlank()) {
        continue;
      }
      if (!variable.startsWith("STORAGE_")) {
        others.put(name, new Given(label, name, value));
      } else {
        settings
            .computeIfAbsent(variable, v -> new ArrayList<>())
            .add(new Given(label, name, value));
      }
    }
  }

  /** Returns the variable of a name in either spelling: {@code storage.disk.max-size} is one. */
  static String variable(String name) {
    return SEPARATOR.matcher(name).replaceAll("_").toUpperCase(Locale.ROOT);
  }

  /** Returns every spelling of the variable here, sorted; empty if it is not set. */
  Collection<Given> find(String variable) {
    return settings.getOrDefault(variable, List.of());
  }

  /** Returns the variable of another program, spelt exactly so; null if it is not set. */
  @Nullable Given other(String name) {
    return others.get(name);
  }

  /** Returns the variables that are set here, sorted; those of other programs are left out. */
  Set<String> variables() {
    return settings.keySet();
  }
}
