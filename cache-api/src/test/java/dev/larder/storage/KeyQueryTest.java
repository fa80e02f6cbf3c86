package dev.larder.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import java.util.Set;
import org.junit.jupiter.api.Test;

final class KeyQueryTest {

  private static final KeyQuery ALL = KeyQuery.in(Namespace.of("ns"));

  @Test
  void prefix_endsAtASlash() {
    for (String prefix : new String[] {"t", "t/"}) {
      KeyQuery query = ALL.withPrefix(prefix);
      assertThat(query.prefix()).hasValue("t/");
      assertThat(query.selects(CacheKey.of("ns", "t/1"), Set.of())).isTrue();
      assertThat(query.selects(CacheKey.of("ns", "t/a/b"), Set.of())).isTrue();
      assertThat(query.selects(CacheKey.of("ns", "t2"), Set.of())).isFalse();
      assertThat(query.selects(CacheKey.of("ns", "t"), Set.of())).isFalse();
      assertThat(query.selects(CacheKey.of("other", "t/1"), Set.of())).isFalse();
    }
  }

  @Test
  void illegalPrefix_isRefused() {
    for (String prefix : new String[] {"", "/", "a//", "..", "a/../"}) {
      assertThatIllegalArgumentException().isThrownBy(() -> ALL.withPrefix(prefix));
    }
  }

  @Test
  void illegalPrefix_isNamedWithItsRule() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ALL.withPrefix("/"))
        .withMessage(
            "prefix (/) must be a key name, with or without a / at the end, and a key name must not"
                + " be empty");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ALL.withPrefix("a\n/"))
        .withMessage(
            "prefix (a\\u000a/) must be a key name, with or without a / at the end, and a key name"
                + " must not have control characters");
  }

  @Test
  void tag_isAskedFor() {
    KeyQuery query = ALL.withTag("red");
    assertThat(query.selects(CacheKey.of("ns", "a"), Set.of("red", "blue"))).isTrue();
    assertThat(query.selects(CacheKey.of("ns", "a"), Set.of("blue"))).isFalse();
    assertThatIllegalArgumentException().isThrownBy(() -> ALL.withTag("a b"));
  }

  @Test
  void illegalCursor_isShown() {
    assertThat(ALL.after("1:a\nb").illegalCursor())
        .hasMessage(
            "cursor (1:a\\u000ab) must be one that this storage returned for the same namespace,"
                + " prefix and tag");
  }

  @Test
  void nullCursor_isRefused() {
    assertThatNullPointerException().isThrownBy(() -> ALL.after(null)).withMessage("cursor");
  }

  @Test
  void pageSize_isBounded() {
    assertThat(ALL.pageSize()).isEqualTo(1_000);
    assertThat(ALL.withPageSize(10_000).pageSize()).isEqualTo(10_000);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ALL.withPageSize(0))
        .withMessage("pageSize (0) must be 1 to 10000");
    assertThatIllegalArgumentException().isThrownBy(() -> ALL.withPageSize(10_001));
  }
}
