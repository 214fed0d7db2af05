package org.gibsey.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.gibsey.api.ProblemAssert.assertProblem;
import static org.gibsey.api.TestApi.SEARCH;
import static org.gibsey.api.TestApi.json;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import org.gibsey.api.token.WriteToken;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A search with the token of a write shows the write, or says that it can't yet. */
final class ReadYourWriteTest {
  private static final TestPage PAGE =
      new TestPage("coast", 1, null, "Salt", null, "Salt is counted in the evening.");

  @TempDir private Path folder;

  private LiveIndex index;

  @BeforeEach
  void start() throws Exception {
    index = new LiveIndex(folder, new WordEmbedder());
    index.put("coast", 2, "Tide", "Edda", "The tide brings driftwood.");
  }

  @AfterEach
  void stop() throws Exception {
    index.close();
  }

  @Test
  void aSearchWaitsForItsWriteAndThenShowsIt() throws Exception {
    try (TestApi api = start(Duration.ofSeconds(20))) {
      String token = token(index.apply(PAGE));
      assertThat(FoundPages.of(json(api.post(SEARCH, "{\"query\":\"salt\"}"))))
          .containsExactly("coast/2");
      Future<HttpResponse<String>> waiting =
          CompletableFuture.supplyAsync(() -> search(api, "coast", token));
      index.refresh();
      assertThat(FoundPages.of(json(waiting.get()))).contains("coast/1");
      assertThat(FoundPages.of(json(search(api, "coast", token)))).contains("coast/1");
    }
  }

  @Test
  void aWriteThatDoesNotAppearIsAConflictThatSaysWhatToDo() throws Exception {
    try (TestApi api = start(Duration.ofMillis(700))) {
      // The first search connects and loads classes, which may take longer than the deadline.
      assertThat(search(api, "coast", token(1)).statusCode()).isIn(200, 409, 503);
      String token = token(index.apply(PAGE));
      JsonNode problem = assertProblem(search(api, "coast", token), 409, "not-yet-searchable");
      assertThat(problem.path("detail").asText()).contains("try again", "trace");
      index.refresh();
      assertThat(FoundPages.of(json(search(api, "coast", token)))).contains("coast/1");
    }
  }

  @Test
  void aTokenThatIsNoneOrOfAnotherCollectionIsRefused() throws Exception {
    try (TestApi api = start(Duration.ofSeconds(20))) {
      assertProblem(search(api, "coast", "nonsense"), 422, "invalid-token");
      assertProblem(search(api, "coast", ""), 422, "invalid-token");
      assertProblem(search(api, "coast", "A".repeat(50_000)), 422, "invalid-token");
      String other = new WriteToken("scrolls", PAGE.rowKey(), 1).encode();
      assertProblem(search(api, "coast", other), 422, "invalid-token");
    }
  }

  private TestApi start(Duration deadline) throws Exception {
    return TestApi.start(
        index.search(),
        new FakePages(),
        CompletableFuture.completedFuture(new WordEmbedder()),
        deadline);
  }

  private static String token(long writeTimeMicros) {
    return new WriteToken("pages", PAGE.rowKey(), writeTimeMicros).encode();
  }

  private static HttpResponse<String> search(TestApi api, String book, String token) {
    try {
      return api.post(
          SEARCH,
          "{\"query\":\"salt\",\"book\":\"%s\",\"min_token\":\"%s\"}".formatted(book, token));
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }
}
