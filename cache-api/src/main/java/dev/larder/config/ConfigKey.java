package dev.larder.config;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One setting of a provider: the variable's name, the rule for its value, and what is documented
 * about it. Immutable.
 *
 * <pre>{@code
 * static final ConfigKey<Long> MAX_ENTRIES =
 *     ConfigKey.integer("STORAGE_MEMORY_MAX_ENTRIES", 1)
 *         .withDefault(10_000L)
 *         .describedAs("Entries to keep; beyond it the least useful one is evicted.");
 * }</pre>
 *
 * <p>Keys are constants: {@link StorageConfig#get} takes the very object that {@code
 * StorageProvider.configKeys()} returned.
 *
 * @param <T> the type of the value
 */
public final class ConfigKey<T> {

  private static final Pattern LEGAL = Pattern.compile("STORAGE_[A-Z0-9_]+");

  private final String name;
  private final Format<T> format;
  private final @Nullable T defaultValue;
  private final String description;
  private final boolean secret;
  private final boolean required;
  private final @Nullable String fallback;

  private ConfigKey(
      String name,
      Format<T> format,
      @Nullable T defaultValue,
      String description,
      boolean secret,
      boolean required,
      @Nullable String fallback) {
    this.name = name;
    this.format = format;
    this.defaultValue = defaultValue;
    this.description = description;
    this.secret = secret;
    this.required = required;
    this.fallback = fallback;
  }

  /** Returns a key for any text that is not blank; blanks around it belong to it. */
  public static ConfigKey<String> text(String name) {
    return key(name, Formats.text());
  }

  /** Returns a key for a path of the default file system. A {@code ~} is not expanded. */
  public static ConfigKey<Path> path(String name) {
    return key(name, Formats.path());
  }

  /** Returns a key for a decimal integer of at least {@code min}. */
  public static ConfigKey<Long> integer(String name, long min) {
    return integer(name, min, Long.MAX_VALUE);
  }

  /**
   * Returns a key for a decimal integer from {@code min} to {@code max}.
   *
   * @throws IllegalArgumentException if {@code max} is below {@code min}
   */
  public static ConfigKey<Long> integer(String name, long min, long max) {
    return key(name, Formats.integer(min, max));
  }

  /**
   * Returns a key for a number of bytes of at least {@code minBytes}: {@code 1000}, {@code 1000B},
   * {@code 64MiB} (units KiB, MiB, GiB, TiB, of 1024) or {@code 64MB} (units KB, MB, GB, TB, of
   * 1000).
   *
   * @throws IllegalArgumentException if {@code minBytes} is negative
   */
  public static ConfigKey<Long> size(String name, long minBytes) {
    return size(name, minBytes, Long.MAX_VALUE);
  }

  /**
   * Returns a key for a number of bytes from {@code minBytes} to {@code maxBytes}.
   *
   * @throws IllegalArgumentException if {@code minBytes} is negative or above {@code maxBytes}
   */
  public static ConfigKey<Long> size(String name, long minBytes, long maxBytes) {
    return key(name, Sizes.format(minBytes, maxBytes));
  }

  /**
   * Returns a key for a duration of at least {@code min}: {@code 250ms}, {@code 10s}, {@code 5m},
   * {@code 1h}, {@code 2d} or ISO-8601 as in {@code PT1H30M}. A number without a unit is refused. A
   * longer one than 106751 days counts as that, so that {@link Duration#toNanos()} cannot overflow.
   *
   * @throws IllegalArgumentException if {@code min} is negative or longer than that
   */
  public static ConfigKey<Duration> duration(String name, Duration min) {
    return key(name, Durations.format(requireNonNull(min, "min")));
  }

  /** Returns a key for a switch: true, on, yes, false, off or no, in any case. */
  public static ConfigKey<Boolean> flag(String name) {
    return key(name, Formats.flag());
  }

  /**
   * Returns a key for one of the constants of an enum, matched without regard to case, {@code -}
   * and {@code _}.
   *
   * @throws IllegalArgumentException if two constants differ in nothing else
   */
  public static <E extends Enum<E>> ConfigKey<E> choice(String name, Class<E> values) {
    return key(name, Formats.choice(requireNonNull(values, "values")));
  }

  /**
   * Returns a key for values of any other kind.
   *
   * @param rule what a value must be, as the end of the sentence "must be ..."
   * @param parser makes the value of the text, which is not blank and has no blanks around it;
   *     throws {@code IllegalArgumentException} if the text breaks the rule. Its message goes
   *     nowhere, for it may quote a secret; defaults are not checked with it
   */
  public static <T> ConfigKey<T> of(String name, String rule, Function<String, T> parser) {
    requireNonNull(rule, "rule");
    requireNonNull(parser, "parser");
    return key(
        name, new Format<>(rule, text -> parser.apply(text.strip()), String::valueOf, any -> true));
  }

  private static <T> ConfigKey<T> key(String name, Format<T> format) {
    if (!LEGAL.matcher(requireNonNull(name, "name")).matches()) {
      throw new IllegalArgumentException(
          "name of a setting (" + name + ") must match " + LEGAL.pattern());
    }
    return new ConfigKey<>(name, format, null, "", false, false, null);
  }

  /**
   * Returns this key with that value where the setting is not set.
   *
   * @throws IllegalArgumentException if the value breaks the rule
   * @throws IllegalStateException if the key is required
   */
  public ConfigKey<T> withDefault(T value) {
    requireNonNull(value, "value");
    if (!format.accepts(value)) {
      throw new IllegalArgumentException(
          "default of " + name + " (" + show(value) + ") must be " + rule());
    }
    return new ConfigKey<>(name, format, value, description, secret, required, fallback).checked();
  }

  /** Returns this key with that description, one sentence for the documentation. */
  public ConfigKey<T> describedAs(String text) {
    requireNonNull(text, "text");
    return new ConfigKey<>(name, format, defaultValue, text, secret, required, fallback);
  }

  /**
   * Returns this key as one for a secret: its value is shown as {@code ***} everywhere, and may be
   * in a file whose path is in the variable {@code <name>_FILE}.
   */
  public ConfigKey<T> secret() {
    return new ConfigKey<>(name, format, defaultValue, description, true, required, fallback);
  }

  /**
   * Returns this key as one that must be set.
   *
   * @throws IllegalStateException if the key has a default
   */
  public ConfigKey<T> required() {
    return new ConfigKey<>(name, format, defaultValue, description, secret, true, fallback)
        .checked();
  }

  /**
   * Returns this key as one whose value, where no source sets it, is that of another program's
   * variable, in exactly that spelling; so that who has set up the one need not set up the other.
   *
   * @param variable the variable; it need not begin as those of Larder do
   */
  public ConfigKey<T> withFallback(String variable) {
    requireNonNull(variable, "variable");
    return new ConfigKey<>(name, format, defaultValue, description, secret, required, variable);
  }

  private ConfigKey<T> checked() {
    if (required && defaultValue != null) {
      throw new IllegalStateException(name + " cannot be required and have a default");
    }
    return this;
  }

  /** Returns the name of the environment variable, such as {@code STORAGE_MEMORY_MAX_ENTRIES}. */
  public String name() {
    return name;
  }

  /** Returns what a value must be, such as {@code an integer of at least 1}. */
  public String rule() {
    return format.rule();
  }

  /** Returns the value where the setting is not set, if there is one. */
  public Optional<T> defaultValue() {
    return Optional.ofNullable(defaultValue);
  }

  /** Returns the default as it would be written, {@code ***} for a secret; empty if none. */
  public Optional<String> defaultText() {
    return defaultValue().map(this::show);
  }

  /** Returns the variable of another program whose value counts where this is not set. */
  public Optional<String> fallback() {
    return Optional.ofNullable(fallback);
  }

  /** Returns the sentence for the documentation; empty text unless given. */
  public String description() {
    return description;
  }

  /** Returns whether the value must not be shown. */
  public boolean isSecret() {
    return secret;
  }

  /** Returns whether it is an error not to set it. */
  public boolean isRequired() {
    return required;
  }

  /** Returns the name. */
  @Override
  public String toString() {
    return name;
  }

  /** Returns the value that the text stands for; throws what {@link Format} says. */
  T parse(String text) {
    return format.parser().apply(text);
  }

  /** Returns a value as it would be written, {@code ***} for a secret. */
  String show(T value) {
    return secret ? "***" : format.printer().apply(value);
  }
}
