package org.gibsey.cdc;

import java.nio.file.Path;

/**
 * Where the agent listens, publishes and keeps its state.
 *
 * @param bind address to listen on
 * @param port port to listen on, 0 to 65535; 0 takes a free one
 * @param kafka bootstrap servers, {@code host:port[,host:port…]}
 * @param state folder for connectors and offsets
 * @param deadLetters topic for what cannot be published
 */
record AgentConfig(String bind, int port, String kafka, Path state, String deadLetters) {
  AgentConfig {
    require(!bind.isBlank(), "--bind", bind, "an address");
    require(port >= 0 && port <= 65_535, "--port", port, "0 to 65535");
    require(
        kafka.matches("[^,\\s]+:\\d{1,5}(,[^,\\s]+:\\d{1,5})*"),
        "--kafka",
        kafka,
        "host:port[,host:port...]");
    require(
        deadLetters.matches("[a-zA-Z0-9._-]{1,249}"),
        "--dead-letters",
        deadLetters,
        "a topic name");
  }

  private static void require(boolean holds, String option, Object value, String allowed) {
    if (!holds) {
      throw new IllegalArgumentException(option + " is '" + value + "' and must be " + allowed);
    }
  }
}
