package org.gibsey.cdc;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

final class AgentConfigTest {
  private static final Path STATE = Path.of("/state");

  @Test
  void namesOptionValueAndRange() {
    assertThatThrownBy(() -> new AgentConfig("127.0.0.1", 70_000, "k:1", STATE, "d"))
        .hasMessage("--port is '70000' and must be 0 to 65535");
    assertThatThrownBy(() -> new AgentConfig("127.0.0.1", 1, "kafka", STATE, "d"))
        .hasMessage("--kafka is 'kafka' and must be host:port[,host:port...]");
    assertThatThrownBy(() -> new AgentConfig("127.0.0.1", 1, "k:1", STATE, "no topic"))
        .hasMessageContaining("--dead-letters");
  }
}
