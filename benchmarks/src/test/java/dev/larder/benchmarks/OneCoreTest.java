package dev.larder.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

final class OneCoreTest {

  @Test
  void lastCore_isThatOfTheList() {
    assertThat(OneCore.lastOf("\t0")).isZero();
    assertThat(OneCore.lastOf("\t0-3")).isEqualTo(3);
    assertThat(OneCore.lastOf("\t0-3,8")).isEqualTo(8);
  }

  @Test
  void pinned_isTheRivalStartedByAnotherProgram() {
    OneCore pinned = new OneCore(ServiceRival.APACHE, 2);
    assertThat(pinned.launcher()).isEqualTo(List.of("taskset", "-c", "2"));
    assertThat(pinned.name()).isEqualTo("APACHE");
    assertThat(pinned.label()).isEqualTo("Apache HttpClient 5, classic, one core");
    assertThat(pinned.flags()).isEqualTo(ServiceRival.APACHE.flags());
    assertThat(pinned.isLocal()).isTrue();
    assertThat(ServiceRival.APACHE.launcher()).isEmpty();
  }
}
