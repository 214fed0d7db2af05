package org.gibsey.tools.status;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.gibsey.tools.search.IndexStats;
import org.jspecify.annotations.Nullable;

/** The status as one JSON object; what is not known is null. */
final class StatusJson {

  private static final ObjectMapper MAPPER = new ObjectMapper();

  private StatusJson() {}

  static String render(StackStatus status) {
    ObjectNode json = MAPPER.createObjectNode();
    json.put("up", status.up());
    json.put("rss_mib", status.rssMib());
    ArrayNode processes = json.putArray("processes");
    for (ProcessLine process : status.processes()) {
      ObjectNode line = processes.addObject();
      line.put("name", process.name());
      line.put("up", process.up());
      line.put("pid", process.up() ? process.pid() : null);
      line.put("rss_mib", process.up() ? process.rssMib() : null);
      line.put("uptime_s", process.up() ? process.uptimeSeconds() : null);
    }
    json.putObject("connector")
        .put("name", status.connector().name())
        .put("state", status.connector().state())
        .put("tasks", status.connector().tasks())
        .put("tasks_running", status.connector().tasksRunning());
    json.putObject("job")
        .put("name", status.job().name())
        .put("id", status.job().id())
        .put("state", status.job().state())
        .put("last_checkpoint_age_s", status.job().checkpointAgeSeconds())
        .put("restarts", status.job().restarts());
    addEmbeddings(json, status.embeddings());
    json.put("changes_behind", status.changesBehind());
    json.put("dead_letters", status.deadLetters());
    addSearch(json, status);
    return json.toString();
  }

  private static void addEmbeddings(ObjectNode json, @Nullable Embeddings embeddings) {
    if (embeddings == null) {
      json.putNull("embeddings");
      return;
    }
    json.putObject("embeddings")
        .put("computed", embeddings.computed())
        .put("saved", embeddings.saved())
        .put("cache_failures", embeddings.cacheFailures());
  }

  private static void addSearch(ObjectNode json, StackStatus status) {
    IndexStats index = status.index();
    if (index == null) {
      json.putNull("search");
      return;
    }
    json.putObject("search")
        .put("rows", index.rows())
        .put("passages", index.passages())
        .put("shards", index.shards())
        .put("shards_live", index.shardsLive())
        .put(
            "newest_write_time",
            index.newestWriteTime() == null ? null : index.newestWriteTime().toString())
        .put("freshness_s", status.freshnessSeconds());
  }
}
