package org.gibsey.tools.status;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Instant;
import java.util.List;
import org.gibsey.tools.search.IndexStats;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class StackStatusTest {

  private static final Instant NOW = Instant.parse("2026-01-01T00:01:30Z");
  private static final JobState JOB = new JobState("memory-indexing", "ab", "RUNNING", 3.0, 0);
  private static final ConnectorState CONNECTOR = new ConnectorState("cdc", "RUNNING", 1, 1);

  private static StackStatus status(String process, @Nullable IndexStats index) {
    return new StackStatus(
        NOW,
        List.of(ProcessLine.parse(process)),
        CONNECTOR,
        JOB,
        new Embeddings(126, 252, 3),
        0L,
        2L,
        index);
  }

  private static IndexStats index(int shardsLive) {
    return new IndexStats(124, 160, 4, shardsLive, Instant.parse("2026-01-01T00:00:00Z"));
  }

  @Test
  void isUpWhenEverythingIs() {
    assertThat(status("kafka 17 300 60", index(4)).up()).isTrue();
  }

  @Test
  void isDownWhenAProcessIs() {
    assertThat(status("kafka - - -", index(4)).up()).isFalse();
  }

  @Test
  void isDownWhenAShardIs() {
    assertThat(status("kafka 17 300 60", index(3)).up()).isFalse();
    assertThat(status("kafka 17 300 60", null).up()).isFalse();
  }

  @Test
  void writesJsonForPrograms() throws JsonProcessingException {
    JsonNode json =
        new ObjectMapper().readTree(StatusJson.render(status("kafka 17 300 60", index(4))));
    assertThat(json.path("up").asBoolean()).isTrue();
    assertThat(json.at("/processes/0/pid").asInt()).isEqualTo(17);
    assertThat(json.at("/search/freshness_s").asDouble()).isEqualTo(90);
    assertThat(json.path("dead_letters").asInt()).isEqualTo(2);
    assertThat(json.path("embeddings").toString())
        .isEqualTo("{\"computed\":126,\"saved\":252,\"cache_failures\":3}");
  }

  @Test
  void writesALineForEachPartForPeople() {
    assertThat(StatusText.render(status("kafka 17 300 3725", index(4))))
        .containsPattern("kafka +up +17 +300 MiB +1 h 2 min")
        .contains("embeddings   126 computed, 252 saved, 3 failures of the cache")
        .contains("124 rows, 160 passages, 4 of 4 shards answer")
        .contains("1 min 30 s ago");
  }

  @Test
  void saysWhatIsNotKnown() {
    StackStatus down =
        new StackStatus(
            NOW,
            List.of(ProcessLine.parse("kafka - - -")),
            ConnectorState.unknown("cdc"),
            JobState.absent("memory-indexing"),
            null,
            null,
            null,
            null);
    assertThat(StatusText.render(down)).contains("DOWN").contains("unknown: Kafka is down");
    assertThat(StatusJson.render(down)).contains("\"search\":null").contains("\"pid\":null");
    assertThat(StatusText.render(down)).contains("embeddings   unknown");
    assertThat(StatusJson.render(down)).contains("\"embeddings\":null");
  }
}
