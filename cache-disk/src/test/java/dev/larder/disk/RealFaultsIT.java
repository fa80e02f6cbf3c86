package dev.larder.disk;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Stores on real file systems that fail: small ones in memory, in a name space of mounts that ends
 * with the test. Where that cannot be had the tests fail and say what is needed.
 */
@Tag("interop")
final class RealFaultsIT {

  @TempDir Path directory;

  private final List<String> script = new ArrayList<>(List.of("set -e"));

  private Path root() {
    return directory.resolve("store");
  }

  private void tmpfs(String options) {
    script.add("mount -t tmpfs -o " + options + " tmpfs '" + directory + "'");
  }

  private void java(String prefix, Path where, String scenario) {
    String program =
        String.join(
            " ",
            prefix,
            "'" + Path.of(System.getProperty("java.home"), "bin", "java") + "'",
            // No log: whether the compaction gets to complain of a full disk, too, is chance.
            "-Djava.util.logging.config.file=/dev/null"
                + " -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -Xmx128m -cp '"
                + System.getProperty("java.class.path")
                + "'",
            Faults.class.getName(),
            "'" + where + "'",
            "'" + scenario + "'");
    script.add(program.strip());
  }

  /** Runs the script where it may mount, and returns what it printed. */
  private List<String> run() throws IOException, InterruptedException {
    boolean root = System.getProperty("user.name").equals("root");
    List<String> command = List.of("unshare", root ? "-m" : "-rm", "sh", "-c", "");
    command = new ArrayList<>(command);
    command.set(4, String.join("\n", script));
    Path out = Files.createTempFile("larder", ".out");
    try {
      Process process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(out.toFile())
              .start();
      int exit = process.waitFor();
      String said = Files.readString(out, StandardCharsets.UTF_8);
      assertThat(exit).as(needed(said)).isZero();
      return said.lines().toList();
    } catch (IOException missing) {
      throw new AssertionError(needed(missing.toString()), missing);
    } finally {
      Files.delete(out);
    }
  }

  private static String needed(String said) {
    return "needs unshare, setpriv (apt-get install util-linux), mount (apt-get install mount), and"
        + " root or user name spaces (sysctl kernel.unprivileged_userns_clone=1); said: "
        + said;
  }

  private String failed(String how) {
    return "the directory " + root() + " failed with " + how;
  }

  @Test
  void fullFileSystem_isNoSpaceUntilThereIsRoom() throws Exception {
    tmpfs("size=2m");
    java("", directory, "full");
    List<String> lines = run();
    String noSpace =
        failed(
            "java.io.IOException: No space left on device; make room on the file system or"
                + " lower maxSize");
    assertThat(lines)
        .containsExactly(
            "full",
            "NO_SPACE save t/large: " + noSpace,
            "NO_SPACE save t/small: " + noSpace,
            "NO_SPACE save t/kept: " + noSpace,
            "kept: Optional[old]",
            "room again: true",
            "room again: true",
            "kept: Optional[new]",
            "kept: Optional[new]",
            "whole: true");
  }

  @Test
  void killedOnAFullFileSystem_opensAndServesWithoutAnyRoom() throws Exception {
    tmpfs("size=2m");
    java("", directory, "full then killed");
    java("", directory, "reopened");
    assertThat(run()).endsWith("kept: Optional[old]", "whole: true");
  }

  @Test
  void noMoreFiles_isNoSpaceUntilOneIsDeleted() throws Exception {
    tmpfs("size=64m,nr_inodes=60");
    java("", directory, "no more files");
    List<String> lines = run();
    assertThat(lines).hasSize(3);
    assertThat(lines.get(0))
        .startsWith("NO_SPACE save t/large/")
        .contains("No space left on device")
        .endsWith("; make room on the file system or lower maxSize");
    assertThat(lines).endsWith("kept: Optional[old]", "room again: true");
  }

  @Test
  void readOnlyMount_isPermissionDenied() throws Exception {
    tmpfs("size=2m");
    java("", directory, "fill");
    script.add("mkdir '" + directory + "/view'");
    script.add("mount --bind '" + directory + "' '" + directory + "/view'");
    script.add("mount -o remount,bind,ro '" + directory + "/view'");
    script.add("set +e");
    java("", directory.resolve("view"), "reopened");
    script.add("exit 0");
    Path view = directory.resolve("view/store");
    assertThat(run())
        .contains(
            "Exception in thread \"main\" dev.larder.storage.CacheException: open: the directory "
                + view
                + " failed with java.io.FileNotFoundException: "
                + view
                + "/lock (Read-only file system); let this user write there");
  }

  /** The superuser may do anything: the program runs without the privileges of one. */
  @Test
  void lostPermission_isPermissionDeniedUntilItIsGivenBack() throws Exception {
    tmpfs("size=2m");
    java("setpriv --bounding-set=-all --inh-caps=-all", directory, "forbidden");
    List<String> lines = run();
    assertThat(lines.get(0))
        .startsWith("PERMISSION_DENIED save t/large: " + failed(""))
        .endsWith("; let this user write there");
    assertThat(lines.subList(1, 3)).containsExactly("kept: Optional[old]", "allowed again: true");
    assertThat(lines).endsWith("kept: Optional[old]", "whole: true");
  }

  @Test
  void vanishedDirectory_isUnavailableUntilItIsBack() throws Exception {
    tmpfs("size=2m");
    java("", directory, "vanished");
    List<String> lines = run();
    assertThat(lines.get(0))
        .startsWith("UNAVAILABLE save t/large: " + failed(""))
        .endsWith("; look whether the directory is there and try again");
    assertThat(lines.get(1))
        .startsWith("UNAVAILABLE save t/kept: " + failed(""))
        .endsWith("; look whether the directory is there and try again");
    assertThat(lines.get(2)).startsWith("check: ").contains(failed(""));
    assertThat(lines.subList(3, 5)).containsExactly("kept: Optional[old]", "there again: true");
    assertThat(lines).endsWith("kept: Optional[old]", "whole: true");
  }
}
