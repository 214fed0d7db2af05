package org.gibsey.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.gibsey.api.TestApi.SEARCH;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.gibsey.api.token.WriteToken;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever is done to a body, the answer is hits or a problem of the caller's. */
final class SearchFuzzTest {
  private static final int BODIES = 500;
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final List<String> VALUES =
      List.of(
          "null",
          "true",
          "false",
          "0",
          "-1",
          "1",
          "1e400",
          "-0.0",
          "2147483648",
          "0.5",
          "\"\"",
          "\"x\"",
          "[]",
          "{}",
          "[null]",
          "[[1]]",
          "{\"field\":\"page_num\"}",
          "\"\\ud83d\"",
          "9223372036854775808",
          "1e-400",
          "\"vector\"",
          "\"text\"",
          "101",
          "100",
          "[\"a\",1,true]",
          "\"\\u0000\"");

  @TempDir private Path folder;

  @Test
  void noBodyBreaksTheSearch() throws Exception {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    try (LiveIndex index = new LiveIndex(folder, new WordEmbedder())) {
      index.put("coast", 1, "Salt", "Edda", "Salt is counted in the evening.");
      index.put("coast", 2, "Tide", "Rune", "The tide brings salt and driftwood.");
      try (TestApi api =
          TestApi.start(
              index.search(),
              new FakePages(),
              CompletableFuture.completedFuture(new WordEmbedder()),
              Duration.ofSeconds(20))) {
        assertThat(api.post(SEARCH, whole().toString()).statusCode()).isEqualTo(200);
        int answered = 0;
        for (int i = 0; i < BODIES; i++) {
          String body = mutated(random);
          HttpResponse<String> response = api.post(SEARCH, body);
          assertThat(response.statusCode())
              .as("seed %d, body %d: %s%n%s", seed, i, body, response.body())
              .isIn(200, 400, 404, 422);
          answered += response.statusCode() == 200 ? 1 : 0;
        }
        // Otherwise the bodies would be so broken that nothing was tried.
        assertThat(answered).as("seed %d", seed).isGreaterThan(BODIES / 50);
      }
    }
  }

  private static String mutated(Random random) throws Exception {
    ObjectNode body = whole();
    List<String> names = new ArrayList<>();
    body.fieldNames().forEachRemaining(names::add);
    names.stream().filter(name -> random.nextInt(3) == 0).forEach(body::remove);
    int changes = random.nextInt(3);
    for (int i = 0; i < changes; i++) {
      change(body, random);
    }
    String text = body.toString();
    if (random.nextInt(8) == 0) {
      int at = random.nextInt(text.length());
      text = text.substring(0, at) + (char) random.nextInt(32, 127) + text.substring(at + 1);
    }
    return text;
  }

  /** Puts another value somewhere into the tree. */
  private static void change(JsonNode node, Random random) throws Exception {
    if (node instanceof ObjectNode object && !object.isEmpty()) {
      List<String> names = new ArrayList<>();
      object.fieldNames().forEachRemaining(names::add);
      String name = names.get(random.nextInt(names.size()));
      if (object.path(name).isContainerNode() && random.nextInt(3) > 0) {
        change(object.path(name), random);
      } else {
        object.set(random.nextInt(10) == 0 ? name + "s" : name, value(random));
      }
    } else if (node instanceof ArrayNode array && !array.isEmpty()) {
      int at = random.nextInt(array.size());
      if (array.path(at).isContainerNode() && random.nextInt(3) > 0) {
        change(array.path(at), random);
      } else {
        array.set(at, value(random));
      }
    }
  }

  private static JsonNode value(Random random) throws Exception {
    return JSON.readTree(VALUES.get(random.nextInt(VALUES.size())));
  }

  /** A body with every field there is. */
  private static ObjectNode whole() throws Exception {
    return (ObjectNode)
        JSON.readTree(
            """
            {"query":"salt","vector":%s,"mode":"hybrid",
             "fusion":{"vector_weight":1,"text_weight":2,"k":9},"group_by":"row","limit":5,
             "filter":{"must":[{"field":"page_num","gte":0,"lt":9}],
                       "should":[{"field":"speaker","in":["Edda","Rune"]},
                                 {"field":"chapter","exists":true}],
                       "must_not":[{"field":"speaker","eq":"Nobody"}]},
             "book":"coast","up_to":{"book":"coast","page":2},"score_threshold":0.001,
             "exact":false,"candidates":50,"with_vectors":true,"highlight":true,"min_token":"%s"}
            """
                .formatted(
                    Arrays.toString(WordEmbedder.vector("tide")),
                    new WriteToken("pages", "{\"book_id\":\"coast\",\"page_num\":1}", 1).encode()));
  }
}
