package org.gibsey.cdc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.apache.kafka.common.config.ConfigException;
import org.junit.jupiter.api.Test;

final class PlaceholdersTest {
  private final Placeholders placeholders =
      Placeholders.of(Map.of("STATE", "/var/state", "PORT", "8084"));

  @Test
  void replacesVariablesAnywhereInAValue() {
    Map<String, String> config =
        Map.of("a", "${env:STATE}/x-${env:PORT}", "b", "plain", "c", "$ {env} ${other}");

    assertThat(placeholders.resolve(config))
        .isEqualTo(Map.of("a", "/var/state/x-8084", "b", "plain", "c", "$ {env} ${other}"));
  }

  @Test
  void namesOptionAndVariableThatIsNotSet() {
    assertThatThrownBy(() -> placeholders.resolve(Map.of("dir", "${env:STATE}/${env:MISSING}")))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("dir")
        .hasMessageContaining("MISSING");
  }
}
