package org.gibsey.tools.path;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class LatenciesTest {

  @Test
  void takesTheNearestRank() {
    Latencies latencies =
        new Latencies(IntStream.rangeClosed(1, 200).mapToDouble(i -> 201 - i).toArray());
    assertThat(latencies.percentile(0.5)).isEqualTo(100);
    assertThat(latencies.percentile(0.99)).isEqualTo(198);
    assertThat(latencies.percentile(1)).isEqualTo(200);
  }

  @Test
  void isTheOnlyTimeWhenThereIsOne() {
    assertThat(new Latencies(new double[] {7}).percentile(0.01)).isEqualTo(7);
  }

  @Test
  void refusesNothingAndPartsThatAreNone() {
    assertThatThrownBy(() -> new Latencies(new double[0]))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Latencies(new double[] {1}).percentile(0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("0.0");
  }
}
