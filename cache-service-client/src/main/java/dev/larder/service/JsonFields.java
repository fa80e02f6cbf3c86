package dev.larder.service;

import dev.larder.storage.CacheException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The members of a JSON object in an answer, each by its name and type. */
final class JsonFields {

  private final ServiceErrors errors;
  private final ServiceCall call;
  private final Map<?, ?> members;

  private JsonFields(ServiceErrors errors, ServiceCall call, Map<?, ?> members) {
    this.errors = errors;
    this.call = call;
    this.members = members;
  }

  /** Returns the object that is the body of the answer. */
  static JsonFields of(ServiceErrors errors, ServiceCall call, ServiceAnswer answer) {
    if (tree(errors, call, answer) instanceof Map<?, ?> members) {
      return new JsonFields(errors, call, members);
    }
    throw errors.ofContent(call, "JSON that is no object");
  }

  /** Returns the tree that is the body of the answer. */
  static @Nullable Object tree(ServiceErrors errors, ServiceCall call, ServiceAnswer answer) {
    if (!answer.contentType().equals(ServiceAnswer.JSON)) {
      throw errors.ofType(call, answer, ServiceAnswer.JSON);
    }
    try {
      return CanonicalJson.parse(answer.body());
    } catch (IllegalArgumentException malformed) {
      throw errors.ofContent(call, "what is " + malformed.getMessage());
    }
  }

  CacheException wrong(String name) {
    return errors.ofContent(call, "JSON whose " + name + " is missing or of another type");
  }

  boolean has(String name) {
    return members.get(name) != null;
  }

  @Nullable Object value(String name) {
    return members.get(name);
  }

  /** Returns the text; the empty one for null or nothing. */
  String text(String name) {
    Object value = members.get(name);
    if (value == null) {
      return "";
    }
    if (value instanceof String text) {
      return text;
    }
    throw wrong(name);
  }

  /** Returns the text, which has to be there. */
  String name(String name) {
    if (members.get(name) instanceof String text) {
      return text;
    }
    throw wrong(name);
  }

  /** Returns the text; empty for null, for nothing, and for the empty text. */
  Optional<String> find(String name) {
    return Optional.of(text(name)).filter(text -> !text.isEmpty());
  }

  long number(String name) {
    if (members.get(name) instanceof Number number) {
      return number.longValue();
    }
    throw wrong(name);
  }

  int count(String name) {
    return Math.toIntExact(number(name));
  }

  boolean flag(String name) {
    if (members.get(name) instanceof Boolean flag) {
      return flag;
    }
    throw wrong(name);
  }

  Instant instant(String name) {
    return Instant.ofEpochMilli(number(name));
  }

  /** Returns the texts; none for null or nothing. */
  List<String> texts(String name) {
    List<String> texts = new ArrayList<>();
    for (Object element : elements(name)) {
      if (!(element instanceof String text)) {
        throw wrong(name);
      }
      texts.add(text);
    }
    return List.copyOf(texts);
  }

  private List<?> elements(String name) {
    Object value = members.get(name);
    if (value == null) {
      return List.of();
    }
    if (value instanceof List<?> list) {
      return list;
    }
    throw wrong(name);
  }

  JsonFields object(String name) {
    if (members.get(name) instanceof Map<?, ?> inner) {
      return new JsonFields(errors, call, inner);
    }
    throw wrong(name);
  }

  List<JsonFields> objects(String name) {
    List<JsonFields> objects = new ArrayList<>();
    for (Object element : elements(name)) {
      if (!(element instanceof Map<?, ?> inner)) {
        throw wrong(name);
      }
      objects.add(new JsonFields(errors, call, inner));
    }
    return objects;
  }

  Strategy strategy(String name) {
    return Strategy.of(name(name)).orElseThrow(() -> wrong(name));
  }

  EntryKind kind(String name) {
    return EntryKind.of(name(name)).orElseThrow(() -> wrong(name));
  }

  /** Returns all members. */
  Map<String, @Nullable Object> toMap() {
    Map<String, @Nullable Object> copy = new java.util.LinkedHashMap<>();
    members.forEach((name, value) -> copy.put(String.valueOf(name), value));
    return copy;
  }
}
