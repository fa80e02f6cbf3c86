package dev.larder.json;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonFormat.Feature;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class JsonDeterminismTest {

  @Test
  void equalMaps_giveEqualBytes() {
    JsonCodec<Map<String, Integer>> codec = JsonCodec.of(new JsonType<>() {});
    Map<String, Integer> one = new LinkedHashMap<>();
    Map<String, Integer> other = new LinkedHashMap<>();
    for (int i = 0; i < 100; i++) {
      one.put("key" + i, i);
      other.put("key" + (99 - i), 99 - i);
    }
    assertThat(codec.encode(one)).isEqualTo(codec.encode(other));
    assertThat(codec.encode(new TreeMap<>(one))).isEqualTo(codec.encode(new HashMap<>(one)));
  }

  @Test
  void equalSets_giveEqualBytes() {
    JsonCodec<Set<Set<Order.Item>>> codec = JsonCodec.of(new JsonType<>() {});
    Set<Order.Item> up = new LinkedHashSet<>();
    Set<Order.Item> down = new LinkedHashSet<>();
    for (int i = 0; i < 20; i++) {
      up.add(new Order.Item(i, 0.5));
      down.add(new Order.Item(19 - i, 0.5));
    }
    Set<Set<Order.Item>> one = new LinkedHashSet<>(List.of(up, Set.of()));
    Set<Set<Order.Item>> other = new LinkedHashSet<>(List.of(Set.of(), down));
    assertThat(codec.encode(one)).isEqualTo(codec.encode(other));
    assertThat(codec.decode(codec.encode(one))).isEqualTo(other);
  }

  @Test
  void setToBeUnwrappedByAnnotation_isAnArrayAllTheSame() {
    JsonCodec<Unwrapped> codec = JsonCodec.of(Unwrapped.class);
    Unwrapped several = new Unwrapped(Set.of(456, 123), List.of(7, 8));
    assertThat(codec.encode(several).toText()).isEqualTo("{\"list\":[7,8],\"set\":[123,456]}");
    assertThat(codec.decode(codec.encode(several))).isEqualTo(several);
    Unwrapped single = new Unwrapped(Set.of(123), List.of(7));
    assertThat(codec.encode(single).toText()).isEqualTo("{\"list\":[7],\"set\":[123]}");
    assertThat(codec.decode(codec.encode(single))).isEqualTo(single);
  }

  record Unwrapped(
      @JsonFormat(with = Feature.WRITE_SINGLE_ELEM_ARRAYS_UNWRAPPED) Set<Integer> set,
      @JsonFormat(with = Feature.WRITE_SINGLE_ELEM_ARRAYS_UNWRAPPED) List<Integer> list) {}

  @Test
  void mapToBeUnsortedByAnnotation_isSortedAllTheSame() {
    Map<String, Integer> down = new LinkedHashMap<>();
    down.put("b", 2);
    down.put("a", 1);
    assertThat(JsonCodec.of(Unsorted.class).encode(new Unsorted(down)).toText())
        .isEqualTo("{\"map\":{\"a\":1,\"b\":2}}");
  }

  record Unsorted(
      @JsonFormat(without = Feature.WRITE_SORTED_MAP_ENTRIES) Map<String, Integer> map) {}

  @Test
  void treesOfSets_costOncePerLevel() {
    JsonCodec<Tree> codec = JsonCodec.of(Tree.class).withMaxDepth(500);
    Tree tree = new Tree(0, Set.of());
    for (int i = 1; i <= 200; i++) {
      tree = new Tree(i, Set.of(tree, new Tree(-i, Set.of())));
    }
    assertThat(codec.decode(codec.encode(tree))).isEqualTo(tree);
  }

  record Tree(int name, Set<Tree> children) {}

  @Test
  void subclass_isWrittenAsItsDeclaredClass() {
    JsonCodec<List<Base>> codec = JsonCodec.of(new JsonType<>() {});
    assertThat(codec.encode(List.of(new Derived())).toText()).isEqualTo("[{\"name\":\"base\"}]");
  }

  static class Base {
    public String name = "base";
  }

  static final class Derived extends Base {
    public String more = "more";
  }
}
