package org.gibsey.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.gibsey.api.access.TokenSettings;
import org.gibsey.api.chats.TurnStatus;
import org.gibsey.api.credits.Credits;
import org.gibsey.api.http.CrossOrigin;
import org.gibsey.api.idempotency.IdempotentRequests;
import org.gibsey.api.idempotency.KeptRequest;
import org.gibsey.api.idempotency.KeyOfCaller;
import org.gibsey.api.limits.LimitSettings;
import org.gibsey.api.limits.RateLimit;
import org.gibsey.api.openapi.OpenApiDocument;
import org.gibsey.api.openapi.Operation;
import org.gibsey.api.server.ServerSettings;
import org.gibsey.api.token.WriteToken;
import org.gibsey.embedding.Embedder;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Every operation fails in every way that the description of the API says it can, and as it says.
 * What no rule below can provoke at an operation is written into the maps at the top.
 */
final class OpenApiProblemsTest {
  private static final int MUCH = 9 * 1024 * 1024;

  /** Bodies that are well-formed and wrong, where an unknown field is not. */
  private static final Map<String, String> INVALID =
      Map.of(
          "createEmbeddings", "{\"model\":\"all-MiniLM-L6-v2\",\"input\":[1]}",
          "createChatCompletion", "{\"model\":\"extractive\",\"messages\":[]}");

  /** Bodies about what does not exist, where it is not in the address. */
  private static final Map<String, String> OF_NOTHING =
      Map.of(
          "createEmbeddings",
          "{\"model\":\"nothing\",\"input\":\"a\"}",
          "createChatCompletion",
          "{\"model\":\"nothing\",\"messages\":[]}",
          "retrieve",
          "{\"query\":\"a\",\"collection\":\"nothing\"}",
          "ask",
          "{\"question\":\"a\",\"book\":\"nothing\"}",
          "createChat",
          "{\"character\":\"nobody\"}");

  /** Requests that what is there stands against. */
  private static final Map<String, String> LATE =
      Map.of(
          "search",
          "{\"query\":\"a\",\"min_token\":\""
              + new WriteToken(
                      "pages",
                      "{\"book_id\":\"" + FakePages.BOOK + "\",\"page_num\":1}",
                      FakePages.WRITTEN_AT)
                  .encode()
              + "\"}",
          "writePage",
          "{\"text\":\"a\",\"write_time\":\"2020-01-01T00:00:00Z\"}",
          "deletePage",
          "?write_time=2020-01-01T00:00:00Z",
          "writeCharacter",
          "{\"card\":{\"name\":\"Edda\"},\"write_time\":\"2020-01-01T00:00:00Z\"}",
          "deleteCharacter",
          "?write_time=2020-01-01T00:00:00Z");

  private static final FakePages PAGES = new FakePages();

  @TempDir private static Path folder;
  private static LiveIndex index;
  private static TestApi api;
  private static TestApi broken;
  private static TestApi limited;
  private static OpenApiDocument document;

  @BeforeAll
  static void start() throws Exception {
    index = new LiveIndex(folder, new FakeEmbedder());
    index.put(FakePages.BOOK, 1, "One", "Edda", "Salt keeps the clock from freezing.");
    PAGES.chat(FakePages.CHAT, "admin", TurnStatus.DONE);
    PAGES.chat(FakePages.BUSY_CHAT, "admin", TurnStatus.WRITING);
    api =
        TestApi.start(
            index.search(),
            PAGES,
            CompletableFuture.completedFuture(new FakeEmbedder()),
            Duration.ofSeconds(3));
    awaitFirstAnswer();
    FakeShards away = new FakeShards();
    FakePages noPages = new FakePages();
    away.goAway();
    noPages.goAway();
    broken = TestApi.start(away, noPages, new CompletableFuture<Embedder>());
    LimitSettings once = new LimitSettings(new RateLimit(1, 1), RateLimit.NONE, RateLimit.NONE);
    limited =
        TestApi.start(new ServerSettings(TokenSettings.none(), once, CrossOrigin.none(), false));
    document = new OpenApiDocument(api.send(api.anonymous("/openapi.json").GET()).body());
  }

  /** The first question to the shards of a process waits for classes to be loaded. */
  private static void awaitFirstAnswer() throws Exception {
    long deadline = System.nanoTime() + Duration.ofSeconds(60).toNanos();
    while (api.post(TestApi.SEARCH, "{\"query\":\"salt\"}").statusCode() != 200) {
      assertThat(System.nanoTime()).as("when the shards answer").isLessThan(deadline);
    }
  }

  @AfterAll
  static void stop() throws Exception {
    api.close();
    broken.close();
    limited.close();
    index.close();
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 401, 402, 403, 404, 406, 409, 413, 415, 422, 429, 503})
  void everyOperationFailsAsDescribed(int status) throws Exception {
    List<Operation> operations =
        document.operations().stream()
            .filter(operation -> operation.statuses().contains(status))
            .toList();
    assertThat(operations).isNotEmpty();
    for (Operation operation : operations) {
      HttpResponse<String> response = provoke(operation, status);
      String what = operation + " -> " + response.statusCode() + " " + response.body();
      assertThat(response.statusCode()).as(what).isEqualTo(status);
      assertThat(document.faults(operation, status, OpenApiTest.type(response), response.body()))
          .as(what)
          .isEmpty();
      document
          .response(operation, status)
          .path("headers")
          .fieldNames()
          .forEachRemaining(
              header -> assertThat(response.headers().firstValue(header)).as(what).isPresent());
    }
  }

  @Test
  void noOtherFailureIsDescribed() {
    Set<Integer> described = new HashSet<>();
    document.operations().forEach(operation -> described.addAll(operation.statuses()));
    described.removeIf(status -> status < 400);
    assertThat(described)
        .containsExactlyInAnyOrder(400, 401, 402, 403, 404, 406, 409, 413, 415, 422, 429, 500, 503);
  }

  @Test
  void everyAddressRefusesOtherMethods() throws Exception {
    for (Operation operation : document.operations()) {
      HttpResponse<String> response =
          api.send(
              api.request(operation.address())
                  .header("Authorization", "Bearer " + TestApi.ADMIN)
                  .method(unserved(operation), BodyPublishers.noBody()));
      assertThat(response.statusCode()).as("%s", operation).isEqualTo(405);
      assertThat(response.headers().firstValue("Allow").orElse("")).contains(operation.method());
      assertThat(
              document.sharedFaults(
                  "MethodNotAllowed", OpenApiTest.type(response), response.body()))
          .as("%s", operation)
          .isEmpty();
    }
  }

  private static String unserved(Operation operation) {
    boolean patched =
        document.operations().stream()
            .anyMatch(
                other -> other.method().equals("PATCH") && other.path().equals(operation.path()));
    return patched ? "PUT" : "PATCH";
  }

  @Test
  void whatNobodyExpectsIsAnInternalErrorAsDescribed() throws Exception {
    FakeShards shards = new FakeShards();
    shards.breakWith(new IllegalStateException("secret"));
    try (TestApi failing = TestApi.start(shards, new FakePages(), new FakeEmbedder())) {
      for (Operation operation : document.operations()) {
        if (List.of("search", "ask", "createChatCompletion").contains(operation.id())) {
          HttpResponse<String> response =
              failing.send(request(failing, operation, operation.address(), body(operation)));
          assertThat(response.statusCode()).as("%s", operation).isEqualTo(500);
          assertThat(document.faults(operation, 500, OpenApiTest.type(response), response.body()))
              .isEmpty();
          assertThat(response.body()).doesNotContain("secret", "Exception");
        }
      }
    }
  }

  private static HttpResponse<String> provoke(Operation operation, int status) throws Exception {
    String address = operation.address();
    String body = body(operation);
    return switch (status) {
      case 400 ->
          operation.takesABody()
              ? api.send(request(api, operation, address, "{"))
              : api.send(
                  request(
                      api,
                      operation,
                      operation.address(Map.of("page", "abc", "key", "abc")),
                      body));
      case 401 ->
          api.send(
              api.anonymous(address)
                  .header("Content-Type", "application/json")
                  .method(operation.method(), BodyPublishers.ofString(body)));
      case 403 ->
          operation.id().equals("collectionStats")
              ? api.get(operation.address(Map.of("collection", "turns")))
              : operation.role().equals("reader")
                  ? api.send(
                      request(api, operation, address, body)
                          .header("Origin", "https://stranger.example"))
                  : api.send(
                      request(api, operation, address, body)
                          .setHeader("Authorization", "Bearer " + TestApi.READER));
      case 404 ->
          api.send(
              request(
                  api,
                  operation,
                  operation.addressOfNothing(),
                  OF_NOTHING.getOrDefault(operation.id(), body)));
      case 406 ->
          api.send(
              request(api, operation, address, body).header("Accept", "application/x-nothing"));
      case 402 -> {
        PAGES.spendAll("admin");
        HttpResponse<String> shortage = api.send(request(api, operation, address, body));
        PAGES.credits.settle("admin", "all", 0, Credits.Outcome.DONE);
        yield shortage;
      }
      case 409 -> late(operation);
      case 413 ->
          // Told before it is sent: who is answered in the middle of sending sees a broken pipe.
          alone(request(api, operation, address, " ".repeat(MUCH)).expectContinue(true));
      case 415 ->
          api.send(request(api, operation, address, body).setHeader("Content-Type", "text/plain"));
      case 422 ->
          operation.takesABody()
              ? api.send(
                  request(
                      api,
                      operation,
                      address,
                      INVALID.getOrDefault(operation.id(), "{\"no_such_field\":1}")))
              : api.send(
                  request(
                      api,
                      operation,
                      address + "?write_time=yesterday&limit=0&last_event_id=x&format=scroll",
                      body));
      case 429 -> tooOften(operation);
      case 503 -> broken.send(request(broken, operation, address, body));
      default -> throw new IllegalArgumentException("no way to provoke " + status);
    };
  }

  /**
   * Sends a request by a client of its own, again if that finds the connection closed before it has
   * read the answer: the JDK's client does so now and then when it waits for permission and gets an
   * answer and the end of the connection at once.
   */
  private static HttpResponse<String> alone(HttpRequest.Builder request) throws Exception {
    IOException lost = new IOException("not sent");
    for (int attempt = 0; attempt < 5; attempt++) {
      try (HttpClient client = HttpClient.newHttpClient()) {
        return client.send(request.build(), BodyHandlers.ofString());
      } catch (IOException e) {
        lost = e;
      }
    }
    throw lost;
  }

  private static HttpResponse<String> late(Operation operation) throws Exception {
    String late = LATE.getOrDefault(operation.id(), "");
    if (operation.id().equals("beginTurn")) {
      String busy = operation.address(Map.of("chat", FakePages.BUSY_CHAT));
      return api.send(request(api, operation, busy, body(operation)));
    }
    if (operation.headers().containsKey(IdempotentRequests.HEADER)) {
      return underWay(operation);
    }
    return operation.takesABody()
        ? api.send(request(api, operation, operation.address(), late))
        : api.send(request(api, operation, operation.address() + late, ""));
  }

  /** The same request as one that somebody else is carrying out. */
  private static HttpResponse<String> underWay(Operation operation) throws Exception {
    HttpRequest.Builder request = request(api, operation, operation.address(), body(operation));
    api.send(request);
    String sent = operation.headers().get(IdempotentRequests.HEADER);
    KeyOfCaller key = new KeyOfCaller("admin", Objects.requireNonNull(sent));
    KeptRequest done = PAGES.requests.require(key);
    PAGES.requests.replace(
        key,
        done.attempt(),
        new KeptRequest(done.hash(), "other", done.beganAtMicros(), Long.MAX_VALUE, null));
    HttpResponse<String> response = api.send(request);
    PAGES.requests.free(key, "other");
    return response;
  }

  private static HttpResponse<String> tooOften(Operation operation) throws Exception {
    HttpResponse<String> response;
    do {
      response = limited.send(request(limited, operation, operation.address(), body(operation)));
    } while (response.statusCode() != 429);
    return response;
  }

  private static String body(Operation operation) {
    return operation.bodies().getFirst();
  }

  private static HttpRequest.Builder request(
      TestApi to, Operation operation, String address, String body) throws IOException {
    HttpRequest.Builder request =
        to.anonymous(address)
            .header("Authorization", "Bearer " + TestApi.ADMIN)
            .header("Content-Type", "application/json")
            .method(
                operation.method(),
                BodyPublishers.ofByteArray(body.getBytes(StandardCharsets.UTF_8)));
    operation.headers().forEach(request::header);
    return request;
  }
}
