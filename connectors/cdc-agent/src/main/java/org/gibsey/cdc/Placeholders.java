package org.gibsey.cdc;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.ConfigTransformer;
import org.apache.kafka.common.config.provider.ConfigProvider;
import org.apache.kafka.common.config.provider.EnvVarConfigProvider;
import org.jspecify.annotations.Nullable;

/**
 * Replaces {@code ${env:NAME}} in a connector's configuration by the environment variable, the way
 * Kafka Connect does with its {@code EnvVarConfigProvider}.
 */
final class Placeholders {
  private static final Pattern ENV = Pattern.compile("\\$\\{env:([^}]*)}");

  private final ConfigTransformer transformer;

  private Placeholders(ConfigProvider environment) {
    environment.configure(Map.of());
    transformer = new ConfigTransformer(Map.of("env", environment));
  }

  /** Placeholders of this process's environment. */
  static Placeholders ofEnvironment() {
    return new Placeholders(new EnvVarConfigProvider());
  }

  /** Placeholders of a given environment. */
  static Placeholders of(Map<String, String> environment) {
    return new Placeholders(new EnvVarConfigProvider(environment));
  }

  /**
   * The configuration with all placeholders replaced.
   *
   * @throws ConfigException if a variable is not set; the message names option and variable
   */
  Map<String, String> resolve(Map<String, String> config) {
    Map<String, String> resolved = transformer.transform(config).data();
    resolved.forEach(
        (option, value) -> {
          String missing = unresolved(value);
          if (missing != null) {
            throw new ConfigException(
                option, config.get(option), "environment variable " + missing + " is not set");
          }
        });
    return resolved;
  }

  private static @Nullable String unresolved(@Nullable String value) {
    Matcher left = ENV.matcher(value == null ? "" : value);
    return left.find() ? left.group(1) : null;
  }
}
