package org.gibsey.verification.jobs;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** A cluster as its REST interface shows it. */
public final class FlinkRest implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String BOUNDARY = "one-jar-and-nothing-else";

  private final HttpClient http = HttpClient.newHttpClient();
  private final URI cluster;

  public FlinkRest(int port) {
    this.cluster = URI.create("http://127.0.0.1:" + port);
  }

  /**
   * Uploads a jar.
   *
   * @return its identity there
   */
  String upload(Path jar) throws IOException, InterruptedException {
    String head =
        "--%s\r\nContent-Disposition: form-data; name=\"jarfile\"; filename=\"%s\"\r\n"
                .formatted(BOUNDARY, jar.getFileName())
            + "Content-Type: application/x-java-archive\r\n\r\n";
    BodyPublisher body =
        BodyPublishers.concat(
            BodyPublishers.ofString(head),
            BodyPublishers.ofFile(jar),
            BodyPublishers.ofString("\r\n--" + BOUNDARY + "--\r\n"));
    HttpRequest request =
        HttpRequest.newBuilder(cluster.resolve("/jars/upload"))
            .header("Content-Type", "multipart/form-data; boundary=" + BOUNDARY)
            .POST(body)
            .build();
    String name = answer(request).path("filename").asText();
    return name.substring(name.lastIndexOf('/') + 1);
  }

  /**
   * Runs the main class of a jar.
   *
   * @return the job's id
   */
  String run(String jar, List<String> arguments) throws IOException, InterruptedException {
    ObjectNode options = JSON.createObjectNode();
    arguments.forEach(options.putArray("programArgsList")::add);
    HttpRequest request =
        HttpRequest.newBuilder(cluster.resolve("/jars/" + jar + "/run"))
            .POST(BodyPublishers.ofString(options.toString()))
            .build();
    return answer(request).path("jobid").asText();
  }

  void cancel(String job) throws IOException, InterruptedException {
    answer(
        HttpRequest.newBuilder(cluster.resolve("/jobs/" + job + "?mode=cancel"))
            .method("PATCH", BodyPublishers.noBody())
            .build());
  }

  String state(String job) throws IOException, InterruptedException {
    return get("/jobs/" + job).path("state").asText();
  }

  /** Whether each task of a job runs; Flink calls a job running while its tasks still start. */
  boolean allTasksRun(String job) throws IOException, InterruptedException {
    JsonNode vertices = get("/jobs/" + job).path("vertices");
    boolean all = !vertices.isEmpty();
    for (JsonNode vertex : vertices) {
      all &= vertex.path("status").asText().equals("RUNNING");
    }
    return all;
  }

  /** Why a job failed, or an empty text. */
  String failure(String job) throws IOException, InterruptedException {
    return get("/jobs/" + job + "/exceptions").path("root-exception").asText("");
  }

  /** The running job of a name that is not the other one. */
  public String jobNamed(String name, String other) throws IOException, InterruptedException {
    for (JsonNode job : get("/jobs/overview").path("jobs")) {
      String id = job.path("jid").asText();
      boolean runs = job.path("state").asText().equals("RUNNING");
      if (runs && job.path("name").asText().equals(name) && !id.equals(other)) {
        return id;
      }
    }
    throw new IOException("no job named " + name + " runs");
  }

  /** How often a job was restarted since it was submitted. */
  long restarts(String job) throws IOException, InterruptedException {
    return get("/jobs/" + job + "/metrics?get=numRestarts").path(0).path("value").asLong();
  }

  /** Asks for a checkpoint now instead of when the next one is due. */
  public void checkpoint(String job) throws IOException, InterruptedException {
    answer(
        HttpRequest.newBuilder(cluster.resolve("/jobs/" + job + "/checkpoints"))
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString("{}"))
            .build());
  }

  /** When the newest completed checkpoint began, in milliseconds since 1970; 0 if there is none. */
  public long newestCheckpointMillis(String job) throws IOException, InterruptedException {
    return get("/jobs/" + job + "/checkpoints")
        .path("latest")
        .path("completed")
        .path("trigger_timestamp")
        .asLong();
  }

  /**
   * Sums of an operator's metrics over its subtasks, as Flink collected them when it was last
   * asked; fewer than were named until it has collected them.
   */
  public Map<String, Long> sums(String job, String operator, List<String> metrics)
      throws IOException, InterruptedException {
    Map<String, Long> sums = new HashMap<>();
    for (JsonNode vertex : get("/jobs/" + job).path("vertices")) {
      if (vertex.path("name").asText().contains(operator)) {
        String path =
            "/jobs/%s/vertices/%s/subtasks/metrics?agg=sum&get=%s"
                .formatted(
                    job,
                    vertex.path("id").asText(),
                    metrics.stream()
                        .map(metric -> operator + "." + metric)
                        .collect(Collectors.joining(",")));
        for (JsonNode metric : get(path)) {
          String name = metric.path("id").asText();
          sums.put(name.substring(operator.length() + 1), metric.path("sum").asLong());
        }
      }
    }
    return sums;
  }

  /** Whether any sink of a job says that it waits for Cassandra. */
  boolean waitsForCassandra(String job) throws IOException, InterruptedException {
    for (JsonNode vertex : get("/jobs/" + job).path("vertices")) {
      String metrics =
          "/jobs/" + job + "/vertices/" + vertex.path("id").asText() + "/subtasks/metrics";
      for (JsonNode metric : get(metrics)) {
        String name = metric.path("id").asText();
        if (name.endsWith("waitsForCassandra")
            && get(metrics + "?agg=max&get=" + URLEncoder.encode(name, UTF_8))
                    .path(0)
                    .path("max")
                    .asDouble()
                > 0) {
          return true;
        }
      }
    }
    return false;
  }

  /** The first TaskManager; its figures are up to ten seconds old. */
  TaskManagerUse taskManager() throws IOException, InterruptedException {
    String id = get("/taskmanagers").path("taskmanagers").path(0).path("id").asText();
    String metrics = "/taskmanagers/" + id + "/metrics?get=Status.JVM.";
    return new TaskManagerUse(
        get(metrics + "Memory.Metaspace.Used").path(0).path("value").asLong() >> 20,
        get(metrics + "Threads.Count").path(0).path("value").asLong());
  }

  private JsonNode get(String path) throws IOException, InterruptedException {
    return answer(HttpRequest.newBuilder(cluster.resolve(path)).build());
  }

  private JsonNode answer(HttpRequest request) throws IOException, InterruptedException {
    var response = http.send(request, BodyHandlers.ofString());
    if (response.statusCode() / 100 != 2) {
      throw new IOException(
          "%s %s answered %d: %s"
              .formatted(request.method(), request.uri(), response.statusCode(), response.body()));
    }
    return response.body().isEmpty() ? JSON.nullNode() : JSON.readTree(response.body());
  }

  @Override
  public void close() {
    http.close();
  }
}
