package dev.larder.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Where settings come from, the strongest source first.
 *
 * @param strongestFirst the sources
 */
record Sources(List<Source> strongestFirst) {

  Sources {
    strongestFirst = List.copyOf(strongestFirst);
  }

  /**
   * Returns what the strongest source says that knows one of the variables, which mean the same;
   * null if none does.
   *
   * @param problems gains a line if that source contradicts itself
   */
  @Nullable Given find(List<String> variables, List<String> problems) {
    for (Source source : strongestFirst) {
      List<Given> found = new ArrayList<>();
      variables.forEach(variable -> found.addAll(source.find(variable)));
      if (!found.isEmpty()) {
        reportContradiction(found, problems);
        return found.get(0);
      }
    }
    return null;
  }

  /** Returns what the strongest source says of another program's variable; null if none does. */
  @Nullable Given other(String name) {
    return strongestFirst.stream()
        .map(source -> source.other(name))
        .filter(Objects::nonNull)
        .findFirst()
        .orElse(null);
  }

  private static void reportContradiction(List<Given> found, List<String> problems) {
    Given first = found.get(0);
    boolean same =
        found.stream()
            .allMatch(
                other ->
                    other.value().equals(first.value())
                        && Source.variable(other.name()).equals(Source.variable(first.name())));
    if (!same) {
      problems.add(
          found.stream()
                  .map(given -> Given.printable(given.name()))
                  .collect(Collectors.joining(" and "))
              + ": set at once ("
              + first.source()
              + ") and not the same; keep one");
    }
  }

  /** Returns everything that is set under the prefix, sorted by variable. */
  List<Given> under(String prefix) {
    Set<String> variables = new TreeSet<>();
    strongestFirst.forEach(source -> variables.addAll(source.variables()));
    List<Given> found = new ArrayList<>();
    for (String variable : variables) {
      if (variable.startsWith(prefix)) {
        strongestFirst.forEach(source -> found.addAll(source.find(variable)));
      }
    }
    return found;
  }
}
