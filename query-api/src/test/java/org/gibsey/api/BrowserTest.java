package org.gibsey.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.gibsey.api.ProblemAssert.assertProblem;

import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.gibsey.api.access.TokenSettings;
import org.gibsey.api.http.AddressLimit;
import org.gibsey.api.http.CrossOrigin;
import org.gibsey.api.http.SecurityHeaders;
import org.gibsey.api.limits.LimitSettings;
import org.gibsey.api.server.ServerSettings;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What browsers are told, and what a request may look like. */
final class BrowserTest {
  private static final String CLUB = "https://club.example";
  private static final String ALLOWED = "Access-Control-Allow-Origin";

  private static TestApi closed;
  private static TestApi open;

  @BeforeAll
  static void start() throws Exception {
    closed = TestApi.start(ServerSettings.keysOnly());
    open =
        TestApi.start(
            new ServerSettings(
                TokenSettings.none(), LimitSettings.none(), new CrossOrigin(Set.of(CLUB)), true));
  }

  @AfterAll
  static void stop() {
    closed.close();
    open.close();
  }

  @Test
  void noPageOfAnotherOriginMayCallUnlessItIsNamed() throws Exception {
    HttpResponse<String> response = closed.send(from(closed, CLUB).GET());
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.headers().map().keySet())
        .noneMatch(name -> name.startsWith("access-control-"));
    assertThat(closed.send(preflight(closed, CLUB)).statusCode()).isEqualTo(401);
  }

  @Test
  void aNamedOriginMayCallAndReadErrorsToo() throws Exception {
    HttpResponse<String> response = open.send(from(open, CLUB).GET());
    assertThat(response.headers().firstValue(ALLOWED)).hasValue(CLUB);
    assertThat(response.headers().firstValue("Vary")).hasValue("Origin");
    assertThat(response.headers().firstValue("Access-Control-Allow-Credentials")).isEmpty();
    HttpResponse<String> refused =
        open.send(open.anonymous("/v1/books").header("Origin", CLUB).GET());
    assertProblem(refused, 401, "unauthorized");
    assertThat(refused.headers().firstValue(ALLOWED)).hasValue(CLUB);
  }

  @Test
  void aNamedOriginIsToldBeforehandWithoutAKey() throws Exception {
    HttpResponse<String> response = open.send(preflight(open, CLUB));
    assertThat(response.statusCode()).isEqualTo(204);
    assertThat(response.body()).isEmpty();
    assertThat(response.headers().firstValue(ALLOWED)).hasValue(CLUB);
    assertThat(response.headers().firstValue("Access-Control-Allow-Methods").orElse(""))
        .contains("POST");
    assertThat(response.headers().firstValue("Access-Control-Allow-Headers").orElse(""))
        .contains("Authorization", "Idempotency-Key");
    assertThat(response.headers().firstValue("X-Request-Id")).isPresent();
  }

  @Test
  void anOriginThatOnlyLooksLikeANamedOneIsNot() throws Exception {
    for (String other :
        new String[] {
          "https://club.example.evil.example",
          "http://club.example",
          "https://club.example:444",
          "https://CLUB.example",
          "null"
        }) {
      assertThat(open.send(from(open, other).GET()).headers().firstValue(ALLOWED))
          .as(other)
          .isEmpty();
      assertThat(open.send(preflight(open, other)).statusCode()).as(other).isEqualTo(401);
    }
  }

  @Test
  void everyResponseCarriesTheSecurityHeaders() throws Exception {
    for (HttpResponse<String> response :
        List.of(
            closed.get("/v1/books"),
            closed.get("/v1/nothing"),
            closed.send(closed.anonymous("/v1/books").GET()),
            closed.get("/v1/books/%2e%2e/livez"),
            closed.send(closed.request("/v1/books").header("X", "y".repeat(20_000)).GET()))) {
      for (Map.Entry<String, String> header : SecurityHeaders.all().entrySet()) {
        assertThat(response.headers().firstValue(header.getKey()))
            .as("%s of %s", header.getKey(), response.body())
            .hasValue(header.getValue());
      }
    }
  }

  @Test
  void tlsIsInsistedOnOnlyBehindIt() throws Exception {
    assertThat(closed.get("/v1/books").headers().firstValue("Strict-Transport-Security")).isEmpty();
    assertThat(open.get("/v1/books").headers().firstValue("Strict-Transport-Security"))
        .hasValueSatisfying(value -> assertThat(value).contains("max-age="));
  }

  @Test
  void anAddressMayBeSoLongAndNoLonger() throws Exception {
    String path = "/v1/books/";
    String longest = path + "b".repeat(AddressLimit.MAX_LENGTH - path.length());
    assertProblem(closed.get(longest), 404, "unknown-book");
    assertProblem(closed.get(longest + "b"), 414, "uri-too-long");
    assertProblem(closed.get("/v1/books?" + "q".repeat(4096)), 414, "uri-too-long");
    // Jetty gives up before any route is known.
    assertProblem(closed.get("/" + "b".repeat(20_000)), 414, "uri-too-long");
  }

  @Test
  void whatIsNotServedCannotBeInsistedOn() throws Exception {
    HttpRequest.Builder xml = closed.request("/v1/books").header("Accept", "application/xml");
    assertProblem(closed.send(xml.GET()), 406, "not-acceptable");
    HttpRequest.Builder stream =
        closed.request("/v1/books").header("Accept", "text/event-stream, application/json;q=0");
    assertProblem(closed.send(stream.GET()), 406, "not-acceptable");
    HttpRequest.Builder html =
        closed
            .post("/v1/ask", BodyPublishers.ofString("{\"question\":\"salt?\"}"))
            .header("Accept", "text/html");
    assertProblem(closed.send(html), 406, "not-acceptable");
    HttpRequest.Builder json = closed.anonymous("/").header("Accept", "application/json");
    assertProblem(closed.send(json.GET()), 406, "not-acceptable");
    // Who may not call it does not learn what is served.
    HttpRequest.Builder nobody =
        closed.anonymous("/v1/books").header("Accept", "application/xml").GET();
    assertProblem(closed.send(nobody), 401, "unauthorized");
  }

  private static HttpRequest.Builder from(TestApi api, String origin) {
    return api.request("/v1/books").header("Origin", origin);
  }

  private static HttpRequest.Builder preflight(TestApi api, String origin) {
    return api.anonymous("/v1/ask")
        .header("Origin", origin)
        .header("Access-Control-Request-Method", "POST")
        .header("Access-Control-Request-Headers", "authorization,content-type")
        .method("OPTIONS", BodyPublishers.noBody());
  }
}
