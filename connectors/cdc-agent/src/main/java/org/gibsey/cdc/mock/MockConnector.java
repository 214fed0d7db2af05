package org.gibsey.cdc.mock;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.common.config.Config;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.ConfigValue;
import org.apache.kafka.connect.connector.Task;
import org.apache.kafka.connect.source.SourceConnector;

/**
 * Emits the change envelopes of the Cassandra connector without a Cassandra: from a file, or from a
 * generator that makes the same sequence for the same options.
 *
 * <p>Keys and values are schemaless; they need JSON converters with {@code schemas.enable=false},
 * which the agent has anyway.
 */
public final class MockConnector extends SourceConnector {
  private Map<String, String> config = Map.of();

  /** Called by the engine through reflection. */
  public MockConnector() {}

  static String ownVersion() {
    return Objects.requireNonNullElse(
        MockConnector.class.getPackage().getImplementationVersion(), "development");
  }

  @Override
  public String version() {
    return ownVersion();
  }

  /**
   * Takes the options.
   *
   * @throws ConfigException if one of them is missing or out of its range
   */
  @Override
  public void start(Map<String, String> props) {
    MockOptions.of(props);
    config = Map.copyOf(props);
  }

  /** Options as Kafka Connect checks them, and that the percentages leave room for one another. */
  @Override
  public Config validate(Map<String, String> props) {
    Config checked = super.validate(props);
    if (checked.configValues().stream().allMatch(value -> value.errorMessages().isEmpty())) {
      try {
        MockOptions.of(props);
      } catch (ConfigException e) {
        ConfigValue share =
            checked.configValues().stream()
                .filter(value -> value.name().startsWith(MockOptions.PERCENT))
                .findFirst()
                .orElseThrow();
        share.addErrorMessage(String.valueOf(e.getMessage()));
      }
    }
    return checked;
  }

  @Override
  public Class<? extends Task> taskClass() {
    return MockTask.class;
  }

  @Override
  public List<Map<String, String>> taskConfigs(int maxTasks) {
    return List.of(config);
  }

  @Override
  public void stop() {}

  @Override
  public ConfigDef config() {
    return MockOptions.definition();
  }
}
