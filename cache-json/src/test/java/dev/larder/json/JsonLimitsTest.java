package dev.larder.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.larder.storage.Blob;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonLimitsTest {

  record Tree(List<Tree> children) {}

  private static final JsonCodec<Tree> TREES = JsonCodec.of(Tree.class);
  private static final JsonCodec<String> TEXTS = JsonCodec.of(String.class);
  private static final JsonCodec<BigDecimal> DECIMALS = JsonCodec.of(BigDecimal.class);

  private static void assertUndecodable(JsonCodec<?> codec, Blob bytes, String what) {
    assertThatThrownBy(() -> codec.decode(bytes))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("not JSON of ")
        .hasMessageEndingWith(": " + what)
        .hasNoCause();
  }

  private static void assertUnencodable(Callable<?> encode, String what) {
    assertThatThrownBy(encode::call)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("no JSON of ")
        .hasMessageEndingWith(": " + what)
        .hasNoCause();
  }

  private static Tree tree(int levels) {
    Tree tree = new Tree(List.of());
    for (int i = 1; i < levels; i++) {
      tree = new Tree(List.of(tree));
    }
    return tree;
  }

  private static final String DEPTH =
      "it is nested more than 200 levels deep; raise the limit with withMaxDepth, up to 500";

  @ParameterizedTest
  @ValueSource(strings = {"[", "{\"children\":[", "{\"unknown\":"})
  void depth_isLimitedEvenWhereIgnored(String level) {
    String start = level.contains("children") ? "" : "{\"children\":[],\"unknown\":";
    assertUndecodable(TREES, Blob.ofText(start + level.repeat(100_000)), DEPTH);
  }

  @Test
  void depth_isLimitedAlikeBothWays() {
    assertThat(TREES.decode(TREES.encode(tree(100)))).isEqualTo(tree(100));
    assertUnencodable(() -> TREES.encode(tree(101)), DEPTH);
  }

  @Test
  void depth_isCountedThroughSets() {
    JsonCodec<Branch> codec = JsonCodec.of(Branch.class).withMaxDepth(6);
    Branch three = branch(3);
    assertThat(codec.decode(codec.encode(three))).isEqualTo(three);
    assertUnencodable(
        () -> codec.encode(branch(4)),
        "it is nested more than 6 levels deep; raise the limit with withMaxDepth, up to 500");
  }

  record Branch(int level, Set<Branch> more) {}

  private static Branch branch(int levels) {
    Branch branch = new Branch(1, Set.of());
    for (int i = 2; i <= levels; i++) {
      branch = new Branch(i, Set.of(branch, new Branch(-i, Set.of())));
    }
    return branch;
  }

  @Test
  void greatestDepth_fitsIntoASmallStack() throws Exception {
    JsonCodec<Tree> codec = TREES.withMaxDepth(500);
    FutureTask<Tree> task = new FutureTask<>(() -> codec.decode(codec.encode(tree(250))));
    new Thread(null, task, "small", 512 << 10).start();
    assertThat(task.get()).isEqualTo(tree(250));
  }

  @Test
  void valueThatContainsItself_isTooDeep() {
    List<Tree> children = new ArrayList<>();
    Tree tree = new Tree(children);
    children.add(tree);
    assertUnencodable(() -> TREES.encode(tree), DEPTH);
  }

  @Test
  void size_isLimitedAlikeBothWays() {
    JsonCodec<String> codec = TEXTS.withMaxSize(10);
    assertThat(codec.decode(codec.encode("x".repeat(8)))).hasSize(8);
    String what = "it has more than 10 bytes; raise the limit with withMaxSize";
    assertUnencodable(() -> codec.encode("x".repeat(9)), what);
    assertUndecodable(codec, TEXTS.encode("x".repeat(9)), what);
  }

  @Test
  void textLength_isLimitedAlikeBothWays() {
    JsonCodec<Map<String, byte[]>> open = JsonCodec.of(new JsonType<>() {});
    JsonCodec<Map<String, byte[]>> codec = open.withMaxTextLength(8);
    String what = "a text has more than 8 characters; raise the limit with withMaxTextLength";
    assertThat(codec.decode(codec.encode(Map.of("x".repeat(8), new byte[60])))).hasSize(1);
    Map<String, byte[]> longer = Map.of("x".repeat(9), new byte[0]);
    assertUnencodable(() -> codec.encode(longer), what);
    assertUndecodable(codec, open.encode(longer), what);
    assertUnencodable(() -> TEXTS.withMaxTextLength(8).encode("x".repeat(9)), what);
    assertUndecodable(TEXTS.withMaxTextLength(8), TEXTS.encode("x".repeat(9)), what);
  }

  @Test
  void longText_isReadUpToTheLimit() {
    String million = "x".repeat(1_000_000);
    assertThat(TEXTS.decode(TEXTS.encode(million))).isEqualTo(million);
    String tooLong = "x".repeat(20_000_001);
    String what =
        "a text has more than 20000000 characters; raise the limit with withMaxTextLength";
    assertUnencodable(() -> TEXTS.encode(tooLong), what);
    assertUndecodable(TEXTS, Blob.ofText('"' + tooLong + '"'), what);
  }

  @Test
  void numberLength_isLimitedAlikeBothWays() {
    String what =
        "a number has more than 1000 characters; raise the limit with withMaxNumberLength";
    JsonCodec<BigInteger> integers = JsonCodec.of(BigInteger.class);
    BigInteger limit = BigInteger.TEN.pow(999);
    assertThat(integers.decode(integers.encode(limit))).isEqualTo(limit);
    assertUnencodable(() -> integers.encode(limit.multiply(BigInteger.TEN)), what);
    assertUndecodable(integers, Blob.ofText("9".repeat(1_000_000)), what);
    assertUndecodable(
        integers, Blob.ofText("1e999999999"), "the value does not fit its type, at byte 0");
    assertUndecodable(DECIMALS, Blob.ofText("0." + "1".repeat(1_000)), what);
    assertUnencodable(() -> DECIMALS.encode(new BigDecimal("0." + "1".repeat(1_000))), what);
    assertThat(DECIMALS.withMaxNumberLength(2_000).decode(Blob.ofText("1".repeat(2_000))))
        .isEqualTo(new BigDecimal("1".repeat(2_000)));
  }

  @ParameterizedTest
  @CsvSource({
    "0, 2147483647, maxSize",
    "-1, 500, maxDepth",
    "501, 500, maxDepth",
    "0, 2147483647, maxTextLength",
    "0, 2147483647, maxNumberLength"
  })
  void illegalLimit_isRefused(int value, int max, String name) {
    assertThatThrownBy(
            () -> {
              switch (name) {
                case "maxSize" -> TEXTS.withMaxSize(value);
                case "maxDepth" -> TEXTS.withMaxDepth(value);
                case "maxTextLength" -> TEXTS.withMaxTextLength(value);
                default -> TEXTS.withMaxNumberLength(value);
              }
            })
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(name + " (" + value + ") must be from 1 to " + max);
  }
}
