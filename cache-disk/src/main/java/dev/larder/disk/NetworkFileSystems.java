package dev.larder.disk;

import dev.larder.storage.CacheException;
import dev.larder.storage.CacheException.Code;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;

/**
 * Refuses directories that another host may have mounted as well. Processes see each other's bytes
 * through one page cache and lock by atomic instructions in it: two hosts would each have their
 * own, and destroy what the other has written.
 */
final class NetworkFileSystems {

  /** As the system calls them; those that a program serves begin with {@code fuse.} besides. */
  private static final Set<String> TYPES =
      Set.of(
          "9p",
          "afs",
          "afpfs",
          "beegfs",
          "ceph",
          "cifs",
          "davfs",
          "gcsfuse",
          "glusterfs",
          "gpfs",
          "lustre",
          "ncpfs",
          "nfs",
          "nfs3",
          "nfs4",
          "orangefs",
          "pvfs2",
          "rclone",
          "s3fs",
          "smb",
          "smb2",
          "smb3",
          "smbfs",
          "sshfs",
          "webdav");

  private NetworkFileSystems() {}

  /**
   * Returns if the directory may be used, as far as can be told.
   *
   * @param type what the system calls the file system
   * @throws CacheException {@code UNSUPPORTED} if it is one of the network
   */
  static void refuse(Path root, String type) {
    String name = type.toLowerCase(Locale.ROOT);
    String plain = name.startsWith("fuse.") ? name.substring(5) : name;
    if (TYPES.contains(plain)) {
      throw new CacheException(
          Code.UNSUPPORTED,
          "open",
          null,
          root
              + " is on a file system of the network ("
              + type
              + "), where two hosts would destroy each other's entries; use a directory on a disk"
              + " of this machine");
    }
  }
}
