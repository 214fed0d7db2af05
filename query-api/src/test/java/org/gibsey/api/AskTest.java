package org.gibsey.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.gibsey.api.ProblemAssert.assertProblem;
import static org.gibsey.api.TestApi.SEARCH;
import static org.gibsey.api.TestApi.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.gibsey.embedding.Embedder;
import org.gibsey.embedding.Embedders;
import org.gibsey.embedding.EmbeddingModel;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Questions to the real model and to real shards. */
final class AskTest {
  private static final String BOOK = "the-orchard";
  private static final Map<Integer, String> TEXTS = new HashMap<>();

  @TempDir private static Path folder;

  private static LiveIndex index;
  private static TestApi api;

  @BeforeAll
  static void start() throws Exception {
    Embedder embedder = Embedders.shared(EmbeddingModel.builtIn());
    index = new LiveIndex(folder, embedder);
    page(
        1,
        "The beekeeper",
        "Every morning at six, Mr. Halloran checked the seven hives behind the chapel. \"They know"
            + " me,\" he said. \"They never sting me.\" His wife thought it was his pipe.");
    page(
        2,
        "The flood",
        "In April the river rose over the lower orchard 🍎 and stood there for nine days. Forty"
            + " apple trees drowned. We rowed between them and picked blossom from the boat.");
    page(
        3,
        "A letter",
        "My sister writes that she has found work in a glass factory. She grinds lenses for"
            + " lighthouses. The pay is poor, but the windows face the sea.");
    page(
        4,
        "The accounts",
        "Three barrels of cider were sold at the autumn fair. The mayor paid with a goat. I have"
            + " entered the goat under income.");
    index.put("elsewhere", 1, "A goat", "Nobody", "The goat ate the mayor's hat at the fair.");
    // The first search loads gRPC and Lucene, which takes its time on a busy machine.
    api =
        TestApi.start(
            index.search(),
            new FakePages(),
            CompletableFuture.completedFuture(embedder),
            Duration.ofSeconds(20));
  }

  @AfterAll
  static void stop() throws Exception {
    api.close();
    index.close();
  }

  @Test
  void answersInThePagesOwnWordsAndCitesThemToTheCharacter() throws Exception {
    JsonNode answer = ask("How long was the orchard under water?");
    JsonNode first = answer.path("citations").path(0);
    assertThat(first.path("page_num").asInt()).isEqualTo(2);
    assertThat(first.path("book_id").asText()).isEqualTo(BOOK);
    assertThat(first.path("title").asText()).isEqualTo("The flood");
    assertThat(first.path("speaker").asText()).isEqualTo("The gardener");
    assertThat(first.path("quote").asText()).contains("nine days");
    assertThat(answer.path("generator").asText()).isEqualTo("extractive");
    StringBuilder expected = new StringBuilder();
    int n = 0;
    for (JsonNode citation : answer.path("citations")) {
      n++;
      String text = Objects.requireNonNull(TEXTS.get(citation.path("page_num").asInt()));
      assertThat(text.substring(citation.path("start").asInt(), citation.path("end").asInt()))
          .isEqualTo(citation.path("quote").asText());
      assertThat(citation.path("n").asInt()).isEqualTo(n);
      expected.append(n > 1 ? " " : "").append(citation.path("quote").asText());
      expected.append(" [").append(n).append(']');
    }
    assertThat(n).isBetween(1, 3);
    assertThat(answer.path("answer").asText()).isEqualTo(expected.toString());
  }

  @Test
  void ordersQuotesByRelevance() throws Exception {
    JsonNode citations = ask("What did the mayor pay with?").path("citations");
    List<Double> scores = new ArrayList<>();
    citations.forEach(citation -> scores.add(citation.path("score").asDouble()));
    assertThat(scores).isNotEmpty().isSortedAccordingTo((a, b) -> Double.compare(b, a));
    assertThat(citations.path(0).path("quote").asText()).isEqualTo("The mayor paid with a goat.");
  }

  @Test
  void findsAnAnswerThatSharesNoContentWordWithTheQuestion() throws Exception {
    assertThat(
            ask("What optical parts does she polish for coastal beacons?")
                .path("citations")
                .path(0)
                .path("page_num"))
        .hasToString("3");
  }

  @Test
  void saysSoWhenThePagesDoNotKnow() throws Exception {
    for (String question :
        List.of(
            "How do I install a network printer?",
            "Who won the football world cup in 1998?",
            "What is the boiling point of tungsten?")) {
      JsonNode answer = ask(question);
      assertThat(answer.path("citations")).as(question).isEmpty();
      assertThat(answer.path("answer").asText())
          .isEqualTo("The pages I can search say nothing that answers this.");
      assertThat(answer.path("generator").asText()).isEqualTo("extractive");
    }
  }

  @Test
  void keepsToTheBookThatItIsAskedAbout() throws Exception {
    JsonNode answer =
        json(
            api.post(
                "/v1/ask",
                "{\"question\":\"What did the goat do at the fair?\",\"book\":\"elsewhere\"}"));
    assertThat(answer.path("citations"))
        .isNotEmpty()
        .allMatch(citation -> citation.path("book_id").asText().equals("elsewhere"));
    assertProblem(
        api.post("/v1/ask", "{\"question\":\"What?\",\"book\":\"no-such-book\"}"),
        404,
        "unknown-book");
  }

  @Test
  void streamsTheSameAnswerEventByEvent() throws Exception {
    String question = "What did the mayor pay with?";
    JsonNode whole = ask(question);
    List<Event> events = stream(question);
    assertThat(events.getFirst().name).isEqualTo("retrieval");
    assertThat(events.getFirst().data.path("passages").path(0).path("page_num").isInt()).isTrue();
    assertThat(events.getLast().name).isEqualTo("done");
    assertThat(events.getLast().data.path("generator").asText()).isEqualTo("extractive");
    assertThat(events.getLast().data.path("took_ms").path("total").isNumber()).isTrue();
    List<Event> middle = events.subList(1, events.size() - 1);
    StringBuilder answer = new StringBuilder();
    List<JsonNode> citations = new ArrayList<>();
    for (int i = 0; i < middle.size(); i += 2) {
      assertThat(middle.get(i).name).isEqualTo("citation");
      assertThat(middle.get(i + 1).name).isEqualTo("delta");
      citations.add(middle.get(i).data);
      answer.append(middle.get(i + 1).data.path("text").asText());
    }
    assertThat(answer.toString()).isEqualTo(whole.path("answer").asText());
    assertThat(whole.path("citations")).containsExactlyElementsOf(citations);
  }

  @Test
  void streamsThatItDoesNotKnow() throws Exception {
    List<Event> events = stream("How do I install a network printer?");
    assertThat(events).extracting(Event::name).containsExactly("retrieval", "delta", "done");
  }

  @Test
  void searchesByMeaningAndByWordsThroughTheSameShards() throws Exception {
    assertThat(firstPage("vector", "optical parts for coastal beacons")).isEqualTo(3);
    assertThat(firstPage("text", "hives")).isEqualTo(1);
    assertThat(firstPage("hybrid", "cider barrels")).isEqualTo(4);
    JsonNode stats = json(api.get("/v1/collections/pages/stats"));
    assertThat(stats.path("rows").asInt()).isEqualTo(5);
    assertThat(stats.path("shards_live").asInt()).isEqualTo(2);
  }

  private static void page(int number, String title, String text) throws Exception {
    TEXTS.put(number, text);
    index.put(BOOK, number, title, "The gardener", text);
  }

  private static JsonNode ask(String question) throws Exception {
    HttpResponse<String> response =
        api.post("/v1/ask", "{\"question\":\"" + question + "\",\"book\":\"" + BOOK + "\"}");
    assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    return json(response);
  }

  private static int firstPage(String mode, String query) throws Exception {
    JsonNode answer =
        json(api.post(SEARCH, "{\"query\":\"%s\",\"mode\":\"%s\"}".formatted(query, mode)));
    return answer.path("hits").path(0).path("key").path("page_num").asInt();
  }

  private static List<Event> stream(String question) throws Exception {
    HttpResponse<InputStream> response =
        api.http.send(
            api.post(
                    "/v1/ask",
                    BodyPublishers.ofString(
                        "{\"question\":\"" + question + "\",\"book\":\"" + BOOK + "\"}"))
                .header("Accept", "text/event-stream")
                .build(),
            BodyHandlers.ofInputStream());
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.headers().firstValue("Content-Type").orElse(""))
        .startsWith("text/event-stream");
    List<Event> events = new ArrayList<>();
    try (BufferedReader lines =
        new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8))) {
      String name = "";
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.startsWith("event: ")) {
          name = line.substring(7);
        } else if (line.startsWith("data: ")) {
          events.add(new Event(name, new ObjectMapper().readTree(line.substring(6))));
        }
      }
    }
    return events;
  }

  private record Event(String name, JsonNode data) {}
}
