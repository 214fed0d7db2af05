package org.gibsey.api.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.javalin.Javalin;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import org.gibsey.api.http.Problem;
import org.gibsey.api.http.ProblemType;
import org.gibsey.api.http.Problems;
import org.gibsey.api.limits.GuessRate;
import org.gibsey.api.limits.LimitSettings;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The gate in front of routes that the route table would not even take. */
final class KeyGateTest {
  private static final String ADMIN = "0123456789abcdef-admin";

  @TempDir private Path folder;

  private final HttpClient http = HttpClient.newHttpClient();
  private KeyGate gate;
  private Javalin server;

  @BeforeEach
  void start() throws Exception {
    Files.writeString(folder.resolve("admin.key"), ADMIN);
    gate = gate(Set.of("/both", "/forgotten-here"));
    server =
        Javalin.create(
                config -> {
                  config.jetty.port = 0;
                  config.startup.showJavalinBanner = false;
                  gate.guard(config.routes);
                  Problems.handleIn(config.routes);
                  config.routes.get("/forgotten", ctx -> ctx.result("secret"));
                  config.routes.get("/forgotten-here", ctx -> ctx.result("secret"));
                  config.routes.get("/two", ctx -> {}, Access.READER, Access.OPEN);
                  config.routes.get("/both", ctx -> ctx.result("open"), Access.OPEN);
                  config.routes.post("/both", ctx -> ctx.result("closed"), Access.READER);
                })
            .start();
  }

  @AfterEach
  void stop() {
    server.stop();
    http.close();
  }

  @Test
  void aRouteWithoutADeclaredAccessIsClosedToEverybody() throws Exception {
    for (String path : new String[] {"/forgotten", "/forgotten-here"}) {
      assertThat(status("GET", path, null)).as(path).isEqualTo(401);
      assertThat(status("GET", path, ADMIN)).as(path).isEqualTo(403);
    }
    assertThat(status("GET", "/two", ADMIN)).isEqualTo(403);
  }

  @Test
  void anAddressThatIsOpenForOneMethodIsNotForAnother() throws Exception {
    assertThat(status("GET", "/both", null)).isEqualTo(200);
    assertThat(status("POST", "/both", null)).isEqualTo(401);
    assertThat(status("POST", "/both", ADMIN)).isEqualTo(200);
  }

  @Test
  void openAddressesHaveNoParameters() {
    for (String path : new String[] {"/a/{b}", "/a/<b>", "/a/*"}) {
      assertThatThrownBy(() -> gate(Set.of(path))).hasMessageContaining("parameters");
    }
  }

  @Test
  void whatBelongsToAnotherLooksLikeWhatIsNotThere() {
    Caller edda = new Caller("edda", Role.READER);
    Problem absent = new Problem(ProblemType.UNKNOWN_PAGE, "There is none.");
    Owned hers = () -> "edda";
    assertThat(edda.mustOwn(Optional.of(hers), () -> absent)).isSameAs(hers);
    for (Role role : Role.values()) {
      Caller other = new Caller("odd", role);
      assertThatThrownBy(() -> other.mustOwn(Optional.of(hers), () -> absent)).isSameAs(absent);
    }
    assertThatThrownBy(() -> edda.mustOwn(Optional.<Owned>empty(), () -> absent)).isSameAs(absent);
  }

  private KeyGate gate(Set<String> open) {
    return new KeyGate(
        new Callers(
            AccessKeys.read(folder), TokenSettings.none(), new GuessRate(LimitSettings.none())),
        open);
  }

  private int status(String method, String path, @Nullable String key) throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path))
            .method(method, HttpRequest.BodyPublishers.noBody());
    if (key != null) {
      request.header("Authorization", "Bearer " + key);
    }
    return http.send(request.build(), BodyHandlers.ofString()).statusCode();
  }
}
