package org.gibsey.cdc;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.ConfigValue;
import org.apache.kafka.connect.source.SourceConnector;
import org.jspecify.annotations.Nullable;

/** Judges a connector's configuration before it is accepted. */
final class ConfigCheck {
  private static final int LONGEST_NAME = 100;

  private static final ConfigDef COMMON =
      new ConfigDef()
          .define(
              "name",
              ConfigDef.Type.STRING,
              ConfigDef.NO_DEFAULT_VALUE,
              ConfigDef.CompositeValidator.of(
                  new ConfigDef.NonEmptyString(),
                  new ConfigDef.NonEmptyStringWithoutControlChars(),
                  ConfigDef.LambdaValidator.with(
                      ConfigCheck::checkLength, () -> "at most " + LONGEST_NAME + " characters")),
              Importance.HIGH,
              "Unique name of the connector")
          .define(
              "connector.class",
              ConfigDef.Type.STRING,
              ConfigDef.NO_DEFAULT_VALUE,
              Importance.HIGH,
              "Class of the source connector")
          .define(
              "tasks.max",
              ConfigDef.Type.INT,
              1,
              ConfigDef.Range.atLeast(1),
              Importance.HIGH,
              "Tasks");

  private final Placeholders placeholders;

  ConfigCheck(Placeholders placeholders) {
    this.placeholders = placeholders;
  }

  private static void checkLength(String option, @Nullable Object value) {
    if (value != null && value.toString().length() > LONGEST_NAME) {
      throw new ConfigException(option, value, "must have at most " + LONGEST_NAME + " characters");
    }
  }

  /**
   * Checks a configuration, its placeholders resolved.
   *
   * @throws RestException 400, listing every error the way Kafka Connect does
   */
  void check(Map<String, String> config) {
    Set<String> errors = new LinkedHashSet<>();
    try {
      Map<String, String> resolved = placeholders.resolve(config);
      errors.addAll(errorsOf(COMMON.validate(resolved)));
      errors.addAll(ProducerSettings.errors(resolved));
      String connectorClass = resolved.get("connector.class");
      if (connectorClass != null) {
        errors.addAll(errorsOf(connector(connectorClass).validate(resolved).configValues()));
      }
    } catch (ConfigException e) {
      errors.add(String.valueOf(e.getMessage()));
    }
    if (!errors.isEmpty()) {
      throw new RestException(
          400,
          "Connector configuration is invalid and contains the following "
              + errors.size()
              + " error(s):\n"
              + String.join("\n", errors));
    }
  }

  private static List<String> errorsOf(List<ConfigValue> values) {
    List<String> errors = new ArrayList<>();
    values.forEach(value -> errors.addAll(value.errorMessages()));
    return errors;
  }

  /**
   * An instance of a connector class, for asking it about a configuration.
   *
   * @throws ConfigException if there is no such source connector
   */
  private static SourceConnector connector(String className) {
    Class<?> found;
    try {
      // Not initialized: any class name can be posted, only a connector's code may run.
      found = Class.forName(className, false, ConfigCheck.class.getClassLoader());
    } catch (ClassNotFoundException | LinkageError e) {
      throw new ConfigException(
          "connector.class", className, "Class " + className + " could not be found.");
    }
    if (!SourceConnector.class.isAssignableFrom(found)) {
      throw new ConfigException("connector.class", className, "not a source connector");
    }
    try {
      return found.asSubclass(SourceConnector.class).getDeclaredConstructor().newInstance();
    } catch (ReflectiveOperationException | LinkageError e) {
      throw new ConfigException(
          "connector.class", className, "cannot be instantiated (" + e.getClass().getName() + ")");
    }
  }
}
