package org.gibsey.verification;

import static org.assertj.core.api.Assertions.assertThat;

import com.datastax.oss.driver.api.core.cql.SimpleStatement;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.gibsey.benchmarks.ApiClient.PageKey;
import org.gibsey.benchmarks.api.ApiProcess;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * An API whose language model is a real server of OpenAI's protocol in a process of its own: the
 * stack's own API, which answers chats in the words of the pages.
 */
@ExtendWith(Stack.Provider.class)
final class LanguageModelIT {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String TEXT = "The ferryman of Brindlemere counts seven lanterns at dusk.";
  private static final String QUESTION =
      "{\"question\":\"How many lanterns does the ferryman of Brindlemere count?\"}";

  @TempDir private Path folder;

  private final Stack stack;
  private final HttpClient http = HttpClient.newHttpClient();
  private final String book = "model-" + UUID.randomUUID();

  LanguageModelIT(Stack stack) {
    this.stack = stack;
  }

  @AfterEach
  void deletePage() {
    stack
        .cassandra()
        .execute(SimpleStatement.newInstance("DELETE FROM pages WHERE book_id = ?", book));
    http.close();
  }

  @Test
  void writesWithAServerInAnotherProcess() throws Exception {
    writePage();
    try (ApiProcess api = start(stack.readerKey())) {
      Eventually.holds(
          "the model answers",
          Stack.PATIENCE,
          () -> ask(api, "application/json").statusCode() == 200);

      JsonNode answer = JSON.readTree(ask(api, "application/json").body());
      assertThat(answer.path("answer").asText()).contains("seven lanterns");
      assertThat(answer.path("generator").asText()).isEqualTo("extractive");
      assertThat(answer.path("finish_reason").asText()).isEqualTo("stop");
      assertThat(answer.path("usage").path("prompt_tokens").asInt()).isPositive();
      assertThat(answer.path("usage").path("completion_tokens").asInt()).isPositive();
      assertThat(answer.path("usage").path("estimated").asBoolean(true)).isFalse();
      JsonNode citation = answer.path("citations").path(0);
      assertThat(citation.path("book_id").asText()).isEqualTo(book);
      assertThat(TEXT.substring(citation.path("start").asInt(), citation.path("end").asInt()))
          .isEqualTo(citation.path("quote").asText());

      assertThat(ask(api, "text/event-stream").body().lines())
          .contains("event: retrieval", "event: citation", "event: delta", "event: done")
          .doesNotContain("event: error");
    }
  }

  @Test
  void saysThatTheServerDoesNotLetItIn() throws Exception {
    writePage();
    String wrong = "wrong-" + UUID.randomUUID();
    try (ApiProcess api = start(wrong)) {
      Eventually.holds(
          "the search answers, and the model does not",
          Stack.PATIENCE,
          () -> ask(api, "application/json").body().contains("language-model-unavailable"));
      HttpResponse<String> refused = ask(api, "application/json");
      assertThat(refused.statusCode()).isEqualTo(503);
      assertThat(refused.body()).doesNotContain(wrong);
    }
  }

  private ApiProcess start(String modelKey) throws Exception {
    return ApiProcess.start(
        Path.of(System.getProperty("checkout")),
        folder,
        stack.kafka(),
        List.of("--llm=openai", "--llm-url=" + stack.api() + "/v1", "--llm-name=extractive"),
        Map.of("GIBSEY_LLM_KEY", modelKey));
  }

  private void writePage() throws Exception {
    stack
        .cassandra()
        .execute(
            SimpleStatement.newInstance(
                "INSERT INTO pages (book_id, page_num, text) VALUES (?, 1, ?)", book, TEXT));
    Eventually.holds(
        "the page is found",
        Stack.PATIENCE,
        () ->
            stack
                .reader()
                .search("lanterns ferryman Brindlemere", "text", 5)
                .contains(new PageKey(book, 1)));
  }

  private HttpResponse<String> ask(ApiProcess api, String accept) throws Exception {
    return http.send(
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + api.port() + "/v1/ask"))
            .timeout(Duration.ofSeconds(30))
            .header("Authorization", "Bearer " + ApiProcess.KEY)
            .header("Content-Type", "application/json")
            .header("Accept", accept)
            .POST(BodyPublishers.ofString(QUESTION))
            .build(),
        BodyHandlers.ofString());
  }
}
