package dev.larder.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class HostLoadTest {

  @Test
  void busySeconds_leaveOutIdleAndWaiting() {
    String stat = "cpu  100 200 300 9999 8888 1 2 3 0 0\ncpu0 1 1 1 1 1 1 1 1 0 0\n";
    assertThat(HostLoad.busySeconds(stat)).isEqualTo(6.06);
  }
}
