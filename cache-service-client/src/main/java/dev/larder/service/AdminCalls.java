package dev.larder.service;

import dev.larder.storage.Blob;
import java.util.List;

/**
 * The files of the service's storage, by their whole paths: the namespace first, no slash in front.
 * Thread-safe.
 */
public final class AdminCalls {

  private final ServiceCalls calls;

  AdminCalls(ServiceCalls calls) {
    this.calls = calls;
  }

  private static Target route(String name, String path) {
    return Target.of("/admin/storage").then(name).path("path", path);
  }

  /** Returns whether there is such a file. */
  public boolean exists(String path) {
    return calls.object(ServiceCall.get("admin exists", route("file/exists", path))).flag("exists");
  }

  /** Returns the bytes of a file. One that is not there looks like an empty one. */
  public Blob bytes(String path) {
    ServiceCall call = ServiceCall.get("admin bytes", route("file/bytes", path));
    return calls.find(call, ServiceAnswer.BYTES).map(ServiceAnswer::body).orElse(Blob.empty());
  }

  /** Returns the names of the files in a folder, or the paths of all below it, sorted. */
  public List<String> files(String folder, boolean recursive) {
    Target target = route("files/in", folder);
    return calls.texts(ServiceCall.get("admin files", recursive(target, recursive)));
  }

  /** Returns the names of the folders in a folder, or of all levels below it, sorted. */
  public List<String> folders(String folder, boolean recursive) {
    Target target = route("folders", folder);
    return calls.texts(ServiceCall.get("admin folders", recursive(target, recursive)));
  }

  private static Target recursive(Target target, boolean recursive) {
    return recursive ? target.query("recursive", "true") : target;
  }

  /** Deletes a file, and nothing that refers to it; false if there was none. */
  public boolean delete(String path) {
    ServiceCall call = ServiceCall.delete("admin delete", route("file/delete", path));
    return calls.object(call).flag("deleted");
  }
}
