package org.gibsey.cdc;

import java.time.Instant;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/** The connectors' figures in Prometheus' text format. */
final class MetricsPage {
  private final StringBuilder page = new StringBuilder();
  private final List<Connectors.Info> connectors;

  private MetricsPage(List<Connectors.Info> connectors) {
    this.connectors = connectors;
  }

  static String of(List<Connectors.Info> connectors) {
    MetricsPage page = new MetricsPage(connectors);
    page.metric("records_sent_total", "counter", "Records handed to the producer", s -> s.sent());
    page.metric(
        "records_acknowledged_total",
        "counter",
        "Records acknowledged by Kafka",
        s -> s.acknowledged());
    page.metric(
        "records_waiting", "gauge", "Records sent and not acknowledged yet", s -> s.waiting());
    page.metric(
        "kafka_wait_seconds",
        "gauge",
        "How long the connector has been waiting for Kafka; 0 if it is not",
        s -> s.waited().toMillis() / 1000.0);
    page.metric(
        "dead_letters_total", "counter", "Events too large for Kafka", s -> s.deadLetters());
    page.metric("failures_total", "counter", "Times the engine has failed", s -> s.failures());
    page.metric(
        "last_acknowledged_timestamp_seconds",
        "gauge",
        "When Kafka last acknowledged a record; 0 if never",
        MetricsPage::lastAcknowledged);
    page.states();
    return page.page.toString();
  }

  private static double lastAcknowledged(ConnectorStats stats) {
    @Nullable Instant last = stats.lastAcknowledged();
    return last == null ? 0 : last.toEpochMilli() / 1000.0;
  }

  private void metric(
      String name, String type, String help, ToDoubleFunction<ConnectorStats> value) {
    header(name, type, help);
    for (Connectors.Info connector : connectors) {
      line(
          name, "connector=\"" + escaped(connector) + "\"", value.applyAsDouble(connector.stats()));
    }
  }

  private void states() {
    header("connector_state", "gauge", "1 for the state the connector is in, else 0");
    for (Connectors.Info connector : connectors) {
      for (ConnectorState.Name state : ConnectorState.Name.values()) {
        line(
            "connector_state",
            "connector=\"" + escaped(connector) + "\",state=\"" + state + "\"",
            connector.state().name() == state ? 1 : 0);
      }
    }
  }

  private void header(String name, String type, String help) {
    page.append("# HELP gibsey_cdc_").append(name).append(' ').append(help).append('\n');
    page.append("# TYPE gibsey_cdc_").append(name).append(' ').append(type).append('\n');
  }

  private void line(String name, String labels, double value) {
    page.append("gibsey_cdc_").append(name).append('{').append(labels).append("} ");
    if (value == Math.rint(value)) {
      page.append((long) value);
    } else {
      page.append(String.format(java.util.Locale.ROOT, "%.3f", value));
    }
    page.append('\n');
  }

  private static String escaped(Connectors.Info connector) {
    return connector.name().replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
  }
}
