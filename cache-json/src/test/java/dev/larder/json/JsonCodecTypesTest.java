package dev.larder.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.larder.storage.Blob;
import java.io.Serializable;
import java.math.BigDecimal;
import java.net.InetAddress;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonCodecTypesTest {

  private static final String PREFIX = "dev.larder.json.JsonCodecTypesTest$";

  private static void assertRefused(Class<?> type, String reason) {
    assertThatThrownBy(() -> JsonCodec.of(type))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("no JsonCodec of " + type.getName() + ": " + reason);
  }

  @Nested
  class VagueTypes {

    @ParameterizedTest
    @ValueSource(
        classes = {
          Object.class,
          Number.class,
          Serializable.class,
          Comparable.class,
          CharSequence.class
        })
    void vagueType_isRefused(Class<?> type) {
      assertRefused(
          type, type.getName() + " does not say what its values are; name the type that they have");
    }

    @Test
    void rawCollection_isRefused() {
      String reason =
          "java.lang.Object does not say what its values are; name the type that they have";
      assertRefused(List.class, reason);
      assertRefused(Map.class, reason);
      assertRefused(WithObject.class, reason);
      assertRefused(Generic.class, reason);
    }

    record WithObject(Map<String, List<Object>> map) {}

    record Generic<T>(T value) {}

    @Test
    void generic_isTakenWithItsArgument() {
      JsonCodec<Generic<Integer>> codec = JsonCodec.of(new JsonType<>() {});
      assertThat(codec.decode(codec.encode(new Generic<>(1)))).isEqualTo(new Generic<>(1));
    }

    @Test
    void interfaceInside_isRefused() {
      assertRefused(
          WithShape.class,
          PREFIX
              + "VagueTypes$Shape is abstract, and data never chooses a class;"
              + " name the concrete type");
    }

    interface Shape {}

    record WithShape(List<Shape> shapes) {}

    @Test
    void classWithoutConstructor_isRefused() {
      assertRefused(
          Unmakeable.class,
          PREFIX
              + "VagueTypes$Unmakeable has no constructor to use:"
              + " make it a record, or annotate one with @JsonCreator");
    }

    static final class Unmakeable {
      public String name;

      Unmakeable(String first, String last) {
        this.name = first + last;
      }
    }

    @Test
    void recursiveType_isTaken() {
      JsonCodec<Tree> codec = JsonCodec.of(Tree.class);
      Tree tree = new Tree(List.of(new Tree(List.of())));
      assertThat(codec.decode(codec.encode(tree))).isEqualTo(tree);
    }

    record Tree(List<Tree> children) {}
  }

  @Nested
  class TypesFromData {

    @Test
    void classNamesInTheData_areRefusedWhereverTheyAreDeclared() {
      assertPolymorphic(ByClass.class, "TypesFromData$ByClass");
      assertPolymorphic(WithByClass.class, "TypesFromData$ByClass");
      assertPolymorphic(ByLabel.class, "TypesFromData$ByLabel");
      assertPolymorphic(OnProperty.class, "TypesFromData$OnProperty");
      assertPolymorphic(OnContent.class, "TypesFromData$OnContent");
      assertThat(Touches.count).isZero();
    }

    private static void assertPolymorphic(Class<?> type, String where) {
      assertThatThrownBy(() -> JsonCodec.of(type))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageStartingWith("no JsonCodec of " + type.getName() + ": ")
          .hasMessageContaining(where)
          .hasMessageEndingWith(
              " is annotated to let the data choose its type, which a codec never does;"
                  + " give each type a codec of its own, or remove the annotation");
    }

    @JsonTypeInfo(use = JsonTypeInfo.Id.CLASS)
    interface ByClass {}

    record WithByClass(List<ByClass> values) {}

    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME)
    @JsonSubTypes(@JsonSubTypes.Type(value = Labelled.class, name = "l"))
    interface ByLabel {}

    record Labelled() implements ByLabel {}

    record OnProperty(@JsonTypeInfo(use = JsonTypeInfo.Id.CLASS) Object value) {}

    record OnContent(@JsonTypeInfo(use = JsonTypeInfo.Id.MINIMAL_CLASS) List<Object> values) {}

    @Test
    void gadgetNamedInTheData_isNeverTouched() {
      String gadget = PREFIX + "Gadget";
      JsonCodec<Plain> codec = JsonCodec.of(Plain.class);
      String[] attacks = {
        "{\"@class\":\"" + gadget + "\",\"name\":\"n\"}",
        "{\"@type\":\"" + gadget + "\",\"name\":\"n\"}",
        "[\"" + gadget + "\",{\"name\":\"n\"}]",
        "{\"name\":[\"" + gadget + "\",{}]}",
        "{\"name\":{\"@class\":\"" + gadget + "\"}}"
      };
      for (String attack : attacks) {
        try {
          assertThat(codec.decode(Blob.ofText(attack))).isEqualTo(new Plain("n"));
        } catch (IllegalArgumentException undecodable) {
          assertThat(undecodable).hasMessageStartingWith("not JSON of ");
        }
      }
      assertThat(Touches.count).isZero();
    }

    record Plain(String name) {}

    @Test
    void classAndAddress_areRefused() {
      assertRefused(WithClass.class, "java.lang.Class would be loaded by a name in the data");
      assertRefused(
          InetAddress.class,
          "java.net.InetAddress would be looked up in the network by a name in the data");
      assertThatThrownBy(() -> JsonCodec.of(new JsonType<Map<Class<?>, String>>() {}))
          .hasMessageEndingWith("java.lang.Class would be loaded by a name in the data");
    }

    record WithClass(Class<?> type) {}
  }

  /**
   * Counts what the gadget does; in a class of its own, so that looking does not load the gadget.
   */
  static final class Touches {
    static int count;

    private Touches() {}
  }

  /** Acts as soon as somebody loads it. */
  public static final class Gadget {
    static {
      Touches.count++;
    }

    public void setName(String name) {
      Touches.count++;
    }
  }

  @Test
  void decimalKey_isRefused() {
    assertThatThrownBy(() -> JsonCodec.of(new JsonType<Map<BigDecimal, String>>() {}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "no JsonCodec of java.util.Map<java.math.BigDecimal, java.lang.String>:"
                + " java.math.BigDecimal cannot be the key of a map:"
                + " 1.0 and 1.00 would become one key");
  }

  @Test
  void keyWithoutATextForm_isRefused() {
    assertThatThrownBy(() -> JsonCodec.of(new JsonType<Map<Key, String>>() {}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageEndingWith(
            "$Key cannot be the key of a map: JSON has only text there,"
                + " and nothing like @JsonValue says what it is");
  }

  record Key(String text) {}

  @Test
  void keyWithATextForm_comesBack() {
    JsonCodec<Map<Id, Map<LocalDate, Map<Integer, Integer>>>> codec =
        JsonCodec.of(new JsonType<>() {});
    Map<Id, Map<LocalDate, Map<Integer, Integer>>> value =
        Map.of(new Id("a"), Map.of(LocalDate.EPOCH, Map.of(10, 1, 9, 2)), new Id("b"), Map.of());
    assertThat(codec.encode(value).toText())
        .isEqualTo("{\"a\":{\"1970-01-01\":{\"9\":2,\"10\":1}},\"b\":{}}");
    assertThat(codec.decode(codec.encode(value))).isEqualTo(value);
  }

  record Id(@JsonValue String text) implements Comparable<Id> {
    @Override
    public int compareTo(Id other) {
      return text.compareTo(other.text);
    }
  }

  @Nested
  class Tokens {

    @Test
    void token_knowsItsType() {
      assertThat(new JsonType<List<String>>() {}.type().getTypeName())
          .isEqualTo("java.util.List<java.lang.String>");
    }

    @Test
    @SuppressWarnings("rawtypes")
    void rawToken_isRefused() {
      assertThatThrownBy(() -> new JsonType() {})
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage(
              "a JsonType is made as new JsonType<List<Order>>() {}, with its type argument");
    }

    @Test
    void indirectToken_isRefused() {
      class Middle<A> extends JsonType<List<A>> {}
      assertThatThrownBy(() -> new Middle<String>() {})
          .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void tokenWithVariable_isRefused() {
      assertThatThrownBy(Tokens::<String>open)
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage(
              "JsonType<java.util.List<? extends E[]>> has a type variable,"
                  + " which is not known at run time; name the real type");
    }

    private static <E> JsonType<List<? extends E[]>> open() {
      return new JsonType<>() {};
    }

    @Test
    void concreteCollection_isTaken() {
      JsonCodec<ArrayList<String>> codec = JsonCodec.of(new JsonType<>() {});
      assertThat(codec.decode(codec.encode(new ArrayList<>(List.of("a"))))).containsExactly("a");
    }
  }
}
