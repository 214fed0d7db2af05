package org.gibsey.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.gibsey.api.ProblemAssert.assertProblem;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.gibsey.api.access.Access;
import org.gibsey.api.server.Route;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class AccessTest {
  private TestApi api;

  @BeforeEach
  void start() throws Exception {
    api = TestApi.start(new FakeShards(), new FakePages(), new FakeEmbedder());
  }

  @AfterEach
  void stop() {
    api.close();
  }

  @Test
  void everyProtectedRouteRefusesWhoeverHasNoValidKey() throws Exception {
    List<Route> closed =
        api.routes().stream().filter(route -> route.access() != Access.OPEN).toList();
    assertThat(closed).hasSizeGreaterThanOrEqualTo(7);
    for (Route route : closed) {
      for (String authorization :
          List.of("", "Bearer", "Bearer wrong-key-0123456789abcdef", "Basic " + TestApi.READER)) {
        HttpResponse<String> response = call(route, authorization);
        assertProblem(response, 401, "unauthorized");
        assertThat(response.headers().firstValue("WWW-Authenticate"))
            .as("%s %s", route.path(), authorization)
            .hasValue("Bearer realm=\"gibsey\"");
      }
    }
  }

  @Test
  void everyProtectedRouteOpensWithEitherKey() throws Exception {
    for (Route route : api.routes()) {
      for (String key : List.of(TestApi.READER, TestApi.ADMIN)) {
        assertThat(call(route, "bearer " + key).statusCode()).isNotIn(401, 403);
      }
    }
  }

  @Test
  void onlyThePageAndTheProbesAreOpen() {
    Set<String> open =
        api.routes().stream()
            .filter(route -> route.access() == Access.OPEN)
            .map(Route::path)
            .collect(Collectors.toSet());
    assertThat(open).contains("/", "/livez", "/readyz").noneMatch(path -> path.startsWith("/v1"));
    assertThat(open).noneMatch(path -> path.equals("/metrics"));
  }

  @Test
  void anythingUnknownIsClosedToo() throws Exception {
    for (String path :
        List.of(
            "/v2/books", "/livez/", "//livez", "/index.html", "/web/index.html", "/%2e/metrics")) {
      assertThat(api.send(api.anonymous(path).GET()).statusCode()).as(path).isIn(400, 401);
    }
  }

  private HttpResponse<String> call(Route route, String authorization) throws Exception {
    String path = route.path().replace("{page}", "1").replaceAll("\\{\\w+}", "x");
    HttpRequest.Builder request =
        api.anonymous(path)
            .header("Content-Type", "application/json")
            .method(route.method().name(), HttpRequest.BodyPublishers.ofString("{}"));
    return api.send(
        authorization.isEmpty() ? request : request.header("Authorization", authorization));
  }
}
