package org.gibsey.tools.status;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class JobStateTest {

  private static JsonNode json(String text) throws JsonProcessingException {
    return new ObjectMapper().readTree(text);
  }

  @Test
  void takesTheJobThatWasSubmittedLast() throws JsonProcessingException {
    JsonNode overview =
        json(
            """
            {"jobs": [
              {"jid": "a", "name": "memory-indexing", "start-time": 5, "state": "FAILED"},
              {"jid": "b", "name": "memory-indexing", "start-time": 9, "state": "RUNNING"},
              {"jid": "c", "name": "other", "start-time": 11, "state": "RUNNING"}]}
            """);
    JsonNode job = JobState.newest(overview, "memory-indexing").orElseThrow();

    JobState state = JobState.of(job, Optional.empty(), 0);

    assertThat(state.id()).isEqualTo("b");
    assertThat(state.up()).isTrue();
    assertThat(state.checkpointAgeSeconds()).isNull();
  }

  @Test
  void findsNoJobOfAnotherName() throws JsonProcessingException {
    assertThat(JobState.newest(json("{\"jobs\": []}"), "memory-indexing")).isEmpty();
  }

  @Test
  void countsTheAgeOfACheckpointFromItsLastAcknowledgement() throws JsonProcessingException {
    JsonNode checkpoints =
        json(
            """
            {"counts": {"restored": 2},
             "latest": {"completed": {"latest_ack_timestamp": 10000}}}
            """);
    JobState state =
        JobState.of(
            json("{\"jid\": \"a\", \"name\": \"n\", \"state\": \"RESTARTING\"}"),
            Optional.of(checkpoints),
            12_500);

    assertThat(state.checkpointAgeSeconds()).isEqualTo(2.5);
    assertThat(state.restarts()).isEqualTo(2);
    assertThat(state.up()).isFalse();
  }
}
