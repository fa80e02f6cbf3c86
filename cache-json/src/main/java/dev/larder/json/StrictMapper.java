package dev.larder.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.StreamWriteConstraints;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.type.LogicalType;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeFeature;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;

/**
 * The mapper behind one codec: equal values give equal bytes, and nothing is guessed on reading.
 */
final class StrictMapper {

  private StrictMapper() {}

  static JsonMapper of(JsonLimits limits, TypeGuard guard) {
    JsonMapper.Builder builder =
        JsonMapper.builder(factory(limits))
            .annotationIntrospector(new StrictIntrospector())
            .addModule(new Jdk8Module())
            .addModule(new JavaTimeModule().disable(JavaTimeFeature.NORMALIZE_DESERIALIZED_ZONE_ID))
            .addModule(
                new SimpleModule("larder")
                    .setDeserializerModifier(guard)
                    .setSerializerModifier(new SetOrder()));
    writing(builder);
    reading(builder);
    return builder.build();
  }

  /** Returns the parsers and generators of UTF-8 with those limits. */
  static JsonFactory factory(JsonLimits limits) {
    return JsonFactory.builder()
        .streamReadConstraints(new ReadLimits(limits))
        // Ours are in LimitedGenerator, which knows more of them.
        .streamWriteConstraints(
            StreamWriteConstraints.builder().maxNestingDepth(Integer.MAX_VALUE).build())
        // UTF-8 and nothing else.
        .disable(JsonFactory.Feature.CHARSET_DETECTION)
        // Names in data would otherwise stay in the JVM's own table of strings.
        .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
        .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
        .enable(StreamReadFeature.USE_FAST_DOUBLE_PARSER)
        // Double.toString gives other digits from JDK 19 on.
        .enable(StreamWriteFeature.USE_FAST_DOUBLE_WRITER)
        .enable(JsonWriteFeature.COMBINE_UNICODE_SURROGATES_IN_UTF8)
        .disable(StreamWriteFeature.AUTO_CLOSE_CONTENT)
        .build();
  }

  private static void writing(JsonMapper.Builder builder) {
    builder
        .enable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY, MapperFeature.USE_STATIC_TYPING)
        .disable(MapperFeature.SORT_CREATOR_PROPERTIES_FIRST)
        .enable(
            SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS,
            SerializationFeature.FAIL_ON_ORDER_MAP_BY_INCOMPARABLE_KEY,
            SerializationFeature.WRITE_DATES_WITH_ZONE_ID)
        .disable(
            SerializationFeature.WRITE_DATES_AS_TIMESTAMPS,
            SerializationFeature.WRITE_DURATIONS_AS_TIMESTAMPS,
            SerializationFeature.WRITE_DATES_WITH_CONTEXT_TIME_ZONE,
            // The generator is closed right after, which flushes it.
            SerializationFeature.FLUSH_AFTER_WRITE_VALUE);
  }

  private static void reading(JsonMapper.Builder builder) {
    builder
        .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
        .enable(
            DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES,
            DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES,
            DeserializationFeature.FAIL_ON_NUMBERS_FOR_ENUMS)
        .disable(
            DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES,
            DeserializationFeature.ACCEPT_FLOAT_AS_INT,
            DeserializationFeature.ADJUST_DATES_TO_CONTEXT_TIME_ZONE)
        .withCoercionConfig(
            LogicalType.Textual,
            text ->
                text.setCoercion(CoercionInputShape.Integer, CoercionAction.Fail)
                    .setCoercion(CoercionInputShape.Float, CoercionAction.Fail)
                    .setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail));
  }
}
