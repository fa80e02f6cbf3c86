package dev.larder.config;

import dev.larder.spi.StorageProvider;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.Spliterator;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The providers that can be found, and what stood in the way of others. Used by one thread. */
final class ProviderDirectory {

  /** Ends the search where a loader fails again and again without getting anywhere. */
  private static final int MOST_FAILURES = 100;

  /** By the name of the class: two class loaders may each have a copy. */
  private final Map<String, Candidate> candidates = new LinkedHashMap<>();

  /** By message: two class loaders often stumble over the same thing. */
  private final Map<String, Throwable> failures = new LinkedHashMap<>();

  private ProviderDirectory() {}

  /**
   * Looks in the class loader and the module layer of the interface and in another class loader,
   * which plug-in hosts and application servers keep apart.
   *
   * @param other the other class loader, or null for none
   */
  static ProviderDirectory search(@Nullable ClassLoader other) {
    ProviderDirectory directory = new ProviderDirectory();
    directory.addAll(
        ServiceLoader.load(StorageProvider.class, StorageProvider.class.getClassLoader()));
    ModuleLayer layer = StorageProvider.class.getModule().getLayer();
    if (layer != null) {
      directory.addAll(ServiceLoader.load(layer, StorageProvider.class));
    }
    if (other != null) {
      directory.addAll(ServiceLoader.load(StorageProvider.class, other));
    }
    return directory;
  }

  /** Returns a directory of those providers. */
  static ProviderDirectory of(List<StorageProvider> providers) {
    ProviderDirectory directory = new ProviderDirectory();
    providers.forEach(provider -> directory.add(provider.getClass().getName(), () -> provider));
    return directory;
  }

  private void addAll(ServiceLoader<StorageProvider> loader) {
    Spliterator<ServiceLoader.Provider<StorageProvider>> found = loader.stream().spliterator();
    for (int failed = 0; failed < MOST_FAILURES; failed++) {
      try {
        while (found.tryAdvance(p -> add(p.type().getName(), p))) {
          // The work is done in the condition.
        }
        return;
      } catch (ServiceConfigurationError | LinkageError broken) {
        note(message(broken), broken);
      }
    }
  }

  private void add(String type, Supplier<StorageProvider> provider) {
    if (candidates.containsKey(type)) {
      return;
    }
    try {
      candidates.put(type, Candidate.of(provider.get()));
    } catch (ServiceConfigurationError broken) {
      note(message(broken), broken);
    } catch (LinkageError | RuntimeException broken) {
      note(type + ": " + broken, broken);
    }
  }

  private void note(String what, Throwable broken) {
    Throwable root = root(broken);
    failures.putIfAbsent(root == broken ? what : what + ": " + root, broken);
  }

  /** Returns the message without the name of the interface, which says nothing to anybody. */
  private static String message(Error broken) {
    String message = String.valueOf(broken.getMessage());
    return broken instanceof ServiceConfigurationError
        ? message.replace(StorageProvider.class.getName() + ": ", "")
        : broken.toString();
  }

  private static Throwable root(Throwable failure) {
    Throwable root = failure;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return root;
  }

  /** Returns the providers in the order in which they were found. */
  List<Candidate> candidates() {
    return List.copyOf(candidates.values());
  }

  /** Returns the providers that answer to that mode, in any spelling. */
  List<Candidate> named(String mode) {
    return candidates.values().stream().filter(c -> c.answersTo(mode)).toList();
  }

  /** Returns what could not be loaded and why, one line each. */
  List<String> failures() {
    return new ArrayList<>(failures.keySet());
  }

  /** Returns the first thing that stood in the way, for a stack trace; null if nothing did. */
  @Nullable Throwable firstFailure() {
    return failures.isEmpty() ? null : failures.values().iterator().next();
  }
}
