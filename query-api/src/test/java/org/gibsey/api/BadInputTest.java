package org.gibsey.api;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.gibsey.api.ProblemAssert.assertProblem;
import static org.gibsey.api.TestApi.SEARCH;

import java.io.ByteArrayInputStream;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever comes in, the caller is told what is wrong with it. */
final class BadInputTest {
  private static final String VECTOR = "[1" + ",0".repeat(383) + "]";

  private static TestApi api;

  @BeforeAll
  static void start() throws Exception {
    api =
        TestApi.start(
            new FakeShards(FakeShards.hit(FakePages.BOOK, 1, "Text.")),
            new FakePages(),
            new FakeEmbedder());
  }

  @AfterAll
  static void stop() {
    api.close();
  }

  static Stream<Arguments> bodies() {
    return Stream.of(
        Arguments.of("", 400, "malformed-json"),
        Arguments.of("{\"query\":", 400, "malformed-json"),
        Arguments.of("{\"query\":\"a\"} trailing", 400, "malformed-json"),
        Arguments.of("{\"query\":\"a\",\"query\":\"b\"}", 400, "malformed-json"),
        Arguments.of("null", 400, "malformed-json"),
        Arguments.of("[]", 400, "malformed-json"),
        Arguments.of("\"a query\"", 400, "malformed-json"),
        Arguments.of("[".repeat(30_000), 400, "malformed-json"),
        Arguments.of("{\"query\":\"\\ud800\"}", 400, "invalid-text"),
        Arguments.of("{\"query\":\"a\",\"book\":\"\\udfff\"}", 400, "invalid-text"),
        Arguments.of("{}", 422, "empty-query"),
        Arguments.of("{\"query\":null}", 422, "empty-query"),
        Arguments.of("{\"query\":\"\"}", 422, "empty-query"),
        Arguments.of("{\"query\":\" \\t\\n\\u2003\"}", 422, "empty-query"),
        Arguments.of("{\"query\":\"" + "a".repeat(10_000) + "\"}", 422, "query-too-long"),
        Arguments.of("{\"query\":\"" + "a".repeat(1_001) + "\"}", 422, "query-too-long"),
        // As many tokens as words here; the model reads 256.
        Arguments.of("{\"query\":\"" + "a ".repeat(300) + "\"}", 422, "query-too-long"),
        Arguments.of("{\"query\":5}", 422, "invalid-value"),
        Arguments.of("{\"query\":true}", 422, "invalid-value"),
        Arguments.of("{\"query\":[\"a\"]}", 422, "invalid-value"),
        Arguments.of("{\"query\":{\"a\":1}}", 422, "invalid-value"),
        Arguments.of("{\"query\":\"a\",\"limit\":0}", 422, "invalid-value"),
        Arguments.of("{\"query\":\"a\",\"limit\":101}", 422, "invalid-value"),
        Arguments.of("{\"query\":\"a\",\"limit\":-1}", 422, "invalid-value"),
        Arguments.of("{\"query\":\"a\",\"limit\":\"5\"}", 422, "invalid-value"),
        Arguments.of("{\"query\":\"a\",\"limit\":2.5}", 422, "invalid-value"),
        Arguments.of("{\"query\":\"a\",\"limit\":99999999999}", 422, "invalid-value"),
        Arguments.of("{\"query\":\"a\",\"mode\":\"psychic\"}", 422, "invalid-value"),
        Arguments.of("{\"query\":\"a\",\"mode\":\"HYBRID\"}", 422, "invalid-value"),
        Arguments.of("{\"query\":\"a\",\"mode\":1}", 422, "invalid-value"),
        Arguments.of("{\"query\":\"a\",\"limt\":5}", 422, "invalid-value"),
        Arguments.of("{\"query\":\"a\",\"book\":\"\"}", 422, "invalid-value"),
        Arguments.of("{\"query\":\"a\",\"book\":\"no-such-book\"}", 404, "unknown-book"),
        search("\"mode\":\"text\",\"fusion\":{}"),
        search("\"fusion\":{\"k\":0}"),
        search("\"fusion\":{\"k\":1.5}"),
        search("\"fusion\":{\"kk\":1}"),
        search("\"fusion\":{\"text_weight\":-1}"),
        search("\"fusion\":{\"text_weight\":1e400}"),
        search("\"fusion\":{\"text_weight\":0,\"vector_weight\":0}"),
        search("\"fusion\":[]"),
        search("\"group_by\":\"book\""),
        search("\"candidates\":0"),
        search("\"candidates\":10001"),
        search("\"exact\":1"),
        search("\"highlight\":\"yes\""),
        search("\"with_vectors\":\"\""),
        search("\"score_threshold\":\"0.5\""),
        search("\"score_threshold\":1e400"),
        search("\"up_to\":{\"book\":\"b\"}"),
        search("\"up_to\":{\"page\":3}"),
        search("\"up_to\":{\"book\":\"b\",\"page\":\"3\"}"),
        search("\"up_to\":{\"book\":\"\",\"page\":3}"),
        search("\"up_to\":7"),
        search("\"filter\":7"),
        search("\"page\":\"\""),
        search("\"page\":7"),
        search("\"mode\":\"text\",\"vector\":" + VECTOR),
        Arguments.of("{\"mode\":\"text\",\"vector\":" + VECTOR + "}", 422, "invalid-value"),
        Arguments.of("{\"mode\":\"hybrid\",\"vector\":" + VECTOR + "}", 422, "invalid-value"),
        Arguments.of("{\"query\":\"\",\"vector\":" + VECTOR + "}", 422, "empty-query"));
  }

  /** A search with one field that is wrong. */
  private static Arguments search(String fields) {
    return Arguments.of("{\"query\":\"mode a\"," + fields + "}", 422, "invalid-value");
  }

  @ParameterizedTest
  @MethodSource("bodies")
  void aBadSearchIsAnsweredWithItsProblem(String body, int status, String problem)
      throws Exception {
    assertProblem(api.post(SEARCH, body), status, problem);
  }

  @ParameterizedTest
  @MethodSource("bodies")
  void aBadQuestionIsAnsweredWithItsProblem(String body, int status, String problem)
      throws Exception {
    String question = body.replace("\"query\"", "\"question\"");
    if (!body.contains("mode") && !body.contains("101") && !body.contains("vector")) {
      assertProblem(api.post("/v1/ask", question), status, problem);
      assertProblem(
          api.send(
              api.post("/v1/ask", BodyPublishers.ofString(question))
                  .header("Accept", "text/event-stream")),
          status,
          problem);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "GET, /v1/pages/no-such-book/1, 404, unknown-book",
    "GET, /v1/pages/the-salt-clock/2, 404, unknown-page",
    "GET, /v1/pages/the-salt-clock/-1, 404, unknown-page",
    "GET, /v1/pages/the-salt-clock/abc, 400, bad-page-number",
    "GET, /v1/pages/the-salt-clock/1.5, 400, bad-page-number",
    "GET, /v1/pages/the-salt-clock/%2B1, 400, bad-page-number",
    "GET, /v1/pages/the-salt-clock/2147483648, 400, bad-page-number",
    "GET, /v1/books/no-such-book, 404, unknown-book",
    "GET, /v1/collections/scrolls/stats, 404, unknown-collection",
    "GET, /v1/nothing, 404, unknown-route",
    "GET, /v1/books/, 404, unknown-route",
    "GET, /v1/pages/the-salt-clock, 404, unknown-route",
    "DELETE, /v1/books, 405, method-not-allowed",
    "GET, /v1/ask, 405, method-not-allowed",
    "POST, /v1/books, 405, method-not-allowed",
    "BREW, /v1/books, 405, method-not-allowed",
    "GET, /v1/books/%FF, 400, bad-request",
    "GET, /v1/books/a%2Fb, 404, unknown-book",
    "GET, /v1%2Fbooks, 404, unknown-route",
    "GET, /v1/books/%2e%2e/livez, 400, bad-request",
  })
  void aBadAddressIsAnsweredWithItsProblem(String method, String path, int status, String problem)
      throws Exception {
    assertProblem(
        api.send(api.request(path).method(method, BodyPublishers.noBody())), status, problem);
  }

  @Test
  void anUnknownCollectionIsNotFoundBeforeItsBodyIsRead() throws Exception {
    assertProblem(
        api.post("/v1/collections/scrolls/search", "nonsense"), 404, "unknown-collection");
  }

  @Test
  void aMethodThatIsNotSupportedIsToldWhichAre() throws Exception {
    assertThat(api.send(api.request("/v1/ask").GET()).headers().firstValue("Allow"))
        .hasValue("POST");
    assertThat(api.send(api.request("/v1/books").DELETE()).headers().firstValue("Allow"))
        .hasValue("GET, HEAD");
  }

  @Test
  void bytesThatAreNotUtf8AreRefusedRatherThanReplaced() throws Exception {
    byte[] body = "{\"query\":\"caf_\"}".getBytes(UTF_8);
    body[13] = (byte) 0xE9;
    assertProblem(
        api.send(api.post(SEARCH, BodyPublishers.ofByteArray(body))), 400, "invalid-text");
  }

  @Test
  void aBodyOver64KibIsRefused() throws Exception {
    byte[] body = new byte[65 * 1024];
    assertProblem(
        api.send(api.post(SEARCH, BodyPublishers.ofByteArray(body))), 413, "body-too-large");
    // Without a declared length.
    HttpRequest.BodyPublisher chunked =
        BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(body));
    assertProblem(api.send(api.post(SEARCH, chunked)), 413, "body-too-large");
  }

  @ParameterizedTest
  @CsvSource({
    "text/plain",
    "application/x-www-form-urlencoded",
    "application/json; charset=iso-8859-1",
    "application/json-patch+json",
  })
  void aBodyOfAnotherTypeIsRefused(String type) throws Exception {
    HttpRequest.Builder request =
        api.request(SEARCH)
            .header("Content-Type", type)
            .POST(BodyPublishers.ofString("{\"query\":\"a\"}"));
    assertProblem(api.send(request), 415, "unsupported-media-type");
  }

  @Test
  void aBodyWithoutTypeOrCompressedIsRefused() throws Exception {
    HttpRequest.BodyPublisher body = BodyPublishers.ofString("{\"query\":\"a\"}");
    assertProblem(api.send(api.request(SEARCH).POST(body)), 415, "unsupported-media-type");
    assertProblem(
        api.send(api.post(SEARCH, body).header("Content-Encoding", "gzip")),
        415,
        "unsupported-media-type");
  }
}
