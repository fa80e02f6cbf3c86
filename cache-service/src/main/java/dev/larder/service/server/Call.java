package dev.larder.service.server;

import dev.larder.service.Strategy;
import dev.larder.service.transport.RequestBody;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One request on its way through its route. What it reads it also checks: a name or a body that is
 * not as it has to be is a {@link Failure}.
 */
final class Call implements AutoCloseable {

  private static final String STRATEGIES =
      "'direct', 'temporal', 'temporal_latest', 'temporal_versioned' or 'key_based'";
  private static final Set<String> YES = Set.of("true", "1", "yes", "on", "t", "y");
  private static final Set<String> NO = Set.of("false", "0", "no", "off", "f", "n");

  private final Map<String, String> values;
  private final Map<String, String> query;
  private final Map<String, String> headers;
  private final Body body;

  Call(
      Map<String, String> values,
      Map<String, String> query,
      Map<String, String> headers,
      @Nullable RequestBody body,
      Limits limits,
      Room room) {
    this.values = values;
    this.query = query;
    this.headers = headers;
    this.body = new Body(body, limits, room);
  }

  @Override
  public void close() {
    body.close();
  }

  /** Returns what is sent. */
  Body body() {
    return body;
  }

  /** Returns what the name of the pattern stands for, as it was sent. */
  String raw(String name) {
    return values.getOrDefault(name, "");
  }

  /** Returns whether the pattern has the name. */
  boolean has(String name) {
    return values.containsKey(name);
  }

  /** Returns a parameter of the query; empty if it is not there. */
  String query(String name) {
    return query.getOrDefault(name, "");
  }

  /** Returns a header, by its name in lower case. */
  Optional<String> header(String name) {
    return Optional.ofNullable(headers.get(name));
  }

  /** Returns a parameter of the query that is true or false. */
  boolean flag(String name, boolean otherwise) {
    String value = query.get(name);
    if (value == null) {
      return otherwise;
    }
    String lower = value.toLowerCase(Locale.ROOT);
    if (!YES.contains(lower) && !NO.contains(lower)) {
      throw Failure.validation(
          "bool_parsing",
          List.of("query", name),
          "Input should be a valid boolean, unable to interpret input",
          value,
          null);
    }
    return YES.contains(lower);
  }

  Strategy strategy() {
    String value = raw("strategy");
    for (Strategy strategy : Strategy.values()) {
      if (strategy.wireName().equals(value)) {
        return strategy;
      }
    }
    throw Failure.notOneOf(List.of("path", "strategy"), STRATEGIES, value);
  }

  String namespace() {
    return Identifiers.id("namespace", raw("namespace"));
  }

  String cacheId() {
    return Identifiers.cacheId("cache_id", raw("cache_id"));
  }

  String cacheHash() {
    return Identifiers.cacheHash("cache_hash", raw("cache_hash"));
  }

  String cacheKey() {
    return Identifiers.filePath("cache_key", raw("cache_key"));
  }

  /**
   * Returns the id of the file: of the path if the pattern has it, else of the query. A route
   * without a key has none.
   */
  String fileId() {
    return has("cache_key")
        ? Identifiers.id("file_id", values.getOrDefault("file_id", query("file_id")))
        : "";
  }

  /** Returns the path of the field that the hash is taken of; null if the route has none. */
  @Nullable String fieldPath() {
    return has("cache_key")
        ? Identifiers.fieldPath("json_field_path", query("json_field_path"))
        : null;
  }

  String dataKey() {
    return Identifiers.filePath("data_key", raw("data_key"));
  }

  /** Returns the id of a child file; a new one if it is blank. */
  String dataFileId() {
    String id = Identifiers.id("data_file_id", raw("data_file_id"));
    return id.isEmpty() ? UUID.randomUUID().toString() : id;
  }

  ChildType dataType() {
    return ChildType.of(raw("data_type"));
  }

  /**
   * Returns whether an entry that the hash names already is to be returned instead of a new one.
   */
  boolean onlyIfAbsent() {
    return header("x-larder-if-absent").map("true"::equalsIgnoreCase).orElse(false);
  }

  /** Reads a text that is to be stored. */
  String text() throws IOException {
    return body.text();
  }
}
