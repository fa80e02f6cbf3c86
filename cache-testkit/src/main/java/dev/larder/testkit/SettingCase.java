package dev.larder.testkit;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What a test of a provider expects of one setting. Immutable.
 *
 * <pre>{@code
 * SettingCase.of("STORAGE_SHELF_MAX_ENTRIES", ShelfStorageConfig::maxEntries)
 *     .byDefault(10_000L)
 *     .set("500", 500L)
 *     .refuses("0", "-1", "many")
 * }</pre>
 *
 * @param <C> the type of the provider's configuration
 */
public final class SettingCase<C> {

  private final String name;
  private final Function<C, ?> reading;
  private final @Nullable Object defaultValue;
  private final String text;
  private final @Nullable Object value;
  private final List<String> illegal;

  private SettingCase(
      String name,
      Function<C, ?> reading,
      @Nullable Object defaultValue,
      String text,
      @Nullable Object value,
      List<String> illegal) {
    this.name = name;
    this.reading = reading;
    this.defaultValue = defaultValue;
    this.text = text;
    this.value = value;
    this.illegal = illegal;
  }

  /**
   * Begins the expectations of a setting.
   *
   * @param name the variable, such as {@code STORAGE_SHELF_MAX_ENTRIES}
   * @param reading reads the setting from the provider's typed configuration
   */
  public static <C> SettingCase<C> of(String name, Function<C, ?> reading) {
    return new SettingCase<>(name, reading, null, "", null, List.of());
  }

  /** Returns this case with the documented default, as the typed configuration returns it. */
  public SettingCase<C> byDefault(Object documented) {
    return new SettingCase<>(name, reading, documented, text, value, illegal);
  }

  /** Returns this case with a value other than the default, as it is set and as it is read. */
  public SettingCase<C> set(String newText, Object newValue) {
    return new SettingCase<>(name, reading, defaultValue, newText, newValue, illegal);
  }

  /** Returns this case with those illegal values more; a setting for any text has none. */
  public SettingCase<C> refuses(String... values) {
    List<String> more = new ArrayList<>(illegal);
    more.addAll(List.of(values));
    return new SettingCase<>(name, reading, defaultValue, text, value, List.copyOf(more));
  }

  String name() {
    return name;
  }

  @Nullable Object read(C config) {
    return reading.apply(config);
  }

  Optional<Object> defaultValue() {
    return Optional.ofNullable(defaultValue);
  }

  String text() {
    return text;
  }

  Optional<Object> value() {
    return Optional.ofNullable(value);
  }

  List<String> illegal() {
    return illegal;
  }
}
