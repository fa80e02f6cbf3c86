package dev.larder.disk;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.larder.storage.CacheException;
import dev.larder.storage.CacheException.Code;
import dev.larder.testkit.FakeClock;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Directories that two hosts may have in common. */
final class NetworkFileSystemsTest {

  @TempDir Path root;

  private DiskStorage open(String type) {
    return DiskStorage.open(
        Stores.config(root, new FakeClock()).build(), FaultyMedium.ofType(type));
  }

  @Test
  void directoryOfTheNetwork_isRefusedWithWhatToDo() {
    assertThatThrownBy(() -> open("nfs4"))
        .isInstanceOf(CacheException.class)
        .hasMessage(
            "open: "
                + root
                + " is on a file system of the network (nfs4), where two hosts would destroy each"
                + " other's entries; use a directory on a disk of this machine")
        .extracting("code")
        .isEqualTo(Code.UNSUPPORTED);
  }

  @ParameterizedTest
  @ValueSource(strings = {"nfs", "cifs", "smb3", "SMBFS", "9p", "fuse.sshfs", "fuse.glusterfs"})
  void anyTypeOfTheNetwork_isRefused(String type) {
    assertThatThrownBy(() -> open(type)).isInstanceOf(CacheException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "ext4", "xfs", "btrfs", "zfs", "tmpfs", "overlay", "apfs", "NTFS"})
  void anyOther_isOpened(String type) {
    open(type).close();
  }
}
