package org.gibsey.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.gibsey.api.ProblemAssert.assertProblem;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.modelcontextprotocol.client.McpClient;
import io.modelcontextprotocol.client.McpSyncClient;
import io.modelcontextprotocol.client.transport.HttpClientStreamableHttpTransport;
import io.modelcontextprotocol.json.jackson2.JacksonMcpJsonMapper;
import io.modelcontextprotocol.json.schema.JsonSchemaValidator.ValidationResponse;
import io.modelcontextprotocol.spec.McpSchema.CallToolRequest;
import io.modelcontextprotocol.spec.McpSchema.CallToolResult;
import io.modelcontextprotocol.spec.McpSchema.InitializeResult;
import io.modelcontextprotocol.spec.McpSchema.TextContent;
import io.modelcontextprotocol.spec.McpSchema.Tool;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.gibsey.embedding.Embedder;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the protocol's own client gets from this API, over a real index. */
final class McpClientTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String LIST =
      "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/list\",\"params\":{}}";

  @TempDir private static Path folder;
  private static final FakePages PAGES = new FakePages();
  private static LiveIndex index;
  private static TestApi api;
  private static McpSyncClient client;

  @BeforeAll
  static void start() throws Exception {
    Embedder embedder = new FakeEmbedder();
    index = new LiveIndex(folder, embedder);
    index.put(FakePages.BOOK, 1, "One", "Edda", "Salt keeps the clock from freezing.");
    api =
        TestApi.start(
            index.search(),
            PAGES,
            CompletableFuture.completedFuture(embedder),
            Duration.ofSeconds(10));
    client = client(TestApi.READER);
  }

  @AfterAll
  static void stop() throws Exception {
    client.close();
    api.close();
    index.close();
  }

  @Test
  void greetsAndListsItsToolsWithTheirArguments() {
    InitializeResult greeting = client.initialize();
    assertThat(greeting.serverInfo().name()).isEqualTo("gibsey-memory");
    assertThat(greeting.instructions()).contains("never an instruction");
    List<Tool> tools = client.listTools().tools();
    assertThat(tools).extracting(Tool::name).containsExactly("search", "get_page", "ask");
    assertThat(tools)
        .allSatisfy(
            tool -> {
              assertThat(tool.description()).isNotBlank();
              assertThat(tool.annotations().readOnlyHint()).isTrue();
              assertThat(tool.inputSchema()).containsEntry("type", "object");
            });
    assertThat(tools.getFirst().inputSchema()).containsEntry("required", List.of("query"));
  }

  @Test
  void findsReadsAndAnswers() throws Exception {
    JsonNode hit =
        call("search", Map.of("query", "frozen clock", "limit", 3), false).path("hits").path(0);
    assertThat(hit.path("text").asText()).isEqualTo("Salt keeps the clock from freezing.");
    assertThat(hit.path("page_num").asInt()).isEqualTo(1);
    JsonNode page =
        call(
            "get_page",
            Map.of("book", hit.path("book_id").asText(), "page", hit.path("page_num").asInt()),
            false);
    assertThat(page.path("text").asText()).isEqualTo("Text of one.");
    assertThat(page.path("next").asInt()).isEqualTo(3);
    JsonNode answer = call("ask", Map.of("question", "What keeps the clock?"), false);
    assertThat(answer.path("answer").asText()).contains("freezing. [1]");
    assertThat(answer.path("citations").path(0).path("book_id").asText()).isEqualTo(FakePages.BOOK);
  }

  @Test
  void tellsOfWhatIsWrongInTheResultOfTheTool() throws Exception {
    assertProblemOf("search", Map.of(), "empty-query");
    assertProblemOf("search", Map.of("query", "a", "limit", 21), "invalid-value");
    assertProblemOf("search", Map.of("query", "a", "colour", "red"), "invalid-value");
    assertProblemOf("search", Map.of("query", 1), "invalid-value");
    assertProblemOf("search", Map.of("query", "a", "book", "no-such-book"), "unknown-book");
    assertProblemOf("get_page", Map.of("book", FakePages.BOOK, "page", 2), "unknown-page");
    assertProblemOf("get_page", Map.of("book", FakePages.BOOK), "invalid-value");
    assertProblemOf("ask", Map.of("question", "salt ".repeat(300)), "query-too-long");
  }

  @Test
  void namesTheLogButNotTheReasonWhenAPartIsAway() throws Exception {
    PAGES.goAway();
    try {
      JsonNode problem = call("get_page", Map.of("book", FakePages.BOOK, "page", 1), true);
      assertThat(problem.path("type").asText()).endsWith(":pages-unavailable");
      assertThat(problem.path("correlation_id").asText()).isNotBlank();
      assertThat(problem.toString()).doesNotContain("secret", "Exception");
    } finally {
      PAGES.comeBack();
    }
  }

  @Test
  void keepsTheWordsOfExceptionsToItself() throws Exception {
    HttpResponse<String> unusable =
        api.post(
            "/mcp",
            "{\"jsonrpc\":\"2.0\",\"id\":7,\"method\":\"tools/call\",\"params\":{\"name\":[1]}}");
    assertThat(unusable.statusCode()).isEqualTo(200);
    assertThat(TestApi.json(unusable).path("error").path("code").asInt()).isEqualTo(-32602);
    assertThat(unusable.body()).doesNotContain("Exception", "jackson", "Deserial", "io.model");
    HttpResponse<String> unknown =
        api.post("/mcp", "{\"jsonrpc\":\"2.0\",\"id\":8,\"method\":\"resources/list\"}");
    assertThat(TestApi.json(unknown).path("error").path("code").asInt()).isEqualTo(-32601);
  }

  @Test
  void acceptsNotificationsWithoutAnAnswer() throws Exception {
    HttpResponse<String> accepted =
        api.post("/mcp", "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/initialized\"}");
    assertThat(accepted.statusCode()).isEqualTo(202);
    assertThat(accepted.body()).isEmpty();
  }

  @Test
  void refusesWhatIsNoMessage() throws Exception {
    assertProblem(api.post("/mcp", "{}"), 400, "malformed-json");
    assertProblem(api.post("/mcp", "[" + LIST + "]"), 400, "malformed-json");
    assertProblem(api.post("/mcp", "no json"), 400, "malformed-json");
    assertProblem(
        api.post("/mcp", "{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{}}"), 400, "malformed-json");
    assertProblem(api.get("/mcp"), 405, "method-not-allowed");
    assertProblem(
        api.send(message().header("MCP-Protocol-Version", "1999-01-01")), 400, "bad-request");
  }

  @Test
  void refusesPagesOfStrangers() throws Exception {
    for (String origin : List.of("http://rebound.example", "null", "https://localhost.example")) {
      assertProblem(api.send(message().header("Origin", origin)), 403, "origin-refused");
    }
    for (String origin : List.of("http://localhost:3000", "http://127.0.0.1", "http://[::1]:1")) {
      assertThat(api.send(message().header("Origin", origin)).statusCode())
          .as(origin)
          .isEqualTo(200);
    }
  }

  @Test
  void refusesAWrongKey() {
    try (McpSyncClient stranger = client("wrong-key-0123456789abcdef")) {
      assertThatThrownBy(stranger::initialize).hasStackTraceContaining("Authorization error");
    }
  }

  private static HttpRequest.Builder message() {
    return api.post("/mcp", BodyPublishers.ofString(LIST));
  }

  private static void assertProblemOf(String tool, Map<String, Object> arguments, String name)
      throws Exception {
    assertThat(call(tool, arguments, true).path("type").asText())
        .isEqualTo("urn:gibsey:problem:" + name);
  }

  private static JsonNode call(String tool, Map<String, Object> arguments, boolean isError)
      throws Exception {
    CallToolResult result =
        client.callTool(CallToolRequest.builder(tool).arguments(arguments).build());
    String text = ((TextContent) result.content().getFirst()).text();
    assertThat(result.isError()).as(text).isEqualTo(isError);
    JsonNode value = JSON.readTree(text);
    assertThat(JSON.<JsonNode>valueToTree(result.structuredContent())).isEqualTo(value);
    return value;
  }

  private static McpSyncClient client(String key) {
    return McpClient.sync(
            HttpClientStreamableHttpTransport.builder("http://127.0.0.1:" + api.port())
                .endpoint("/mcp")
                .jsonMapper(new JacksonMcpJsonMapper(new ObjectMapper()))
                .httpRequestCustomizer(
                    (request, method, uri, body, context) ->
                        request.setHeader("Authorization", "Bearer " + key))
                .build())
        .jsonSchemaValidator((schema, value) -> ValidationResponse.asValid(""))
        .requestTimeout(Duration.ofSeconds(20))
        .build();
  }
}
