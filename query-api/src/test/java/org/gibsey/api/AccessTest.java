package org.gibsey.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.gibsey.api.ProblemAssert.assertProblem;

import java.io.InputStream;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.gibsey.api.access.Access;
import org.gibsey.api.access.Role;
import org.gibsey.api.http.CrossOrigin;
import org.gibsey.api.limits.LimitSettings;
import org.gibsey.api.server.Route;
import org.gibsey.api.server.ServerSettings;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Calls every route of the table as everybody, and compares with the access that the route
 * declares. A new route is called too, as soon as it is in the table.
 */
final class AccessTest {
  /** What stands for the parameters of paths; a new parameter needs a line here. */
  private static final Map<String, String> SAMPLE_IDS =
      Map.of(
          "collection", "pages",
          "book", FakePages.BOOK,
          "page", "1",
          "key", "%7B%22book_id%22:%22" + FakePages.BOOK + "%22,%22page_num%22:1%7D",
          "model", "all-MiniLM-L6-v2",
          "id", "no-such-id",
          "owner", "admin",
          "chat", FakePages.CHAT,
          "turn", "1",
          "character", FakeCharacters.EDDA);

  private static final Pattern PARAMETER = Pattern.compile("[{<](\\w+)[}>]");

  /**
   * Somebody who calls.
   *
   * @param name for the test's report
   * @param authorization the header, or null for none
   * @param role what the API must take it for, or null when it must not let it in
   */
  private record Somebody(String name, @Nullable String authorization, @Nullable Role role) {}

  private static TestTokens tokens;
  private static TestApi api;

  @BeforeAll
  static void start() throws Exception {
    tokens = new TestTokens();
    api =
        TestApi.start(
            new ServerSettings(tokens.settings(), LimitSettings.none(), CrossOrigin.none(), false));
  }

  @AfterAll
  static void stop() throws Exception {
    api.close();
    tokens.close();
  }

  private static List<Somebody> everybody() {
    Date past = Date.from(Instant.now().minusSeconds(120));
    return List.of(
        new Somebody("nobody", null, null),
        new Somebody("a scheme without a key", "Bearer", null),
        new Somebody("a wrong key", "Bearer wrong-key-0123456789abcdef", null),
        new Somebody("a key with another scheme", "Basic " + TestApi.ADMIN, null),
        new Somebody("a reader", "Bearer " + TestApi.READER, Role.READER),
        new Somebody("a writer", "bearer " + TestApi.WRITER, Role.WRITER),
        new Somebody("an admin", "BEARER " + TestApi.ADMIN, Role.ADMIN),
        new Somebody("another reader", bearer(TestTokens.valid("odd", "reader")), Role.READER),
        new Somebody("another writer", bearer(TestTokens.valid("odd", "writer")), Role.WRITER),
        new Somebody("another admin", bearer(TestTokens.valid("odd", "admin")), Role.ADMIN),
        new Somebody("a token without a known role", bearer(TestTokens.valid("odd", "king")), null),
        new Somebody(
            "a token of another issuer's secret",
            bearer(TestTokens.sign(TestTokens.claims("odd", "admin"), "x" + TestTokens.SECRET)),
            null),
        new Somebody(
            "a token made for others",
            bearer(
                TestTokens.sign(
                    TestTokens.claims("odd", "admin").audience("others"), TestTokens.SECRET)),
            null),
        new Somebody(
            "a token that has expired",
            bearer(
                TestTokens.sign(
                    TestTokens.claims("odd", "admin").expirationTime(past), TestTokens.SECRET)),
            null));
  }

  @TestFactory
  List<DynamicTest> everyRouteLetsInWhomItSaysAndNobodyElse() {
    List<DynamicTest> tests = new ArrayList<>();
    for (Route route : api.routes()) {
      List<String> methods =
          route.method().name().equals("GET")
              ? List.of("GET", "HEAD")
              : List.of(route.method().name());
      for (String method : methods) {
        tests.add(
            DynamicTest.dynamicTest(
                method + " " + route.path(),
                () -> {
                  for (Somebody somebody : everybody()) {
                    check(route, method, somebody);
                  }
                }));
      }
    }
    assertThat(tests).hasSizeGreaterThan(10);
    return tests;
  }

  private static void check(Route route, String method, Somebody somebody) throws Exception {
    int expected = refusal(route.access(), somebody.role());
    int status = status(method, address(route), somebody);
    if (expected == 0) {
      assertThat(status).as("%s calls %s", somebody.name(), route.path()).isNotIn(401, 403);
    } else {
      assertThat(status).as("%s calls %s", somebody.name(), route.path()).isEqualTo(expected);
    }
  }

  /** The status that refuses this role, or 0; written out, so that it does not repeat the code. */
  private static int refusal(Access access, @Nullable Role role) {
    if (access == Access.OPEN) {
      return 0;
    }
    if (role == null) {
      return 401;
    }
    return switch (access) {
      case OPEN, READER -> 0;
      case WRITER -> role == Role.READER ? 403 : 0;
      case ADMIN -> role == Role.ADMIN ? 0 : 403;
    };
  }

  @TestFactory
  List<DynamicTest> methodsThatNoRouteHasAreClosed() {
    List<DynamicTest> tests = new ArrayList<>();
    api.routes().stream()
        .collect(Collectors.groupingBy(AccessTest::address))
        .forEach(
            (address, routes) ->
                tests.add(
                    DynamicTest.dynamicTest(address, () -> checkOtherMethods(address, routes))));
    return tests;
  }

  private static void checkOtherMethods(String address, List<Route> routes) throws Exception {
    // What another route's parameter takes for its own is served there.
    Set<String> served =
        api.routes().stream()
            .filter(route -> address.matches(PARAMETER.matcher(route.path()).replaceAll("[^/]+")))
            .map(route -> route.method().name())
            .collect(Collectors.toSet());
    boolean open = routes.stream().anyMatch(route -> route.access() == Access.OPEN);
    for (String method : List.of("OPTIONS", "TRACE", "PUT", "PATCH", "DELETE", "POST", "BREW")) {
      if (!served.contains(method)) {
        for (Somebody somebody : everybody()) {
          int expected = open || somebody.role() != null ? 405 : 401;
          assertThat(status(method, address, somebody))
              .as("%s sends %s %s", somebody.name(), method, address)
              .isEqualTo(expected);
        }
      }
    }
  }

  @Test
  void whoeverIsRefusedIsToldTheSameWhateverTheReason() throws Exception {
    Set<String> bodies =
        everybody().stream()
            .filter(somebody -> somebody.role() == null)
            .map(AccessTest::refused)
            .collect(Collectors.toSet());
    assertThat(bodies).hasSize(1);
  }

  private static String refused(Somebody somebody) {
    try {
      HttpRequest.Builder request = api.anonymous("/v1/books").GET();
      if (somebody.authorization() != null) {
        request.header("Authorization", somebody.authorization());
      }
      HttpResponse<String> response = api.send(request);
      assertProblem(response, 401, "unauthorized");
      assertThat(response.headers().firstValue("WWW-Authenticate"))
          .hasValue("Bearer realm=\"gibsey\"");
      return response.body();
    } catch (Exception e) {
      throw new AssertionError(somebody.name(), e);
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

  private static String address(Route route) {
    return PARAMETER
        .matcher(route.path())
        .replaceAll(
            parameter -> {
              String name = parameter.group(1);
              assertThat(SAMPLE_IDS)
                  .as("%s has the parameter '%s': add a sample id for it", route.path(), name)
                  .containsKey(name);
              return Matcher.quoteReplacement(SAMPLE_IDS.getOrDefault(name, ""));
            });
  }

  /** Does not wait for the end of the response, which a stream need not have. */
  private static int status(String method, String address, Somebody somebody) throws Exception {
    HttpRequest.Builder request =
        api.anonymous(address)
            .header("Content-Type", "application/json")
            .method(method, BodyPublishers.ofString("{}"));
    if (somebody.authorization() != null) {
      request.header("Authorization", somebody.authorization());
    }
    HttpResponse<InputStream> response =
        api.http.send(request.build(), BodyHandlers.ofInputStream());
    try (InputStream body = response.body()) {
      return response.statusCode();
    }
  }

  private static String bearer(String token) {
    return "Bearer " + token;
  }
}
