package org.gibsey.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.gibsey.api.TestApi.SEARCH;
import static org.gibsey.api.TestApi.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.Objects;
import org.gibsey.index.RowFilter;
import org.gibsey.shard.SearchMode;
import org.gibsey.shard.SearchQuery;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The shapes that readers of books, pages, search results and statistics rely on. */
final class ReadingTest {
  private final FakeShards shards =
      new FakeShards(
          FakeShards.hit(FakePages.BOOK, 1, "Salt."), FakeShards.hit("other", 2, "Tide."));
  private final FakeEmbedder embedder = new FakeEmbedder();
  private TestApi api;

  @BeforeEach
  void start() throws Exception {
    api = TestApi.start(shards, new FakePages(), embedder);
  }

  @AfterEach
  void stop() {
    api.close();
  }

  @Test
  void listsBooks() throws Exception {
    assertBody(
        "/v1/books",
        """
        {"books":[{"book_id":"the-salt-clock","title":"The Salt Clock","author":"A. Writer",
                   "language":"en","pages":2}]}
        """);
  }

  @Test
  void showsWhatIsInABook() throws Exception {
    assertBody(
        "/v1/books/the-salt-clock",
        """
        {"book_id":"the-salt-clock","title":"The Salt Clock","author":"A. Writer","language":"en",
         "pages":[{"page_num":1,"chapter":"I","title":"One","speaker":"Edda"},
                  {"page_num":3,"chapter":"I","title":"Three","speaker":null}]}
        """);
  }

  @Test
  void showsAPageWithItsNeighbours() throws Exception {
    assertBody(
        "/v1/pages/the-salt-clock/1",
        """
        {"book_id":"the-salt-clock","page_num":1,"chapter":"I","title":"One","speaker":"Edda",
         "text":"Text of one.","write_time":"2026-01-01T00:00:00.123456Z","prev":null,"next":3}
        """);
  }

  @Test
  void showsWhatACollectionHolds() throws Exception {
    assertBody(
        "/v1/collections/pages/stats",
        """
        {"collection":"pages","rows":2,"passages":2,"shards":4,"shards_live":4,
         "newest_write_time":"2026-01-01T00:00:00.123456Z","served_from":"live",
         "snapshot_age_ms":null,"model":"all-MiniLM-L6-v2","dimension":384,"vectors":"float32",
         "filters":{"book_id":"keyword","page_num":"number","chapter":"keyword",
                    "speaker":"keyword"}}
        """);
  }

  @Test
  void listsCollectionsWithWhatTheyCanBeFilteredBy() throws Exception {
    assertBody(
        "/v1/collections",
        """
        {"collections":[{"name":"pages","source":"gibsey.pages",
          "key_columns":["book_id","page_num"],"text":"text","title":"title",
          "fields":["chapter","title","speaker"],"owner":false,
          "filters":{"book_id":"keyword","page_num":"number","chapter":"keyword",
                     "speaker":"keyword"},
          "shards":4,"model":"all-MiniLM-L6-v2","dimension":384},
          {"name":"turns","source":"gibsey.turns",
          "key_columns":["chat_id","turn_num","speaker"],"text":"text","title":null,
          "fields":["owner_id","character_id","book_id","progress","said_at"],"owner":true,
          "filters":{"chat_id":"keyword","turn_num":"number","speaker":"keyword",
                     "owner_id":"keyword","character_id":"keyword","book_id":"keyword",
                     "progress":"number","said_at":"time"},
          "shards":1,"model":"all-MiniLM-L6-v2","dimension":384}]}
        """);
  }

  @Test
  void findsPassagesWithTheirProvenance() throws Exception {
    HttpResponse<String> response = api.post(SEARCH, "{\"query\":\" salt \",\"limit\":1}");
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.headers().firstValue("Cache-Control")).hasValue("no-store");
    JsonNode answer = json(response);
    assertThat(answer.path("hits"))
        .containsExactly(
            new ObjectMapper()
                .readTree(
                    """
                    {"key":{"book_id":"the-salt-clock","page_num":1},"score":0.75,
                     "scores":{"vector":0.5,"text":null},"ranks":{"vector":null,"text":null},
                     "passage":{"number":0,"start":10,"end":15,"text":"Salt."},
                     "fields":{"title":"A title","speaker":"Edda","chapter":"I"},
                     "provenance":{"topic":"gibsey.gibsey.pages","partition":2,"offset":41,
                       "write_time":"2026-01-01T00:00:00.123456Z","text_hash":"%s",
                       "model":"all-MiniLM-L6-v2"}}
                    """
                        .formatted("ab".repeat(32))));
    assertThat(answer.path("watermark").asText()).isEqualTo("2026-01-01T00:00:00.123456Z");
    assertThat(answer.path("next_page").isNull()).isFalse();
    assertThat(answer.path("mode").asText()).isEqualTo("hybrid");
    assertThat(answer.path("model").asText()).isEqualTo("all-MiniLM-L6-v2");
    assertThat(answer.path("served_from").asText()).isEqualTo("live");
    assertThat(answer.path("took_ms").path("total").isNumber()).isTrue();
    SearchQuery asked = Objects.requireNonNull(shards.asked.get());
    assertThat(asked.mode()).isEqualTo(SearchMode.HYBRID);
    assertThat(asked.text()).isEqualTo("salt");
    assertThat(asked.vector()).containsExactly(1, 0);
    assertThat(asked.filter()).isEqualTo(RowFilter.NONE);
    assertThat(asked.deadline()).isPositive();
  }

  @Test
  void searchesOneBookOnlyWhenAsked() throws Exception {
    JsonNode answer = json(api.post(SEARCH, "{\"query\":\"salt\",\"book\":\"other\"}"));
    assertThat(answer.path("hits")).hasSize(1);
    assertThat(Objects.requireNonNull(shards.asked.get()).filter())
        .isEqualTo(RowFilter.equal(Map.of("book_id", "other")));
  }

  @Test
  void wordSearchNeedsNoVectorAndVectorSearchEmbedsAQueryOnce() throws Exception {
    assertThat(api.post(SEARCH, "{\"query\":\"salt\",\"mode\":\"text\"}").statusCode())
        .isEqualTo(200);
    assertThat(Objects.requireNonNull(shards.asked.get()).vector()).isNull();
    assertThat(embedder.calls).hasValue(0);
    for (int i = 0; i < 3; i++) {
      assertThat(api.post(SEARCH, "{\"query\":\"salt\",\"mode\":\"vector\"}").statusCode())
          .isEqualTo(200);
    }
    assertThat(embedder.calls).hasValue(1);
  }

  @Test
  void headAnswersLikeGetWithoutABody() throws Exception {
    HttpResponse<String> response = api.send(api.request("/v1/books").HEAD());
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.body()).isEmpty();
    assertThat(api.send(api.request("/v1/books/none").HEAD()).statusCode()).isEqualTo(404);
  }

  private void assertBody(String path, String expected) throws Exception {
    HttpResponse<String> response = api.get(path);
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.headers().firstValue("Content-Type").orElse(""))
        .startsWith("application/json");
    assertThat(json(response)).isEqualTo(new ObjectMapper().readTree(expected));
  }
}
