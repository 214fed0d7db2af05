package org.gibsey.cdc;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * The settings of a connector's producer: nothing is given up on, nothing is sent twice, nothing
 * overtakes. A connector may change the rest with {@code producer.override.<setting>}.
 */
final class ProducerSettings {
  private static final String OVERRIDE = "producer.override.";

  /** A row may be as large as the topic allows. */
  static final int MAX_REQUEST_BYTES = 32 * 1024 * 1024;

  /** How long one attempt to hand a record over may block; it is repeated for ever. */
  static final int MAX_BLOCK_MS = 10_000;

  private static final Set<String> FIXED =
      Set.of(
          ProducerConfig.ACKS_CONFIG,
          ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG,
          ProducerConfig.RETRIES_CONFIG,
          ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG,
          ProducerConfig.TRANSACTIONAL_ID_CONFIG,
          ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION,
          ProducerConfig.MAX_BLOCK_MS_CONFIG,
          ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG,
          ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG);

  private ProducerSettings() {}

  /**
   * The settings for a connector.
   *
   * @param kafka bootstrap servers, {@code host:port[,host:port…]}
   * @param config the connector's configuration, resolved
   */
  static Map<String, Object> of(String kafka, Map<String, String> config) {
    Map<String, Object> settings = new LinkedHashMap<>();
    settings.put(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, kafka);
    settings.put(ProducerConfig.LINGER_MS_CONFIG, 0);
    settings.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4");
    settings.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, MAX_REQUEST_BYTES);
    settings.put(ProducerConfig.BUFFER_MEMORY_CONFIG, 2L * MAX_REQUEST_BYTES);
    // Reconnect soon after an outage; the default backs off to a second only.
    settings.put(ProducerConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG, 1_000);
    config.forEach(
        (option, value) -> {
          if (option.startsWith(OVERRIDE)) {
            settings.put(option.substring(OVERRIDE.length()), value);
          }
        });
    settings.put(ProducerConfig.ACKS_CONFIG, "all");
    settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
    settings.put(ProducerConfig.RETRIES_CONFIG, Integer.MAX_VALUE);
    settings.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, Integer.MAX_VALUE);
    settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, MAX_BLOCK_MS);
    settings.put(ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG, StringSerializer.class);
    settings.put(ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG, StringSerializer.class);
    return settings;
  }

  /** What is wrong with a connector's overrides; empty if nothing is. */
  static List<String> errors(Map<String, String> config) {
    List<String> errors = new ArrayList<>();
    for (String option : config.keySet()) {
      if (option.startsWith(OVERRIDE) && FIXED.contains(option.substring(OVERRIDE.length()))) {
        errors.add(
            "Configuration "
                + option
                + " is not allowed: without the agent's own setting records"
                + " could be lost or reordered");
      }
    }
    return errors;
  }
}
