package org.gibsey.tools.reconcile;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;

/** What came out of a run over one collection. */
record Summary(String collection, Tally tally, Duration took) {

  /** For a person, several lines. */
  String text() {
    Map<String, Long> counts = tally.counts();
    StringBuilder out = new StringBuilder();
    double seconds = took.toMillis() / 1e3;
    out.append(
        String.format(
            Locale.ROOT,
            "%s: %,d rows compared in %.1f s%n",
            collection,
            tally.compared(),
            seconds));
    counts.forEach(
        (name, count) ->
            out.append(
                String.format(Locale.ROOT, "  %-15s %,10d%n", name.replace('_', ' '), count)));
    for (Finding finding : tally.findings()) {
      out.append("  ").append(finding.difference().words()).append(": ").append(finding.rowKey());
      if (finding.obstacle() != null) {
        out.append("\n    not repaired: ").append(finding.obstacle());
      }
      out.append('\n');
    }
    return out.toString();
  }

  /** One JSON object on one line. */
  String json() {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("collection", collection);
    json.put("seconds", took.toMillis() / 1e3);
    tally.counts().forEach(json::put);
    ArrayNode rows = json.putArray("rows");
    for (Finding finding : tally.findings()) {
      ObjectNode row = rows.addObject();
      row.put("row_key", finding.rowKey());
      row.put("difference", finding.difference().words());
      row.put("not_repaired", finding.obstacle());
    }
    return json + "\n";
  }
}
