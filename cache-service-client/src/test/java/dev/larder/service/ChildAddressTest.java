package dev.larder.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.larder.storage.CacheKey;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

/** Where keys are in a service. */
class ChildAddressTest {

  private static final EntryName OWN = new EntryName("larder", "keys");

  private static ChildAddress address(String name) {
    return ChildAddress.of(CacheKey.of("ns", name), OWN);
  }

  @Test
  void nameOfASession_isAChildOfItsEntry() {
    ChildAddress address = address("sessions/s-1/targets/t_2/results/metrics.json");

    assertThat(address.entry().name()).isEqualTo(new EntryName("s-1", "t_2"));
    assertThat(address.entry().name().cacheKey()).isEqualTo("sessions/s-1/targets/t_2");
    assertThat(address.child()).isEqualTo(new ChildPlace("results", "metrics_json"));
    assertThat(address.name()).isEqualTo("results/metrics.json");
  }

  @Test
  void everyOtherName_isAChildOfTheOwnEntry() {
    for (String name :
        new String[] {
          "a",
          "a/b.txt",
          "sessions/s/targets/t",
          "sessions/s.1/targets/t/k",
          "sessions/s/target/t/k",
          "sessions/" + "s".repeat(101) + "/targets/t/k",
          "sessions/larder/targets/keys/k",
          "x/sessions/s/targets/t/k"
        }) {
      assertThat(address(name).entry().name()).as(name).isEqualTo(OWN);
      assertThat(address(name).child().name()).as(name).isEqualTo(name);
    }
  }

  @Test
  void dotOfANamespace_isACapital() {
    assertThat(address("k").entry().serviceNamespace()).isEqualTo("ns");
    assertThat(ChildAddress.of(CacheKey.of("a.b-c_d", "k"), OWN).entry().serviceNamespace())
        .isEqualTo("aPb-c_d");
  }

  @Test
  void longNames_haveTheirHashForAFile() {
    String longest = "n".repeat(CacheKey.MAX_NAME_LENGTH);
    ChildPlace child = address(longest).child();

    assertThat(child.folder()).isEqualTo("_-0-");
    assertThat(child.file()).matches("[0-9a-f]{64}");
    assertThat(child.isLong()).isTrue();
    assertThat(child.isOf(longest)).isTrue();
    assertThat(child.isOf("n")).isFalse();
    assertThat(child.name()).isNull();
    assertThat(child.text()).isEqualTo(new ChildPlace("_-0-/names", child.file()));
    assertThat(child.text().name()).isNull();
  }

  @Test
  void longestFileAndPath_areNotLongNames() {
    String longestFile = "n".repeat(ChildPlace.LONGEST_FILE);
    assertThat(address(longestFile).child()).isEqualTo(new ChildPlace("", longestFile));
    assertThat(address(longestFile + "n").child().isLong()).isTrue();

    int room = new EntryAddress(CacheKey.of("ns", "k").namespace(), OWN).room();
    String path = "f/".repeat((room - 1) / 2) + "n".repeat(2 - room % 2);
    assertThat(path).hasSize(room);
    assertThat(address(path).child().isLong()).isFalse();
    assertThat(address("f" + path).child().isLong()).isTrue();
  }

  @Test
  void reservedFolder_isNotThatOfAName() {
    assertThat(address("_-0-/x").child()).isEqualTo(new ChildPlace("_-5f--0-", "x"));
  }

  @Test
  void illegalEntryName_isRefused() {
    assertThatThrownBy(() -> new EntryName("s", "t.1"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("target (t.1) must match [A-Za-z0-9_-]{1,100}");
  }

  @Provide
  Arbitrary<String> names() {
    return Arbitraries.of("a", "_", "-", ".json", " ", "é", "sessions", "targets", "x.y", "_md")
        .list()
        .ofMinSize(1)
        .ofMaxSize(3)
        .map(pieces -> String.join("", pieces))
        .list()
        .ofMinSize(1)
        .ofMaxSize(6)
        .map(parts -> String.join("/", parts));
  }

  @Property(tries = 2_000)
  void everyShortName_comesBack(@ForAll("names") String name) {
    ChildAddress address = address(name);
    assertThat(address.child().name()).isEqualTo(address.name());
    assertThat(name).endsWith(address.name());
  }

  @Property(tries = 2_000)
  void differentNames_haveDifferentChildren(
      @ForAll("names") String one, @ForAll("names") String other) {
    ChildAddress first = address(one);
    ChildAddress second = address(other);
    boolean same = first.entry().equals(second.entry()) && first.child().equals(second.child());
    assertThat(same).isEqualTo(one.equals(other));
  }
}
