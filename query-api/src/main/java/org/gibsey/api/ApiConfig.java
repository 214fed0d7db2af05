package org.gibsey.api;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.gibsey.api.admission.AdmissionSettings;
import org.gibsey.api.chats.ChatSettings;
import org.gibsey.api.credits.CreditSettings;
import org.gibsey.api.health.ProgressSettings;
import org.gibsey.api.llm.LanguageModelSettings;
import org.gibsey.api.server.ServerSettings;
import org.gibsey.api.voice.VoiceSettings;
import org.jspecify.annotations.Nullable;

/**
 * How this process runs.
 *
 * @param host address to listen on
 * @param port port to listen on, 0 to 65535; 0 takes any free one
 * @param cassandra addresses of Cassandra nodes, at least one
 * @param datacenter name of the local Cassandra datacenter
 * @param kafka bootstrap servers, {@code host:port[,host:port...]}
 * @param snapshots folder of published snapshots, which need not be there yet, or null for none
 * @param snapshotPatience time that live shards have for an answer when there is a snapshot, 10 ms
 *     to 60 s
 * @param keys folder with the key files
 * @param collections file that replaces the built-in collections, or null
 * @param queryDeadline time for one search or one reading of pages, 50 ms to 60 s
 * @param answerDeadline time for one answer, 50 ms to 10 min
 * @param embeddingWorkers threads that compute vectors, 1 to 64
 * @param maxConcurrentEmbeddings callers that may wait for vectors at once, 1 to 1000
 * @param maxStreams answers streamed at once, 1 to 10000
 * @param server who may ask, how often, and from where
 * @param admission how much else is done at once
 * @param languageModel who writes answers
 * @param progress how the indexing job is found
 * @param chats how much is done for chats at once
 * @param credits what credits are given for and what costs them
 * @param voice how much a character is told and may say
 */
record ApiConfig(
    String host,
    int port,
    List<InetSocketAddress> cassandra,
    String datacenter,
    String kafka,
    @Nullable Path snapshots,
    Duration snapshotPatience,
    Path keys,
    @Nullable Path collections,
    Duration queryDeadline,
    Duration answerDeadline,
    int embeddingWorkers,
    int maxConcurrentEmbeddings,
    int maxStreams,
    ServerSettings server,
    AdmissionSettings admission,
    ProgressSettings progress,
    LanguageModelSettings languageModel,
    ChatSettings chats,
    CreditSettings credits,
    VoiceSettings voice) {
  private static final Duration SHORTEST = Duration.ofMillis(50);

  ApiConfig {
    cassandra = List.copyOf(cassandra);
    requireText("--host", host);
    requireText("--datacenter", datacenter);
    Addresses.parse("--kafka", kafka);
    require("--port", port, 0, 65_535);
    requireBetween(
        "--snapshot-patience", snapshotPatience, Duration.ofMillis(10), Duration.ofSeconds(60));
    requireBetween("--query-deadline", queryDeadline, SHORTEST, Duration.ofSeconds(60));
    requireBetween("--answer-deadline", answerDeadline, SHORTEST, Duration.ofMinutes(10));
    require("--embedding-workers", embeddingWorkers, 1, 64);
    require("--max-concurrent-embeddings", maxConcurrentEmbeddings, 1, 1_000);
    require("--max-streams", maxStreams, 1, 10_000);
  }

  private static void requireText(String option, String value) {
    if (value.isBlank()) {
      throw new IllegalArgumentException(option + " is empty");
    }
  }

  private static void require(String option, int value, int min, int max) {
    if (value < min || value > max) {
      throw new IllegalArgumentException(
          "%s is %d, allowed are %d to %d".formatted(option, value, min, max));
    }
  }

  private static void requireBetween(String option, Duration value, Duration min, Duration max) {
    if (value.compareTo(min) < 0 || value.compareTo(max) > 0) {
      throw new IllegalArgumentException(
          "%s is %d ms, allowed are %d to %d ms"
              .formatted(option, value.toMillis(), min.toMillis(), max.toMillis()));
    }
  }
}
