package dev.larder.json;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.TreeNode;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import java.io.IOException;
import java.io.InputStream;
import java.lang.module.ModuleDescriptor;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Jackson stays inside, so that another generation of it can come beside this one. */
final class PublicSignaturesTest {

  private static final String JACKSON = "(com\\.fasterxml|tools)\\.jackson\\..*";

  /** Returns the classes in exported packages that a user can name. */
  private static List<Class<?>> published() throws Exception {
    List<Class<?>> published = new ArrayList<>();
    for (String exported : exportedPackages()) {
      try (Stream<Path> files = Files.list(classes().resolve(exported.replace('.', '/')))) {
        for (Path file : files.sorted().toList()) {
          String name = file.getFileName().toString();
          if (name.endsWith(".class") && !name.equals("package-info.class")) {
            String type = exported + "." + name.substring(0, name.length() - ".class".length());
            published.add(Class.forName(type, false, JsonCodec.class.getClassLoader()));
          }
        }
      }
    }
    published.removeIf(type -> !Signatures.isVisible(type));
    return published;
  }

  private static Path classes() throws URISyntaxException {
    return Path.of(JsonCodec.class.getProtectionDomain().getCodeSource().getLocation().toURI());
  }

  private static List<String> exportedPackages() throws IOException, URISyntaxException {
    try (InputStream descriptor = Files.newInputStream(classes().resolve("module-info.class"))) {
      return ModuleDescriptor.read(descriptor).exports().stream()
          .filter(exports -> !exports.isQualified())
          .map(ModuleDescriptor.Exports::source)
          .toList();
    }
  }

  @Test
  void publicClasses_haveNoJacksonInTheirSignatures() throws Exception {
    List<Class<?>> published = published();
    assertThat(published).contains(JsonCodec.class, NodeSignatureJson.class);
    for (Class<?> type : published) {
      assertThat(Signatures.of(type)).as(type.getName()).noneMatch(name -> name.matches(JACKSON));
    }
  }

  /** Each member of these shows one class of Jackson in a way of its own. */
  @SuppressWarnings("unused")
  public static class Leaks {
    /** A supertype. */
    public static class Supertype extends SimpleModule {
      private static final long serialVersionUID = 1L;
    }

    /** What a superclass that cannot be named declares. */
    public static class Inherited extends Unnamed {}

    /** A superclass that cannot be named. */
    static class Unnamed {
      public ObjectMapper mapper() {
        return null;
      }
    }

    /** A bound of a type variable. */
    public static class Bound<T extends Comparable<? super JsonNode>> {}

    /** A field. */
    public static class InField {
      protected ObjectMapper[][] mappers;
    }

    /** A parameter of a constructor. */
    public static class InConstructor {
      protected InConstructor(Supplier<? extends JsonParser> parser) {}
    }

    /** An exception. */
    public static class Thrown {
      public void read() throws JsonProcessingException {}
    }

    /** A type argument inside an array. */
    public static class Argument {
      public void read(Map<String, List<JsonNode>>[] trees) {}
    }

    /** A bound of a method's own variable. */
    public static class MethodBound {
      public <T extends TreeNode> void read() {}
    }

    /** Nothing that others can see. */
    public static class Hidden {
      private ObjectMapper mapper;
      Set<JsonNode> nodes;

      private Hidden(JsonParser parser) {}

      void write(JsonGenerator generator) {}
    }
  }

  @ParameterizedTest
  @ValueSource(
      classes = {
        Leaks.Supertype.class,
        Leaks.Inherited.class,
        Leaks.Bound.class,
        Leaks.InField.class,
        Leaks.InConstructor.class,
        Leaks.Thrown.class,
        Leaks.Argument.class,
        Leaks.MethodBound.class
      })
  void leak_isFound(Class<?> leaking) {
    assertThat(Signatures.of(leaking)).anyMatch(name -> name.matches(JACKSON));
  }

  @Test
  void privateUse_isNoLeak() {
    assertThat(Signatures.of(Leaks.Hidden.class)).noneMatch(name -> name.matches(JACKSON));
  }
}
