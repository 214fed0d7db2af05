package org.gibsey.verification;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.datastax.oss.driver.api.core.cql.SimpleStatement;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.net.http.HttpResponse;
import java.util.UUID;
import org.gibsey.benchmarks.ApiClient;
import org.gibsey.benchmarks.ApiClient.PageKey;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whatever comes in, there is a clear answer, and the stream goes on. */
@ExtendWith(Stack.Provider.class)
final class BadInputIT {
  private static final String TOPIC = "gibsey.gibsey.pages";
  private static final String SEARCH = "/v1/collections/pages/search";
  private final Stack stack;
  private final ApiClient api;
  private final DeadLetters letters;
  private final String book = "bad-input-" + UUID.randomUUID();

  BadInputIT(Stack stack) throws Exception {
    this.stack = stack;
    this.api = stack.reader();
    this.letters = new DeadLetters(stack.kafka());
  }

  @BeforeEach
  @AfterEach
  void theStreamGoesOn() throws Exception {
    String word = "canary" + UUID.randomUUID().toString().replace("-", "");
    cql("INSERT INTO pages (book_id, page_num, text) VALUES (?, 999, ?)", book, "The " + word);
    Eventually.holds(
        "a good row is found",
        Stack.PATIENCE,
        () -> api.search(word, "text", 1).contains(new PageKey(book, 999)));
    cql("DELETE FROM pages WHERE book_id = ? AND page_num = 999", book);
  }

  @AfterEach
  void close() {
    letters.close();
  }

  @Test
  void aMalformedEventIsADeadLetterWithItsBytes() throws Exception {
    byte[] value = "{\"this is\": not an event".getBytes(UTF_8);
    JsonNode letter = letters.of(letters.send(TOPIC, "{}".getBytes(UTF_8), value));
    assertThat(letter.path("reason").asText()).isEqualTo("MALFORMED_EVENT");
    assertThat(letter.path("detail").asText()).isNotBlank();
    assertThat(letter.path("value_base64").binaryValue()).isEqualTo(value);
  }

  @Test
  void invalidUtf8IsADeadLetterWithItsBytes() throws Exception {
    ByteArrayOutputStream value = new ByteArrayOutputStream();
    value.writeBytes(
        ("{\"ts_ms\":1,\"op\":\"i\",\"source\":{\"ts_us\":1,\"keyspace\":\"gibsey\","
                + "\"table\":\"pages\"},\"after\":{\"text\":{\"value\":\"")
            .getBytes(UTF_8));
    value.write(0xC3);
    value.write(0x28);
    value.writeBytes("\",\"deletion_ts\":null,\"set\":true}}}".getBytes(UTF_8));
    byte[] key = "{\"book_id\":\"utf8\",\"page_num\":1}".getBytes(UTF_8);
    JsonNode letter = letters.of(letters.send(TOPIC, key, value.toByteArray()));
    assertThat(letter.path("reason").asText()).isEqualTo("MALFORMED_EVENT");
    assertThat(letter.path("value_base64").binaryValue()).isEqualTo(value.toByteArray());
  }

  @Test
  void anUnknownTableIsADeadLetter() throws Exception {
    byte[] value =
        ("{\"ts_ms\":1,\"op\":\"i\",\"source\":{\"ts_us\":1,\"keyspace\":\"gibsey\","
                + "\"table\":\"scrolls\"},\"after\":{}}")
            .getBytes(UTF_8);
    JsonNode letter =
        letters.of(letters.send("gibsey.gibsey.scrolls", "{\"id\":1}".getBytes(UTF_8), value));
    assertThat(letter.path("reason").asText()).isEqualTo("UNKNOWN_TABLE");
    assertThat(letter.path("detail").asText()).contains("scrolls");
  }

  @Test
  void aRowWithoutTextIsADeadLetterUntilItsTextComes() throws Exception {
    cql("INSERT INTO pages (book_id, page_num, title) VALUES (?, 7, 'Only a title')", book);
    JsonNode letter = letters.of("NO_TEXT", book);
    assertThat(letter.path("detail").asText()).contains("text");
    cql("UPDATE pages SET text = 'At last the gooseberries' WHERE book_id = ? AND page_num = 7", book);
    Eventually.holds(
        "the row is found once it has a text",
        Stack.PATIENCE,
        () -> api.search("gooseberries", "text", 5).contains(new PageKey(book, 7)));
    cql("DELETE FROM pages WHERE book_id = ? AND page_num = 7", book);
  }

  @Test
  void aMegabyteOfTextIsADeadLetterThatNamesTheLimit() throws Exception {
    String text = "The tide came in and the tide went out. ".repeat(26_215);
    cql("INSERT INTO pages (book_id, page_num, text) VALUES (?, 8, ?)", book, text);
    JsonNode letter = letters.of("TEXT_TOO_LONG", book);
    assertThat(letter.path("detail").asText()).contains("200000");
    cql("DELETE FROM pages WHERE book_id = ? AND page_num = 8", book);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"query\":\"\"}                               | 422 | urn:gibsey:problem:empty-query",
        "{\"query\":\"  \"}                             | 422 | urn:gibsey:problem:empty-query",
        "{}                                                 | 422 | urn:gibsey:problem:empty-query",
        "{\"query\":\"tide\",\"limit\":0}             | 422 | urn:gibsey:problem:invalid-value",
        "{\"query\":\"tide\",\"mode\":\"psychic\"}  | 422 | urn:gibsey:problem:invalid-value",
        "{\"query\":                                      | 400 | urn:gibsey:problem:malformed-json",
      })
  void aBadSearchIsAnsweredWithItsProblem(String body, int status, String type) throws Exception {
    assertProblem(api.send("POST", SEARCH, body), status, type);
  }

  @Test
  void aQueryOfTenThousandCharactersIsAnsweredWithTheLimit() throws Exception {
    HttpResponse<String> answer =
        api.send("POST", SEARCH, "{\"query\":\"" + "a tide ".repeat(1_429) + "\"}");
    assertProblem(answer, 422, "urn:gibsey:problem:query-too-long");
    assertThat(answer.body()).contains("1000");
  }

  @ParameterizedTest
  @CsvSource({
    "/v1/pages/no-such-book/1, 404, urn:gibsey:problem:unknown-book",
    "/v1/pages/the-salt-clock/99999, 404, urn:gibsey:problem:unknown-page",
    "/v1/pages/the-salt-clock/one, 400, urn:gibsey:problem:bad-page-number",
    "/v1/books/no-such-book, 404, urn:gibsey:problem:unknown-book",
    "/v1/collections/scrolls/stats, 404, urn:gibsey:problem:unknown-collection",
  })
  void anUnknownThingIsAnsweredWithItsProblem(String path, int status, String type)
      throws Exception {
    assertProblem(api.send("GET", path, ""), status, type);
  }

  @Test
  void nobodyGetsInWithoutAKey() throws Exception {
    HttpResponse<String> answer =
        new ApiClient(stack.api(), "wrong").send("POST", SEARCH, "{\"query\":\"tide\"}");
    assertProblem(answer, 401, "urn:gibsey:problem:unauthorized");
  }

  private static void assertProblem(HttpResponse<String> answer, int status, String type)
      throws Exception {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    assertThat(answer.headers().firstValue("content-type").orElse(""))
        .startsWith("application/problem+json");
    JsonNode problem = new ObjectMapper().readTree(answer.body());
    assertThat(problem.path("type").asText()).isEqualTo(type);
    assertThat(problem.path("status").asInt()).isEqualTo(status);
    assertThat(problem.path("detail").asText()).isNotBlank();
    assertThat(answer.body()).doesNotContain("Exception").doesNotContain("at org.");
  }

  private void cql(String statement, Object... values) {
    stack.cassandra().execute(SimpleStatement.newInstance(statement, values));
  }
}
