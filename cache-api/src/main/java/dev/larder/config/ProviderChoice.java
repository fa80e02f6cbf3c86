package dev.larder.config;

import dev.larder.spi.StorageProvider;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Finds the provider that was asked for, or says what is missing. Never chooses another one.
 *
 * @param directory what there is
 * @param version the version of the artifacts to advise, where it is known
 */
record ProviderChoice(ProviderDirectory directory, Optional<String> version) {

  private static final String UNSET = StorageFactory.MODE + ": not set";
  private static final String IF_UNSET = "memory";

  /**
   * Returns the provider.
   *
   * @param mode what was asked for, or null if nothing was
   * @throws ConfigurationException if there is none, or more than one
   */
  Candidate choose(@Nullable Given mode) {
    if (mode == null) {
      return chooseUnasked();
    }
    String start = mode.shown() + " (" + mode.source() + ")";
    List<Candidate> named = directory.named(mode.value());
    if (named.isEmpty()) {
      throw absent(start, mode.value());
    }
    return only(start, named);
  }

  private Candidate chooseUnasked() {
    List<Candidate> all = directory.candidates();
    if (all.isEmpty()) {
      throw failure(
          UNSET + " and no provider found; add " + coordinates("cache-memory"),
          missingJar("cache-memory"));
    }
    if (all.size() == 1) {
      return all.get(0);
    }
    List<Candidate> memory = directory.named(IF_UNSET);
    if (memory.isEmpty()) {
      String modes = all.stream().map(Candidate::mode).collect(Collectors.joining(", "));
      throw failure(
          UNSET + " and there are several providers; set it to one of " + modes, List.of(found()));
    }
    return only(UNSET + ", so it is " + IF_UNSET, memory);
  }

  private static Candidate only(String start, List<Candidate> named) {
    if (named.size() > 1) {
      throw new ConfigurationException(
          named.stream()
              .map(Candidate::claimant)
              .collect(
                  Collectors.joining(
                      " and ",
                      start + ": more than one provider claims this mode: ",
                      "; keep one of them")));
    }
    return named.get(0);
  }

  private ConfigurationException absent(String start, String mode) {
    Optional<String> artifact = Artifacts.of(mode);
    if (artifact.isPresent()) {
      String known = artifact.get();
      return failure(
          start + ": no provider for this mode; add " + coordinates(known), missingJar(known));
    }
    String meant = nearest(mode).map(name -> "; did you mean " + name + "?").orElse("");
    return failure(start + ": unknown mode" + meant, List.of(found()));
  }

  private Optional<String> nearest(String mode) {
    Map<String, String> names = new LinkedHashMap<>();
    for (Candidate candidate : directory.candidates()) {
      names.put(Formats.plain(candidate.mode()), candidate.mode());
      candidate.provider().aliases().forEach(a -> names.putIfAbsent(Formats.plain(a), a));
    }
    new TreeSet<>(Artifacts.modes()).forEach(m -> names.putIfAbsent(Formats.plain(m), m));
    return Suggestion.nearest(Formats.plain(mode), names.keySet()).map(names::get);
  }

  private ConfigurationException failure(String problem, List<String> advice) {
    List<String> lines = new ArrayList<>();
    lines.add(problem);
    lines.addAll(advice);
    directory.failures().forEach(broken -> lines.add("could not be loaded: " + broken));
    return new ConfigurationException(String.join("\n      ", lines), directory.firstFailure());
  }

  private String coordinates(String artifact) {
    return Artifacts.coordinates(artifact, version);
  }

  private List<String> missingJar(String artifact) {
    List<String> lines = new ArrayList<>(Artifacts.howToAdd(artifact, version));
    lines.add(found());
    lines.add(
        "if it is there: a shaded jar must merge META-INF/services (maven-shade:"
            + " ServicesResourceTransformer, Gradle Shadow: mergeServiceFiles()),");
    lines.add(
        "and a module must declare: provides " + StorageProvider.class.getName() + " with ...");
    return lines;
  }

  private String found() {
    return directory.candidates().isEmpty()
        ? "found: no provider at all"
        : directory.candidates().stream()
            .map(Candidate::shown)
            .collect(Collectors.joining(", ", "found: ", ""));
  }
}
