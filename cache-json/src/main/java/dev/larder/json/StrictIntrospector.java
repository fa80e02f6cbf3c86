package dev.larder.json;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.cfg.MapperConfig;
import com.fasterxml.jackson.databind.introspect.Annotated;
import com.fasterxml.jackson.databind.introspect.AnnotatedMember;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import com.fasterxml.jackson.databind.jsontype.TypeResolverBuilder;
import org.jspecify.annotations.Nullable;

/**
 * Reads the user's annotations, except those that let data choose a type, or leave out a value or
 * the array around it.
 */
final class StrictIntrospector extends JacksonAnnotationIntrospector {

  private static final long serialVersionUID = 1L;

  /**
   * Says that everything is written: what is left out for a web page would be missing on reading.
   */
  @Override
  public JsonInclude.Value findPropertyInclusion(Annotated annotated) {
    return JsonInclude.Value.empty();
  }

  /** Keeps the array around a single element, without which it would not be read again. */
  @Override
  public JsonFormat.@Nullable Value findFormat(Annotated annotated) {
    JsonFormat.Value format = super.findFormat(annotated);
    return format == null
        ? null
        : format.withoutFeature(JsonFormat.Feature.WRITE_SINGLE_ELEM_ARRAYS_UNWRAPPED);
  }

  @Override
  public JsonTypeInfo.@Nullable Value findPolymorphicTypeInfo(
      MapperConfig<?> config, Annotated annotated) {
    JsonTypeInfo.Value info = super.findPolymorphicTypeInfo(config, annotated);
    if (info != null && info.getIdType() != JsonTypeInfo.Id.NONE) {
      throw refused(annotated);
    }
    return null;
  }

  @Override
  protected @Nullable TypeResolverBuilder<?> _findTypeResolver(
      MapperConfig<?> config, Annotated annotated, JavaType type) {
    findPolymorphicTypeInfo(config, annotated);
    if (super._findTypeResolver(config, annotated, type) != null
        && !annotated.hasAnnotation(JsonTypeInfo.class)) {
      throw refused(annotated);
    }
    return null;
  }

  private static IllegalArgumentException refused(Annotated annotated) {
    String where =
        annotated instanceof AnnotatedMember member
            ? member.getDeclaringClass().getName()
            : annotated.getName();
    return new IllegalArgumentException(
        where
            + " is annotated to let the data choose its type, which a codec never does;"
            + " give each type a codec of its own, or remove the annotation");
  }
}
