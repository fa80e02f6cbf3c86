package dev.larder.service.server;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Several changes of a zip's members at once: all of them, or if so wished those that work. */
final class ZipBatch {

  private static final List<String> ACTIONS =
      List.of("list", "get", "add", "remove", "replace", "rename");
  private static final String FAILED = "Operation failed";
  private static final List<String> CONDITIONS = List.of("always", "if_exists", "if_not_exists");

  private final boolean atomic;
  private final List<Operation> operations;
  private final List<Map<String, @Nullable Object>> results = new ArrayList<>();
  private final List<String> added = new ArrayList<>();
  private final List<String> removed = new ArrayList<>();
  private final List<String> modified = new ArrayList<>();
  private int failed;
  private boolean rolledBack;
  private String error = "";

  private ZipBatch(boolean atomic, List<Operation> operations) {
    this.atomic = atomic;
    this.operations = operations;
  }

  private record Operation(
      String action,
      String path,
      @Nullable String content,
      @Nullable String newPath,
      String condition,
      @Nullable String pattern) {}

  /**
   * Reads a batch.
   *
   * @throws Failure 400 if it is none
   */
  static ZipBatch of(Map<String, @Nullable Object> request) {
    Object atomic = request.getOrDefault("atomic", true);
    if (!(atomic instanceof Boolean flag)) {
      throw invalid("bool_type", List.of("body", "atomic"), "a valid boolean", atomic);
    }
    Object operations = request.getOrDefault("operations", List.of());
    if (!(operations instanceof List<?> list)) {
      throw invalid("list_type", List.of("body", "operations"), "a valid list", operations);
    }
    List<Operation> read = new ArrayList<>();
    for (int i = 0; i < list.size(); i++) {
      if (!(list.get(i) instanceof Map<?, ?> operation)) {
        throw invalid(
            "model_type", List.of("body", "operations", i), "a valid operation", list.get(i));
      }
      read.add(operation(operation, i));
    }
    return new ZipBatch(flag, read);
  }

  private static Failure invalid(
      String type, List<Object> place, String what, @Nullable Object input) {
    return Failure.validation(type, place, "Input should be " + what, input, null);
  }

  private static Operation operation(Map<?, ?> fields, int index) {
    return new Operation(
        oneOf(fields, "action", index, "add", ACTIONS),
        Identifiers.filePath("path", text(fields, "path", index, "")),
        optional(fields, "content", index),
        newPath(fields, index),
        oneOf(fields, "condition", index, "always", CONDITIONS),
        optional(fields, "pattern", index));
  }

  private static @Nullable String newPath(Map<?, ?> fields, int index) {
    String path = optional(fields, "new_path", index);
    return path == null || path.isEmpty() ? null : Identifiers.filePath("new_path", path);
  }

  private static String oneOf(
      Map<?, ?> fields, String name, int index, String otherwise, List<String> allowed) {
    String value = text(fields, name, index, otherwise);
    if (!allowed.contains(value)) {
      String all = String.join("', '", allowed.subList(0, allowed.size() - 1));
      throw Failure.notOneOf(
          List.of("body", "operations", index, name),
          "'" + all + "' or '" + allowed.get(allowed.size() - 1) + "'",
          value);
    }
    return value;
  }

  private static String text(Map<?, ?> fields, String name, int index, String otherwise) {
    String value = optional(fields, name, index);
    return value == null ? otherwise : value;
  }

  private static @Nullable String optional(Map<?, ?> fields, String name, int index) {
    Object value = fields.get(name);
    if (value == null || value instanceof String) {
      return (String) value;
    }
    throw invalid(
        "string_type", List.of("body", "operations", index, name), "a valid string", value);
  }

  /**
   * Changes the members.
   *
   * @return whether something came of it that is to be stored
   */
  boolean apply(Map<String, byte[]> members, int limit) {
    Map<String, byte[]> before = new LinkedHashMap<>(members);
    for (Operation operation : operations) {
      String problem = isSkipped(operation, members) ? "" : apply(operation, members);
      results.add(
          Json.object(
              "action",
              operation.action(),
              "path",
              operation.path(),
              "success",
              problem.isEmpty(),
              "error",
              problem));
      if (!problem.isEmpty()) {
        failed++;
        if (atomic) {
          rolledBack = true;
          error = "Atomic batch failed" + (problem.equals(FAILED) ? "" : ": " + problem);
          members.clear();
          members.putAll(before);
          return false;
        }
      }
    }
    if (members.values().stream().mapToLong(content -> content.length).sum() > limit) {
      throw Limits.tooLarge(limit);
    }
    return results.size() > failed;
  }

  private static boolean isSkipped(Operation operation, Map<String, byte[]> members) {
    boolean there = members.containsKey(operation.path());
    return switch (operation.condition()) {
      case "if_exists" -> !there;
      case "if_not_exists" -> there;
      default -> false;
    };
  }

  /** Returns what went wrong, or an empty text. */
  private String apply(Operation operation, Map<String, byte[]> members) {
    return switch (operation.action()) {
      case "add", "replace" -> put(operation, members);
      case "remove" -> remove(operation, members);
      case "rename" -> rename(operation, members);
      default -> "Unknown action: " + operation.action();
    };
  }

  private String put(Operation operation, Map<String, byte[]> members) {
    String action = operation.action();
    if (operation.content() == null) {
      return "Content required for " + action + " operation on " + operation.path();
    }
    if (operation.path().isEmpty()) {
      return FAILED;
    }
    members.put(operation.path(), operation.content().getBytes(StandardCharsets.UTF_8));
    (action.equals("add") ? added : modified).add(operation.path());
    return "";
  }

  private String remove(Operation operation, Map<String, byte[]> members) {
    String glob = operation.pattern();
    Set<String> gone =
        glob == null || glob.isEmpty() ? Set.of(operation.path()) : matching(glob, members);
    boolean any = false;
    for (String name : gone) {
      if (members.remove(name) != null) {
        removed.add(name);
        any = true;
      }
    }
    return any ? "" : FAILED;
  }

  private static Set<String> matching(String glob, Map<String, byte[]> members) {
    Glob pattern = Glob.of(glob);
    return Set.copyOf(members.keySet().stream().filter(pattern::matches).toList());
  }

  private String rename(Operation operation, Map<String, byte[]> members) {
    String newPath = operation.newPath();
    if (newPath == null) {
      return "new_path required for rename operation";
    }
    byte[] content = members.remove(operation.path());
    if (content == null) {
      return "\"There is no item named '" + operation.path() + "' in the archive\"";
    }
    members.put(newPath, content);
    modified.add(operation.path());
    modified.add(newPath);
    return "";
  }

  /** Returns whether anything was to be done, and was undone. */
  boolean wasUndone() {
    return rolledBack;
  }

  /** Returns the answer to a batch on a zip that is not there. */
  Map<String, @Nullable Object> notFound(String id, String message, long now) {
    results.clear();
    Map<String, @Nullable Object> answer = result(id, id, 0, 0, now);
    answer.put("success", false);
    answer.put("error_message", message);
    return answer;
  }

  /** Returns the answer. */
  Map<String, @Nullable Object> result(
      String id, String originalId, int fileCount, int size, long now) {
    boolean kept = !rolledBack;
    return Json.object(
        "success",
        failed == 0,
        "cache_id",
        id,
        "original_cache_id",
        originalId,
        "operations_applied",
        results.size() - failed,
        "operations_failed",
        failed,
        "operation_results",
        results,
        "files_added",
        kept ? added : List.of(),
        "files_removed",
        kept ? removed : List.of(),
        "files_modified",
        kept ? modified : List.of(),
        "new_file_count",
        fileCount,
        "new_size",
        size,
        "completed_at",
        now,
        "rollback_performed",
        rolledBack,
        "error_message",
        error);
  }
}
