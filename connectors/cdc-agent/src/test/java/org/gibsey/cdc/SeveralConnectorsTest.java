package org.gibsey.cdc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.gibsey.cdc.RunningAgent.idle;
import static org.gibsey.cdc.RunningAgent.json;
import static org.gibsey.cdc.RunningAgent.mock;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.ServiceLoader;
import org.apache.kafka.connect.source.SourceConnector;
import org.gibsey.cdc.mock.MockConnector;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Connectors of several classes run side by side, and one does not touch another. */
@SuppressWarnings("NullAway.Init")
final class SeveralConnectorsTest {
  private RunningAgent agent;

  @BeforeEach
  void start(@TempDir Path temp) throws IOException {
    agent = new RunningAgent(temp.resolve("state"), Map.of("PLACE", "here"));
  }

  @AfterEach
  void stop() throws IOException {
    agent.close();
  }

  @Test
  void aCommandReachesItsConnectorOnly() throws InterruptedException {
    agent.post("/connectors", idle("a"));
    agent.post("/connectors", mock("m1"));
    agent.post("/connectors", mock("m2", "seed", "2"));
    for (String name : new String[] {"a", "m1", "m2"}) {
      agent.await(name, "RUNNING");
    }
    assertThat(json(agent.get("/connectors")).toString()).isEqualTo("[\"a\",\"m1\",\"m2\"]");

    assertThat(agent.put("/connectors/m1/pause", "").statusCode()).isEqualTo(202);
    agent.await("m1", "PAUSED");
    agent.await("m2", "RUNNING");
    agent.await("a", "RUNNING");

    assertThat(agent.post("/connectors/m2/restart", "").statusCode()).isEqualTo(204);
    agent.await("m2", "RUNNING");
    agent.await("m1", "PAUSED");

    assertThat(agent.delete("/connectors/m2").statusCode()).isEqualTo(204);
    assertThat(json(agent.get("/connectors")).toString()).isEqualTo("[\"a\",\"m1\"]");
    assertThat(agent.put("/connectors/m1/resume", "").statusCode()).isEqualTo(202);
    agent.await("m1", "RUNNING");
    agent.await("a", "RUNNING");
  }

  @Test
  void tellsHowLongAConnectorWaitsForKafkaAndHoldsOneBatchOnly() throws InterruptedException {
    agent.post("/connectors", idle("a"));
    agent.post("/connectors", mock("m", "rate.per.second", "0", "count", "0"));

    double first = agent.awaitMetric("kafka_wait_seconds", "m", 0.5);
    double later = agent.awaitMetric("kafka_wait_seconds", "m", first);
    // Kafka's metadata does not come, so the producer takes nothing: one record is on its way.
    assertThat(agent.metric("records_sent_total", "m")).isBetween(1.0, 64.0);
    assertThat(agent.metric("records_acknowledged_total", "m")).isZero();
    assertThat(agent.metric("kafka_wait_seconds", "a")).isZero();
    assertThat(later).isGreaterThan(first);

    agent.put("/connectors/m/pause", "");
    agent.await("m", "PAUSED");
    assertThat(agent.metric("kafka_wait_seconds", "m")).isZero();
    assertThat(agent.metric("records_waiting", "m")).isZero();
  }

  @Test
  void offersTheMockConnectorByItsService() {
    assertThat(ServiceLoader.load(SourceConnector.class))
        .anyMatch(connector -> connector instanceof MockConnector);
  }
}
