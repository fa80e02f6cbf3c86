package dev.larder.config;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Settings that cannot be used. It is thrown at start-up only and reports everything that is wrong
 * at once; secrets are shown as {@code ***}.
 */
public final class ConfigurationException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final transient List<String> problems;

  /**
   * Makes the exception for those problems, each of which names the setting, its value and the rule
   * in one line. Advice may follow in further lines.
   */
  public ConfigurationException(List<String> problems) {
    super("Invalid storage configuration:\n  - " + String.join("\n  - ", problems));
    this.problems = List.copyOf(problems);
  }

  /** Makes the exception for one problem. */
  public ConfigurationException(String problem) {
    this(List.of(problem));
  }

  /**
   * Makes the exception for one problem, for example of a provider whose library refused a setting.
   *
   * @param problem what is wrong, in the form of {@link #ConfigurationException(List)}; the message
   *     of the cause is not added, as it might quote a secret
   * @param cause what it was found by, for the stack trace; null if there is none
   */
  public ConfigurationException(String problem, @Nullable Throwable cause) {
    this(problem);
    initCause(cause);
  }

  /** Returns the problems; unmodifiable. Empty after serialization. */
  @SuppressWarnings("NullAway") // a transient field is null after deserialization
  public List<String> problems() {
    return problems == null ? List.of() : problems;
  }
}
