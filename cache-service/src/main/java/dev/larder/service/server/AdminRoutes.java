package dev.larder.service.server;

import dev.larder.service.transport.ServiceRequest.Method;
import dev.larder.storage.Blob;
import java.nio.charset.CharacterCodingException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Shows the storage as the original does: a tree of files. */
final class AdminRoutes {

  private static final String PREFIX = "/admin/storage/";
  private static final Pattern REFERENCE =
      Pattern.compile(
          "(?:(?<ns>[A-Za-z0-9_-]+)/)?refs/by-(?<kind>id|hash)/(?:[^/]+/[^/]+/)?"
              + "(?<name>[^/]*)\\.json");

  private final Engine engine;

  private AdminRoutes(Engine engine) {
    this.engine = engine;
  }

  static void add(Router router, Engine engine) {
    AdminRoutes routes = new AdminRoutes(engine);
    router.add(
        Method.GET, PREFIX + "bucket-name", call -> Reply.json(Json.object("bucket-name", "NA")));
    router.add(Method.GET, PREFIX + "file/exists/{path*}", routes::exists);
    router.add(Method.GET, PREFIX + "file/bytes/{path*}", routes::bytes);
    router.add(Method.GET, PREFIX + "file/content/{path*}", routes::content);
    router.add(Method.GET, PREFIX + "file/json/{path*}", routes::json);
    router.add(Method.GET, PREFIX + "file/html/{path*}", routes::html);
    router.add(Method.GET, PREFIX + "files/in/{path*}", routes::filesIn);
    router.add(Method.GET, PREFIX + "files/all/{path*}", routes::filesAll);
    router.add(Method.GET, PREFIX + "folders/{path*}", routes::folders);
    router.add(Method.DELETE, PREFIX + "file/delete/{path*}", routes::delete);
  }

  private static String path(Call call) {
    return Identifiers.filePath("path", call.raw("path"));
  }

  /** Returns a file as the original has it: references are kept in another form here. */
  private Optional<Blob> file(String path) {
    Matcher reference = REFERENCE.matcher(path);
    if (!reference.matches()) {
      return engine.files().read(path);
    }
    String namespace = reference.group("ns") == null ? "" : reference.group("ns");
    String name = reference.group("name");
    return reference.group("kind").equals("id")
        ? engine.entries().find(namespace, name).map(EntryRef::toFile)
        : engine.hashes().toFile(namespace, name);
  }

  private Reply exists(Call call) {
    boolean there = engine.files().exists(path(call));
    return Reply.json(Json.object("exists", there, "path", call.raw("path")));
  }

  private Reply bytes(Call call) {
    String path = path(call);
    if (!REFERENCE.matcher(path).matches()) {
      return engine
          .files()
          .openRead(path)
          .map(reader -> Reply.stream(Reply.BYTES, reader, engine.files().isExact()))
          .orElseGet(() -> Reply.of(Reply.BYTES, Blob.empty()));
    }
    return Reply.of(Reply.BYTES, file(path).orElse(Blob.empty()));
  }

  private Reply content(Call call) {
    String path = path(call);
    Blob content =
        file(path).filter(blob -> !blob.isEmpty()).orElseThrow(() -> Failure.noFile(path));
    String type =
        path.endsWith(".txt") ? Reply.TEXT : path.endsWith(".json") ? Reply.JSON : Reply.BYTES;
    return Reply.of(type, content);
  }

  private Reply json(Call call) {
    Blob content = file(path(call)).orElseThrow(() -> Failure.noFile(call.raw("path")));
    try {
      return Reply.json(Json.parse(content.toByteArray()));
    } catch (CharacterCodingException | Json.Broken noJson) {
      throw Failure.text(415, "The file is not JSON");
    }
  }

  private Reply html(Call call) {
    Optional<Blob> content = file(path(call));
    if (content.isEmpty()) {
      return Reply.of(404, Reply.HTML, Blob.ofText("File not found."));
    }
    // What clients stored must not run as a page of this service.
    return Reply.of(Reply.HTML, Blob.ofText(html(content.get())))
        .with("content-security-policy", "sandbox")
        .with("x-content-type-options", "nosniff");
  }

  private static String html(Blob content) {
    try {
      return Json.parse(content.toByteArray()) instanceof Map<?, ?> map
              && map.get("html") instanceof String html
          ? html
          : "";
    } catch (CharacterCodingException | Json.Broken noJson) {
      return "";
    }
  }

  private Reply filesIn(Call call) {
    boolean whole = call.flag("return_full_path", false);
    boolean recursive = call.flag("recursive", false);
    String folder = folder(path(call));
    TreeSet<String> names = new TreeSet<>();
    engine
        .files()
        .list(
            folder,
            path -> {
              String name = folder.isEmpty() ? path : path.substring(folder.length() + 1);
              if (recursive || name.indexOf('/') < 0) {
                names.add(whole || recursive ? path : name);
              }
              return true;
            });
    return Reply.json(List.copyOf(names));
  }

  private static String folder(String path) {
    return path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
  }

  private Reply filesAll(Call call) {
    List<String> paths = new ArrayList<>();
    engine.files().list(folder(path(call)), paths::add);
    return Reply.json(
        Json.object(
            "timestamp",
            engine.millis(),
            "file_count",
            paths.size(),
            "files",
            paths.stream().sorted().toList()));
  }

  private Reply folders(Call call) {
    boolean whole = call.flag("return_full_path", false);
    boolean recursive = call.flag("recursive", false);
    String folder = folder(path(call));
    int from = folder.isEmpty() ? 0 : folder.length() + 1;
    TreeSet<String> names = new TreeSet<>();
    engine
        .files()
        .list(
            folder,
            path -> {
              for (int slash = path.indexOf('/', from);
                  slash >= 0;
                  slash = recursive ? path.indexOf('/', slash + 1) : -1) {
                names.add(path.substring(whole || recursive ? 0 : from, slash));
              }
              return true;
            });
    return Reply.json(List.copyOf(names));
  }

  private Reply delete(Call call) {
    String path = path(call);
    return Reply.json(Json.object("path", path, "deleted", engine.files().delete(path)));
  }
}
