package dev.larder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.larder.backend.NodeSignature;
import dev.larder.backend.StorageCacheBackend;
import dev.larder.config.ConfigKey;
import dev.larder.config.Setting;
import dev.larder.config.StorageConfig;
import dev.larder.config.StorageFactory;
import dev.larder.spi.HeapStorage;
import dev.larder.storage.Blob;
import dev.larder.storage.BlobReader;
import dev.larder.storage.CacheException;
import dev.larder.storage.CacheKey;
import dev.larder.storage.CacheListener;
import dev.larder.storage.CheckResult;
import dev.larder.storage.Entry;
import dev.larder.storage.EntryMetadata;
import dev.larder.storage.KeyPage;
import dev.larder.storage.KeyQuery;
import dev.larder.storage.Namespace;
import dev.larder.storage.SaveOptions;
import dev.larder.storage.SaveRequest;
import dev.larder.storage.Storage;
import dev.larder.storage.StorageInfo;
import dev.larder.storage.StorageStats;
import java.io.InputStream;
import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Parameter;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whatever makes a value refuses null by name: a null that gets in fails far from its cause. But
 * exceptions take it, for to refuse it would hide the failure that they tell of.
 */
final class NullArgumentTest {

  private static final Blob BLOB = Blob.ofText("value");
  private static final CacheKey KEY = CacheKey.of("ns", "a");
  private static final KeyQuery QUERY = KeyQuery.in(KEY.namespace());
  private static final EntryMetadata METADATA =
      EntryMetadata.builder(5, "1", Instant.EPOCH).build();

  /** One argument of each type that is asked for. */
  private static final Map<Class<?>, Object> SAMPLES =
      Map.ofEntries(
          Map.entry(int.class, 1),
          Map.entry(long.class, 1L),
          Map.entry(String.class, "STORAGE_A"),
          Map.entry(Optional.class, Optional.empty()),
          Map.entry(OptionalLong.class, OptionalLong.empty()),
          Map.entry(Duration.class, Duration.ofSeconds(1)),
          Map.entry(Instant.class, Instant.EPOCH),
          Map.entry(List.class, List.of()),
          Map.entry(Collection.class, List.of()),
          Map.entry(Map.class, Map.of()),
          Map.entry(byte[].class, new byte[1]),
          Map.entry(String[].class, new String[0]),
          Map.entry(ByteBuffer.class, ByteBuffer.allocate(1)),
          Map.entry(InputStream.class, InputStream.nullInputStream()),
          Map.entry(Function.class, Function.identity()),
          Map.entry(Class.class, CacheException.Code.class),
          Map.entry(Storage.class, new HeapStorage()),
          Map.entry(Codec.class, Codec.text()),
          Map.entry(Namespace.class, KEY.namespace()),
          Map.entry(CacheKey.class, KEY),
          Map.entry(Blob.class, BLOB),
          Map.entry(SaveOptions.class, SaveOptions.defaults()),
          Map.entry(EntryMetadata.class, METADATA),
          Map.entry(CacheListener.class, CacheListener.NONE),
          Map.entry(CacheException.Code.class, CacheException.Code.INTERNAL),
          Map.entry(
              CacheException.class,
              new CacheException(CacheException.Code.INTERNAL, "load", KEY, "a fault; report it")));

  static Stream<Class<?>> makers() {
    return Stream.of(
        Cache.class,
        CacheStats.class,
        Codec.class,
        NodeSignature.class,
        StorageCacheBackend.class,
        ConfigKey.class,
        Setting.class,
        StorageConfig.class,
        StorageFactory.class,
        Blob.class,
        BlobReader.class,
        CacheKey.class,
        CheckResult.class,
        Entry.class,
        EntryMetadata.class,
        KeyPage.class,
        KeyQuery.class,
        Namespace.class,
        SaveRequest.class,
        StorageInfo.class,
        StorageStats.class);
  }

  static Stream<Object> changers() {
    return Stream.of(
        QUERY,
        SaveOptions.defaults(),
        ConfigKey.text("STORAGE_A"),
        StorageConfig.of("heap", List.of(), Map.of()),
        StorageFactory.from(Map.of()),
        EntryMetadata.builder(1, 1, Instant.EPOCH),
        StorageInfo.builder("heap"),
        Cache.builder(new HeapStorage(), "ns", Codec.text()));
  }

  @ParameterizedTest
  @MethodSource("makers")
  void nullForAMaker_isRefusedByName(Class<?> type) {
    List<Executable> all = new ArrayList<>(List.of(type.getConstructors()));
    Arrays.stream(type.getMethods())
        .filter(m -> Modifier.isStatic(m.getModifiers()) && m.getDeclaringClass() == type)
        .forEach(all::add);
    assertThat(all).isNotEmpty();
    all.forEach(each -> refusesNull(each, null));
  }

  @ParameterizedTest
  @MethodSource("changers")
  void nullForAChanger_isRefusedByName(Object changed) {
    Arrays.stream(changed.getClass().getMethods())
        .filter(m -> !Modifier.isStatic(m.getModifiers()))
        .filter(m -> m.getReturnType() == changed.getClass())
        .forEach(each -> refusesNull(each, changed));
  }

  private static void refusesNull(Executable executable, @Nullable Object target) {
    Parameter[] parameters = executable.getParameters();
    for (int i = 0; i < parameters.length; i++) {
      if (!parameters[i].getType().isPrimitive()
          && !parameters[i].getAnnotatedType().isAnnotationPresent(Nullable.class)) {
        Object[] arguments = Arrays.stream(parameters).map(NullArgumentTest::sample).toArray();
        arguments[i] = null;
        assertThat(catchThrowable(() -> call(executable, target, arguments)))
            .as("%s", executable)
            .isExactlyInstanceOf(NullPointerException.class)
            .hasMessage(parameters[i].getName());
      }
    }
  }

  private static Object sample(Parameter parameter) {
    return parameter.getName().equals("namespace") && parameter.getType() == String.class
        ? "ns"
        : SAMPLES.get(parameter.getType());
  }

  private static void call(Executable executable, @Nullable Object target, Object[] arguments)
      throws Throwable {
    try {
      if (executable instanceof Constructor<?> constructor) {
        constructor.newInstance(arguments);
      } else {
        ((Method) executable).invoke(target, arguments);
      }
    } catch (InvocationTargetException thrown) {
      throw thrown.getCause();
    }
  }
}
