package org.gibsey.cdc;

import java.util.Map;

/**
 * A registered connector as it is kept on disk.
 *
 * @param name unique among the agent's connectors, 1 to 100 characters
 * @param config options as they were posted, placeholders unresolved, {@code name} included
 * @param paused true if it must not run until it is resumed
 */
record StoredConnector(String name, Map<String, String> config, boolean paused) {
  StoredConnector {
    config = Map.copyOf(config);
  }

  StoredConnector withPaused(boolean nowPaused) {
    return new StoredConnector(name, config, nowPaused);
  }
}
