package org.gibsey.tools.status;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;

final class EmbeddingsTest {
  @Test
  void findsTheVertexThatEmbeds() throws JsonProcessingException {
    assertThat(
            Embeddings.vertex(
                json(
                    """
                    {"vertices": [
                      {"id": "a", "name": "Source: changes -> DecodeChange"},
                      {"id": "b", "name": "MaterializeRow -> ChunkText -> EmbedPassages"}]}
                    """)))
        .contains("b");
    assertThat(Embeddings.vertex(json("{}"))).isEmpty();
  }

  @Test
  void readsTheSumsInAnyOrderAndNothingUntilAllAreThere() throws JsonProcessingException {
    String two =
        "{\"id\": \"EmbedPassages.embeddingsSaved\", \"sum\": 252.0},"
            + " {\"id\": \"EmbedPassages.embeddingsComputed\", \"sum\": 126.0}";
    assertThat(Embeddings.of(json("[" + two + "]"))).isEmpty();
    assertThat(
            Embeddings.of(
                json(
                    "["
                        + two
                        + ", {\"id\": \"EmbedPassages.embeddingCacheFailures\", \"sum\": 1.0}]")))
        .contains(new Embeddings(126, 252, 1));
  }

  private static JsonNode json(String text) throws JsonProcessingException {
    return new ObjectMapper().readTree(text);
  }
}
