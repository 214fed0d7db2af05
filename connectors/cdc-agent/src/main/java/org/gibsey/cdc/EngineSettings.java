package org.gibsey.cdc;

import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;

/** What the engine is configured with: the connector's options over the agent's defaults. */
final class EngineSettings {
  private EngineSettings() {}

  /**
   * Settings for one run of a connector.
   *
   * @param name the connector's name
   * @param config its options, resolved
   * @param offsets where its offsets are kept
   * @param deadLetters topic for what cannot be published
   */
  static Properties of(String name, Map<String, String> config, Path offsets, String deadLetters) {
    Properties settings = new Properties();
    settings.setProperty("tasks.max", "1");
    settings.setProperty("offset.flush.timeout.ms", "5000");
    settings.setProperty("tombstones.on.delete", "true");
    settings.setProperty("task.management.timeout.ms", "60000");
    settings.setProperty("record.processing.threads", "1");
    config.forEach(
        (option, value) -> {
          if (!option.startsWith("producer.override.")) {
            settings.setProperty(option, value);
          }
        });
    settings.setProperty("name", name);
    settings.setProperty("offset.storage", AtomicOffsetStore.class.getName());
    settings.setProperty("offset.storage.file.filename", offsets.toString());
    // Events are plain JSON, whatever converters the configuration was written for.
    settings.setProperty("converter.schemas.enable", "false");
    settings.setProperty("key.converter.schemas.enable", "false");
    settings.setProperty("value.converter.schemas.enable", "false");
    settings.setProperty("header.converter.schemas.enable", "false");
    // The engine would poll on after a retriable error and so drop the batch that had it. The agent
    // restarts it from the stored offsets instead.
    settings.setProperty("errors.max.retries", "0");
    settings.setProperty("dead.letters.topic", deadLetters);
    return settings;
  }
}
