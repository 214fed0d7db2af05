package org.gibsey.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.javalin.http.HandlerType;
import io.swagger.v3.parser.OpenAPIV3Parser;
import io.swagger.v3.parser.core.models.SwaggerParseResult;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.gibsey.api.access.Access;
import org.gibsey.api.chats.TurnStatus;
import org.gibsey.api.http.ProblemType;
import org.gibsey.api.openapi.OpenApiDocument;
import org.gibsey.api.openapi.Operation;
import org.gibsey.api.server.Route;
import org.gibsey.embedding.Embedder;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The description of the API says what the running service does. To add a route, describe it in
 * {@code openapi.yaml} with an example of its body and its parameters: it is tried here, and in
 * {@link OpenApiProblemsTest} in every way that the document says it can fail.
 */
final class OpenApiTest {
  @TempDir private static Path folder;
  private static LiveIndex index;
  private static TestApi api;
  private static OpenApiDocument document;

  @BeforeAll
  static void start() throws Exception {
    Embedder embedder = new FakeEmbedder();
    index = new LiveIndex(folder, embedder);
    index.put(FakePages.BOOK, 1, "One", "Edda", "Salt keeps the clock from freezing.");
    FakePages pages = new FakePages();
    pages.chat(FakePages.CHAT, "admin", TurnStatus.DONE);
    api =
        TestApi.start(
            index.search(),
            pages,
            CompletableFuture.completedFuture(embedder),
            Duration.ofSeconds(10));
    document = new OpenApiDocument(api.send(api.anonymous("/openapi.json").GET()).body());
  }

  @AfterAll
  static void stop() throws Exception {
    api.close();
    index.close();
  }

  @Test
  void isAValidDocument() {
    SwaggerParseResult parsed =
        new OpenAPIV3Parser().readContents(document.root().toString(), null, null);
    assertThat(parsed.getMessages()).isEmpty();
    assertThat(parsed.getOpenAPI().getPaths()).isNotEmpty();
  }

  @Test
  void describesEveryRouteAndNoOther() {
    Set<String> described =
        document.operations().stream().map(Operation::toString).collect(Collectors.toSet());
    Set<String> served =
        api.routes().stream()
            .filter(route -> !isFileOfThePage(route))
            .map(route -> route.method() + " " + route.path())
            .collect(Collectors.toSet());
    assertThat(described).containsExactlyInAnyOrderElementsOf(served);
  }

  @Test
  void tellsWhoMayCallEachRoute() {
    for (Operation operation : document.operations()) {
      Route route = route(operation);
      assertThat(operation.isOpen()).as("%s", operation).isEqualTo(route.access() == Access.OPEN);
      if (!operation.isOpen()) {
        assertThat(operation.role())
            .as("%s", operation)
            .isEqualTo(route.access().name().toLowerCase(Locale.ROOT));
        assertThat(operation.statuses()).as("%s", operation).contains(401, 406, 429, 500);
      }
    }
  }

  @Test
  void tellsWhatEachRouteProduces() {
    for (Operation operation : document.operations()) {
      Set<String> described = new TreeSet<>();
      operation.statuses().stream()
          .filter(status -> status < 400)
          .forEach(
              status ->
                  document
                      .response(operation, status)
                      .path("content")
                      .fieldNames()
                      .forEachRemaining(described::add));
      Set<String> produced = new TreeSet<>(route(operation).produces());
      produced.remove("application/problem+json");
      assertThat(described).as("%s", operation).isEqualTo(produced);
    }
  }

  @Test
  void namesEveryProblem() {
    Set<String> described = new HashSet<>();
    document
        .root()
        .at("/components/responses")
        .forEach(
            response -> {
              JsonNode schema = response.at("/content/application~1problem+json/schema/properties");
              int status = schema.at("/status/const").asInt();
              schema.at("/type/enum").forEach(type -> described.add(status + " " + type.asText()));
            });
    Set<String> known = new HashSet<>();
    for (ProblemType type : ProblemType.values()) {
      known.add(type.status() + " " + type.urn());
    }
    assertThat(described).containsExactlyInAnyOrderElementsOf(known);
  }

  /**
   * What is deleted is gone for the next one: parts before the whole, and everything else first.
   */
  private static List<Operation> deletionsLast(List<Operation> operations) {
    Predicate<Operation> deletes = operation -> operation.method().equals("DELETE");
    return Stream.concat(
            operations.stream().filter(deletes.negate()), operations.stream().filter(deletes))
        .toList();
  }

  @Test
  void holdsExamplesThatTheServiceAnswersAsDescribed() throws Exception {
    for (Operation operation : deletionsLast(document.operations())) {
      assertThat(operation.bodies()).as("%s has an example", operation).isNotEmpty();
      for (String body : operation.bodies()) {
        if (operation.takesABody()) {
          assertThat(document.requestFaults(operation, body)).as("%s", operation).isEmpty();
        }
        HttpResponse<String> response = api.send(request(operation, body));
        String what = operation + " " + body + " -> " + response.body();
        assertThat(response.statusCode()).as(what).isBetween(200, 299);
        assertThat(operation.statuses()).as(what).contains(response.statusCode());
        assertThat(
                document.faults(operation, response.statusCode(), type(response), response.body()))
            .as(what)
            .isEmpty();
      }
    }
  }

  @Test
  void isShownByAPageOfItsOwn() throws Exception {
    HttpResponse<String> page = api.send(api.anonymous("/docs").GET());
    assertThat(page.statusCode()).isEqualTo(200);
    assertThat(type(page)).isEqualTo("text/html");
    assertThat(page.body())
        .contains("js/docs.js")
        .doesNotContain("<script>", "http://", "https://");
  }

  private static HttpRequest.Builder request(Operation operation, String body) {
    HttpRequest.Builder request =
        api.anonymous(operation.address())
            .header("Authorization", "Bearer " + TestApi.ADMIN)
            .header("Content-Type", "application/json")
            .method(operation.method(), BodyPublishers.ofString(body));
    operation.headers().forEach(request::header);
    return request;
  }

  private static Route route(Operation operation) {
    List<Route> routes =
        api.routes().stream()
            .filter(route -> operation.toString().equals(route.method() + " " + route.path()))
            .toList();
    assertThat(routes).as("%s", operation).hasSize(1);
    return routes.getFirst();
  }

  /** The reading page and this document's own, whose files are nothing to ask for. */
  private static boolean isFileOfThePage(Route route) {
    return route.method().equals(HandlerType.GET)
        && route.access() == Access.OPEN
        && !route.produces().contains("application/json");
  }

  static String type(HttpResponse<String> response) {
    return response.headers().firstValue("Content-Type").orElse("").split(";", -1)[0];
  }
}
