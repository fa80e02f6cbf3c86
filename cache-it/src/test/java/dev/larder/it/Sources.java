package dev.larder.it;

import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;

/** Java sources of a test, compiled as a user would compile them: against jars on a path. */
final class Sources {

  private final Map<String, String> files = new LinkedHashMap<>();
  private final Map<String, String> resources = new LinkedHashMap<>();

  /** Adds a source file, with its path such as {@code a/b/C.java}. */
  Sources with(String path, String text) {
    files.put(path, text);
    return this;
  }

  /** Adds the file by which a class path tells of a provider. */
  Sources withService(String providers) {
    resources.put("META-INF/services/dev.larder.spi.StorageProvider", providers + "\n");
    return this;
  }

  /**
   * Compiles everything into a new directory, which is as good as a jar on either path.
   *
   * @param option {@code -cp} or {@code -p}
   */
  Path compile(Path directory, String option, String path) {
    try {
      Path classes = Files.createDirectories(directory);
      Path sources = Files.createTempDirectory(directory.getParent(), "sources");
      List<String> arguments =
          new ArrayList<>(List.of("-d", classes.toString(), "-proc:none", option, path));
      for (Map.Entry<String, String> file : files.entrySet()) {
        arguments.add(write(sources, file.getKey(), file.getValue()).toString());
      }
      for (Map.Entry<String, String> resource : resources.entrySet()) {
        write(classes, resource.getKey(), resource.getValue());
      }
      javac(arguments);
      return classes;
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private static void javac(List<String> arguments) {
    JavaCompiler javac = ToolProvider.getSystemJavaCompiler();
    StringWriter said = new StringWriter();
    Boolean done =
        javac.getTask(said, null, null, options(arguments), null, units(javac, arguments)).call();
    if (!done) {
      throw new IllegalStateException("javac: " + said);
    }
  }

  private static List<String> options(List<String> arguments) {
    return arguments.stream().filter(argument -> !argument.endsWith(".java")).toList();
  }

  private static Iterable<? extends javax.tools.JavaFileObject> units(
      JavaCompiler javac, List<String> arguments) {
    return javac
        .getStandardFileManager(null, null, null)
        .getJavaFileObjectsFromStrings(
            arguments.stream().filter(argument -> argument.endsWith(".java")).toList());
  }

  private static Path write(Path directory, String path, String text) throws IOException {
    Path file = directory.resolve(path);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, text);
  }
}
