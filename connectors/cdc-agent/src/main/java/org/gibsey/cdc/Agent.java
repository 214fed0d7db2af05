package org.gibsey.cdc;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A running agent: its connectors and the REST over them. */
final class Agent implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Agent.class);

  private final ConnectorStore store;
  private final Connectors connectors;
  private final RestServer server;

  private Agent(ConnectorStore store, Connectors connectors, RestServer server) {
    this.store = store;
    this.connectors = connectors;
    this.server = server;
  }

  /**
   * Starts an agent: takes up the stored connectors, then listens.
   *
   * @throws IOException if the state folder cannot be used or the address cannot be bound
   */
  static Agent start(AgentConfig config, Placeholders placeholders) throws IOException {
    ConnectorStore store = ConnectorStore.open(config.state());
    Connectors connectors =
        new Connectors(
            store,
            new ConfigCheck(placeholders),
            (name, options) -> connector(config, placeholders, store, name, options));
    KafkaCluster kafka = new KafkaCluster(config.kafka());
    List<Route> routes = new ArrayList<>(new AgentRoutes(kafka, connectors).all());
    routes.addAll(new ConnectorRoutes(connectors, config.bind() + ":" + config.port()).all());
    try {
      connectors.restore();
      RestServer server =
          new RestServer(new InetSocketAddress(config.bind(), config.port()), routes);
      LOG.info("Agent listens on {}:{}", config.bind(), server.port());
      return new Agent(store, connectors, server);
    } catch (IOException e) {
      connectors.close();
      store.close();
      throw e;
    }
  }

  private static SupervisedConnector connector(
      AgentConfig config,
      Placeholders placeholders,
      ConnectorStore store,
      String name,
      Map<String, String> options) {
    ConnectorStats stats = new ConnectorStats();
    WaitLog waitLog =
        new WaitLog(
            LoggerFactory.getLogger(PublishBatch.class), name, "Kafka at " + config.kafka());
    return new SupervisedConnector(
        name,
        (run, onRunning) -> {
          Map<String, String> resolved = placeholders.resolve(options);
          Properties engine =
              EngineSettings.of(name, resolved, store.offsets(name), config.deadLetters());
          run.run(
              engine,
              ProducerSettings.of(config.kafka(), resolved),
              producer -> new PublishBatch(producer, config.deadLetters(), stats, waitLog),
              onRunning);
        },
        stats);
  }

  /** The port the REST listens on. */
  int port() {
    return server.port();
  }

  /** Stops listening, then every connector, and waits for their ends. */
  @Override
  public void close() throws IOException {
    server.close();
    connectors.close();
    store.close();
    LOG.info("Agent has stopped");
  }
}
