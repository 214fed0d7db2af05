package org.gibsey.indexing.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;
import org.apache.flink.util.InstantiationUtil;
import org.gibsey.index.VectorSpace;
import org.gibsey.shard.PortRange;
import org.junit.jupiter.api.Test;

class IndexOptionsTest {
  private static final Duration REFRESH = Duration.ofMillis(50);

  @Test
  void canBeSentToTaskManagers() throws Exception {
    IndexOptions options = options(Map.of("pages", 4), REFRESH, "127.0.0.1");

    assertThat(InstantiationUtil.clone(options)).isEqualTo(options);
  }

  @Test
  void refusesValuesOutOfTheirRange() {
    assertRefused("shards must name", Map.of(), REFRESH, "127.0.0.1");
    assertRefused("shards of pages must be 1 to 128", Map.of("pages", 0), REFRESH, "127.0.0.1");
    assertRefused("not 129", Map.of("pages", 129), REFRESH, "127.0.0.1");
    assertRefused("refreshInterval", Map.of("pages", 1), Duration.ZERO, "127.0.0.1");
    assertRefused("refreshInterval", Map.of("pages", 1), Duration.ofMinutes(1), "127.0.0.1");
    assertRefused("host", Map.of("pages", 1), REFRESH, " ");
  }

  private static void assertRefused(
      String reason, Map<String, Integer> shards, Duration refresh, String host) {
    assertThatThrownBy(() -> options(shards, refresh, host))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(reason);
  }

  private static IndexOptions options(Map<String, Integer> shards, Duration refresh, String host) {
    return new IndexOptions(
        shards,
        Map.of(),
        new VectorSpace("model", 8),
        refresh,
        host,
        PortRange.ANY,
        "kafka:9092",
        "endpoints");
  }
}
