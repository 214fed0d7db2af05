package org.gibsey.verification;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.gibsey.shard.CollectionStats;
import org.gibsey.shard.ShardClient;
import org.gibsey.shard.ShardsUnavailableException;
import org.gibsey.verification.faults.Processes;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** While the TaskManager is down, the published snapshot answers, whole and without a failure. */
@ExtendWith(Stack.Provider.class)
final class FailoverIT {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int PAGES = 12;
  private static final Duration PAUSE = Duration.ofMillis(20);

  /** Far more than the two seconds that it should take, on a machine that may do something else. */
  private static final Duration BACK_TO_LIVE = Duration.ofSeconds(10);

  private final Stack stack;
  private final PatientCql cql;
  private final HttpClient http = HttpClient.newHttpClient();
  private final String book = "failover-" + UUID.randomUUID();

  FailoverIT(Stack stack) {
    this.stack = stack;
    this.cql = new PatientCql(stack.cassandra());
  }

  /**
   * One answer.
   *
   * @param nanos when it came
   * @param body the response, or null when the request failed
   * @param problem what was wrong with it, or an empty text
   */
  private record Answer(long nanos, long tookMillis, @Nullable JsonNode body, String problem) {
    boolean isFrom(String origin) {
      return body != null && body.path("served_from").asText().equals(origin);
    }
  }

  @AfterEach
  void putBack() throws Exception {
    stack.up("--no-demo").mustSucceed();
    cql.execute("DELETE FROM pages WHERE book_id = '" + book + "'");
    http.close();
  }

  @Test
  void theSnapshotAnswersWhileTheTaskManagerIsDownAndTheJobWhenItIsBack() throws Exception {
    for (int page = 1; page <= PAGES; page++) {
      cql.execute(
          "INSERT INTO pages (book_id, page_num, text) VALUES ('%s', %d, 'The ferryman counts %d lanterns on the quay.')"
              .formatted(book, page, page));
    }
    Eventually.holds(
        "all pages are found",
        Stack.PATIENCE,
        () -> search().path("hits").size() == PAGES && served(search()).equals("live"));
    awaitPublished();
    JsonNode before = search();

    List<Answer> answers = new ArrayList<>();
    CountDownLatch stop = new CountDownLatch(1);
    AtomicReference<@Nullable Throwable> broken = new AtomicReference<>();
    Thread reader =
        Thread.ofPlatform()
            .name("failover-reader")
            .start(() -> searchUntil(stop, before, answers, broken));
    long killed = System.nanoTime();
    new Processes(stack.state()).kill("taskmanager");
    Eventually.holds(
        "the snapshot answers", BACK_TO_LIVE, () -> served(search()).equals("snapshot"));
    JsonNode ready = get("/readyz");
    JsonNode stats = get("/v1/collections/pages/stats");
    JsonNode asked = post("/v1/ask", "{\"question\":\"How many lanterns are on the quay?\"}");
    CompletableFuture<Script.Outcome> up = CompletableFuture.supplyAsync(this::bringBack);
    long able = awaitShards();
    Eventually.holds("the live shards answer", BACK_TO_LIVE, () -> served(search()).equals("live"));
    up.join().mustSucceed();
    stop.countDown();
    reader.join();

    assertThat(broken.get()).isNull();
    assertThat(answers).extracting(Answer::problem).containsOnly("");
    report(answers, killed, able);
    Answer copied = answers.stream().filter(a -> a.isFrom("snapshot")).findFirst().orElseThrow();
    JsonNode body = Objects.requireNonNull(copied.body());
    assertThat(body.path("snapshot_age_ms").asLong()).isBetween(0L, 120_000L);
    assertThat(body.path("index_version")).isEqualTo(before.path("index_version"));
    assertThat(ready.path("status").asText()).isEqualTo("degraded");
    assertThat(ready.path("dependencies").path("shards").path("up").asBoolean()).isFalse();
    assertThat(stats.path("shards_live").asInt()).isZero();
    assertThat(stats.path("rows").asLong()).isGreaterThanOrEqualTo(PAGES);
    assertThat(stats.path("served_from").asText()).isEqualTo("snapshot");
    assertThat(asked.path("served_from").asText()).isEqualTo("snapshot");
    assertThat(asked.path("citations")).isNotEmpty();
  }

  private Script.Outcome bringBack() {
    try {
      return stack.up("--no-demo");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException("nobody interrupts this thread", e);
    }
  }

  /** Asks the shards themselves, without the API; returns the time at which all could answer. */
  private long awaitShards() throws Exception {
    try (ShardClient shards = new ShardClient(stack.kafka(), "memory.shard-endpoints")) {
      Eventually.holds("all shards answer", Duration.ofMinutes(3), () -> answer(shards));
      return System.nanoTime();
    }
  }

  private static boolean answer(ShardClient shards) {
    try {
      CollectionStats stats = shards.stats("pages", Duration.ofSeconds(1));
      return stats.shardsLive() == stats.shards();
    } catch (ShardsUnavailableException e) {
      return false;
    }
  }

  /** The newest manifest of each shard is of a checkpoint taken after now. */
  private void awaitPublished() throws Exception {
    long now = System.currentTimeMillis();
    Path collection = stack.state().resolve("snapshots/pages");
    Eventually.holds(
        "a snapshot taken after the pages were indexed is published",
        Stack.PATIENCE,
        () -> {
          try (Stream<Path> files = Files.walk(collection)) {
            List<Path> shards =
                files.filter(f -> f.getFileName().toString().matches("\\d+")).toList();
            for (Path shard : shards) {
              if (newestTaken(shard) < now) {
                return false;
              }
            }
            return !shards.isEmpty();
          }
        });
    // The API looks for a new one every five seconds.
    Eventually.holds(
        "the API has opened it",
        Stack.PATIENCE,
        () -> {
          String metrics = text("/metrics");
          return metrics
              .lines()
              .filter(line -> line.startsWith("gibsey_snapshot_age_seconds{collection=\"pages\"}"))
              .mapToDouble(line -> Double.parseDouble(line.substring(line.indexOf(' ') + 1)))
              .anyMatch(age -> age * 1e3 <= System.currentTimeMillis() - now);
        });
  }

  private static long newestTaken(Path shard) throws IOException {
    try (Stream<Path> files = Files.list(shard)) {
      Path newest =
          files
              .filter(f -> f.getFileName().toString().matches("manifest-.*\\.json"))
              .max(Comparator.naturalOrder())
              .orElse(null);
      return newest == null
          ? 0
          : JSON.readTree(Files.readAllBytes(newest)).path("taken_millis").asLong();
    }
  }

  private void searchUntil(
      CountDownLatch stop,
      JsonNode expected,
      List<Answer> answers,
      AtomicReference<@Nullable Throwable> broken) {
    try {
      do {
        long begin = System.nanoTime();
        try {
          JsonNode body = search();
          long end = System.nanoTime();
          String problem =
              keys(body).equals(keys(expected)) ? "" : "other hits than before: " + body;
          answers.add(new Answer(end, TimeUnit.NANOSECONDS.toMillis(end - begin), body, problem));
        } catch (IOException | AssertionError e) {
          long end = System.nanoTime();
          answers.add(
              new Answer(end, TimeUnit.NANOSECONDS.toMillis(end - begin), null, String.valueOf(e)));
        }
      } while (!stop.await(PAUSE.toMillis(), TimeUnit.MILLISECONDS));
    } catch (InterruptedException | RuntimeException e) {
      broken.set(e);
    }
  }

  private static void report(List<Answer> answers, long killed, long able) {
    List<Answer> copies = answers.stream().filter(a -> a.isFrom("snapshot")).toList();
    long slowest = answers.stream().mapToLong(Answer::tookMillis).max().orElseThrow();
    Answer first = copies.get(0);
    Answer last = copies.get(copies.size() - 1);
    JsonNode body = Objects.requireNonNull(first.body());
    System.out.printf(
        "%d searches, %d from the snapshot, none failed, the slowest took %d ms; first from the"
            + " snapshot %d ms after the kill (age %d ms), last one %d ms after the kill, which"
            + " is %d ms after all shards could answer%n",
        answers.size(),
        copies.size(),
        slowest,
        TimeUnit.NANOSECONDS.toMillis(first.nanos() - killed),
        body.path("snapshot_age_ms").asLong(),
        TimeUnit.NANOSECONDS.toMillis(last.nanos() - killed),
        TimeUnit.NANOSECONDS.toMillis(last.nanos() - able));
  }

  private static List<JsonNode> keys(JsonNode body) {
    List<JsonNode> keys = new ArrayList<>();
    body.path("hits").forEach(hit -> keys.add(hit.path("key")));
    keys.sort(Comparator.comparing(JsonNode::toString));
    return keys;
  }

  private static String served(JsonNode body) {
    return body.path("served_from").asText();
  }

  private JsonNode search() throws IOException, InterruptedException {
    return post(
        "/v1/collections/pages/search",
        "{\"query\":\"ferryman counts lanterns on the quay\",\"mode\":\"text\",\"limit\":%d,\"book\":\"%s\"}"
            .formatted(2 * PAGES, book));
  }

  private JsonNode get(String path) throws IOException, InterruptedException {
    return JSON.readTree(text(path));
  }

  private String text(String path) throws IOException, InterruptedException {
    return send(HttpRequest.newBuilder(uri(path)).GET());
  }

  private JsonNode post(String path, String json) throws IOException, InterruptedException {
    return JSON.readTree(
        send(
            HttpRequest.newBuilder(uri(path))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(json))));
  }

  private URI uri(String path) {
    return URI.create("http://127.0.0.1:" + stack.port("GIBSEY_API_PORT") + path);
  }

  private String send(HttpRequest.Builder request) throws IOException, InterruptedException {
    var response =
        http.send(
            request
                .header("Authorization", "Bearer " + stack.readerKey())
                .timeout(Duration.ofSeconds(20))
                .build(),
            BodyHandlers.ofString());
    if (response.statusCode() != 200) {
      throw new AssertionError(response.statusCode() + ": " + response.body());
    }
    return response.body();
  }
}
