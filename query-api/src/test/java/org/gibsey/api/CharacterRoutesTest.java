package org.gibsey.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.gibsey.api.ProblemAssert.assertProblem;
import static org.gibsey.api.TestApi.json;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.gibsey.api.characters.Character;
import org.gibsey.index.Condition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Characters over HTTP. */
final class CharacterRoutesTest {
  private static final String NAN = "/v1/characters/nan";
  private static final String CARD =
      "{\"spec\":\"chara_card_v2\",\"spec_version\":\"2.0\",\"data\":{\"name\":\"Nan\",\"x\":1.10}}";

  private final FakePages pages = new FakePages();
  private TestApi api;

  @BeforeEach
  void start() throws Exception {
    api = TestApi.start(new FakeShards(), pages, new FakeEmbedder());
  }

  @AfterEach
  void stop() {
    api.close();
  }

  @Test
  void listsThoseOfABookByName() throws Exception {
    put(NAN, "{\"card\":" + CARD + "}");
    assertThat(names("/v1/characters")).containsExactly("Edda", "Nan");
    assertThat(names("/v1/characters?book=" + FakePages.BOOK)).containsExactly("Edda");
    assertThat(names("/v1/characters?book=another")).isEmpty();
    JsonNode edda = json(api.get("/v1/characters")).at("/characters/0");
    assertThat(edda.path("tagline").asText()).isEqualTo("The keeper of the clock.");
    assertThat(edda.path("greeting").asText()).isEqualTo(FakeCharacters.EDDA_SAYS);
    assertThat(edda.path("portrait").asText()).isEqualTo("/v1/characters/edda/portrait");
    assertThat(edda.path("tags").path(0).asText()).isEqualTo("keeper");
  }

  @Test
  void whatWasWrittenIsReadBackWithAllItCameWith() throws Exception {
    HttpResponse<String> made = put(NAN, "{\"book_id\":\"b\",\"card\":" + CARD + "}");
    assertThat(made.statusCode()).isEqualTo(201);
    JsonNode read = json(api.get(NAN));
    assertThat(read.path("name").asText()).isEqualTo("Nan");
    assertThat(read.path("book_id").asText()).isEqualTo("b");
    assertThat(api.get(NAN).body()).contains("\"x\":1.10");
    assertThat(read.path("card").path("spec").asText()).isEqualTo("chara_card_v3");
    assertThat(read.path("knows").toString())
        .isEqualTo("{\"must\":[{\"field\":\"speaker\",\"eq\":\"Nan\"}]}");
    assertThat(read.path("write_time")).isEqualTo(json(made).path("write_time"));
    assertThat(put(NAN, "{\"card\":" + CARD + "}").statusCode()).isEqualTo(200);
    assertThat(json(api.get(NAN)).path("book_id").isNull()).isTrue();
  }

  @Test
  void whatACharacterKnowsIsAFilterOfPages() throws Exception {
    String knows =
        "{\"must\":[{\"field\":\"page_num\",\"gte\":2,\"lt\":7.50},"
            + "{\"field\":\"speaker\",\"in\":[\"Edda\",\"Nan\"]}],"
            + "\"must_not\":[{\"field\":\"chapter\",\"exists\":true}]}";
    put(NAN, "{\"card\":" + CARD + ",\"knows\":" + knows + "}");
    assertThat(api.get(NAN).body()).contains("\"knows\":" + knows);
    Character nan = pages.characters.character("nan").orElseThrow();
    assertThat(nan.knows().must())
        .contains(new Condition.Range("page_num", null, "2", "7.50", null));
    JsonNode problem =
        assertProblem(
            put(NAN, "{\"card\":" + CARD + ",\"knows\":{\"must\":[{\"field\":\"colour\"}]}}"),
            422,
            "invalid-value");
    assertThat(problem.path("detail").asText()).contains("knows.must[0]");
  }

  @Test
  void refusesWhatCannotBeStored() throws Exception {
    assertProblem(put(NAN, "{}"), 422, "invalid-value");
    assertProblem(put(NAN, "{\"card\":[]}"), 422, "invalid-value");
    assertProblem(put(NAN, "{\"card\":" + CARD + ",\"name\":\"x\"}"), 422, "invalid-value");
    assertProblem(put(NAN, "{\"card\":" + CARD + ",\"book_id\":7}"), 422, "invalid-value");
    assertProblem(put(NAN, "{\"card\":{}}"), 422, "invalid-card");
    assertProblem(put(NAN, "{"), 400, "malformed-json");
    assertProblem(put("/v1/characters/N%C3%A4n", "{\"card\":" + CARD + "}"), 422, "invalid-value");
    assertProblem(put("/v1/characters/import", "{\"card\":" + CARD + "}"), 422, "invalid-value");
    assertProblem(put(NAN, " ".repeat(1_200_000)), 413, "body-too-large");
    assertProblem(api.get(NAN), 404, "unknown-character");
    assertProblem(api.get(NAN + "/portrait"), 404, "unknown-character");
    assertProblem(api.get(NAN + "/export"), 404, "unknown-character");
  }

  @Test
  void aLateWriteIsToldThatItDoesNotStand() throws Exception {
    put(NAN, "{\"card\":" + CARD + ",\"write_time\":\"2026-01-02T00:00:00Z\"}");
    String late = "{\"card\":{\"name\":\"Nam\"},\"write_time\":\"2026-01-01T00:00:00Z\"}";
    assertThat(assertProblem(put(NAN, late), 409, "stale-write").path("detail").asText())
        .contains("2026-01-02T00:00:00Z");
    assertProblem(
        send(NAN + "?write_time=2026-01-01T00:00:00Z", "DELETE", "application/json", new byte[0]),
        409,
        "stale-write");
    assertThat(json(api.get(NAN)).path("name").asText()).isEqualTo("Nan");
    assertThat(send(NAN, "DELETE", "application/json", new byte[0]).statusCode()).isEqualTo(200);
    assertThat(send(NAN, "DELETE", "application/json", new byte[0]).statusCode()).isEqualTo(200);
    assertProblem(api.get(NAN), 404, "unknown-character");
  }

  @Test
  void aCardThatIsImportedGetsAnIdOfItsName() throws Exception {
    HttpResponse<String> made =
        importJson("?book=b", "{\"name\":\"Nän  O'Loam\",\"x\":{\"y\":[]}}");
    assertThat(made.statusCode()).isEqualTo(201);
    assertThat(json(made).path("id").asText()).isEqualTo("nan-o-loam");
    String other = json(importJson("", "{\"name\":\"Nän O'Loam\"}")).path("id").asText();
    assertThat(other).startsWith("nan-o-loam-").hasSize(17);
    assertThat(json(importJson("", "{\"name\":\"塩\"}")).path("id").asText()).hasSize(6);
    assertThat(importJson("?id=nan-o-loam", "{\"name\":\"Nan\"}").statusCode()).isEqualTo(200);
    assertThat(json(importJson("", "{\"name\":\"Import\"}")).path("id").asText())
        .startsWith("import-");
    assertProblem(importJson("?id=Nan", "{\"name\":\"Nan\"}"), 422, "invalid-value");
    assertProblem(importJson("", "{"), 400, "malformed-json");
    assertProblem(
        send("/v1/characters/import", "POST", "text/plain", new byte[1]),
        415,
        "unsupported-media-type");
  }

  @Test
  void anImportUnderAKeyHappensOnce() throws Exception {
    for (int i = 0; i < 2; i++) {
      HttpResponse<String> made =
          api.send(
              writer("/v1/characters/import", "application/json")
                  .header("Idempotency-Key", "k")
                  .POST(BodyPublishers.ofString("{\"name\":\"Pim\"}")));
      assertThat(json(made).path("id").asText()).isEqualTo("pim");
      assertThat(made.headers().firstValue("Idempotent-Replayed").isPresent()).isEqualTo(i == 1);
    }
    assertThat(names("/v1/characters")).containsExactly("Edda", "Pim");
  }

  @Test
  void aCharacterGoesOutAsAPictureAndComesBackWithIt() throws Exception {
    byte[] picture = bytes("/v1/characters/edda/export?format=png").body();
    HttpResponse<String> made = send("/v1/characters/import?id=twin", "POST", "image/png", picture);
    assertThat(made.statusCode()).as(made.body()).isEqualTo(201);
    assertThat(json(api.get("/v1/characters/twin")).path("card"))
        .isEqualTo(json(api.get("/v1/characters/edda")).path("card"));
    HttpResponse<byte[]> portrait = bytes("/v1/characters/twin/portrait");
    assertThat(portrait.headers().firstValue("Content-Type")).hasValue("image/png");
    assertThat(new String(portrait.body(), StandardCharsets.ISO_8859_1)).doesNotContain("ccv3");
    assertThat(bytes("/v1/characters/twin/export?format=png").body()).isEqualTo(picture);
    // A card without a picture takes it away; one that is only edited leaves it.
    put("/v1/characters/twin", "{\"card\":" + CARD + "}");
    assertThat(bytes("/v1/characters/twin/portrait").body()).isEqualTo(portrait.body());
    importJson("?id=twin", "{\"name\":\"Twin\"}");
    assertThat(api.get("/v1/characters/twin/portrait").body()).startsWith("<svg");
  }

  @Test
  void filesAreSentSoThatABrowserRunsNothingOfThem() throws Exception {
    HttpResponse<String> portrait = api.get("/v1/characters/edda/portrait");
    assertThat(portrait.headers().firstValue("Content-Type"))
        .hasValue("image/svg+xml;charset=utf-8");
    assertThat(portrait.headers().firstValue("X-Content-Type-Options")).hasValue("nosniff");
    HttpResponse<String> export = api.get("/v1/characters/edda/export?format=v2");
    assertThat(json(export).path("spec").asText()).isEqualTo("chara_card_v2");
    assertThat(export.headers().firstValue("Content-Disposition"))
        .hasValue("attachment; filename=\"edda.json\"");
    for (HttpResponse<String> response : java.util.List.of(portrait, export)) {
      assertThat(response.headers().allValues("Content-Security-Policy"))
          .singleElement()
          .asString()
          .contains("default-src 'none'", "sandbox");
    }
    assertProblem(api.get("/v1/characters/edda/export?format=doc"), 422, "invalid-value");
  }

  @Test
  void anyFileIsAnsweredWithACardOrSaysWhyNot() throws Exception {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    byte[] whole = bytes("/v1/characters/edda/export?format=png").body();
    for (int i = 0; i < 300; i++) {
      byte[] file = whole.clone();
      for (int k = random.nextInt(4); k >= 0; k--) {
        file[random.nextInt(file.length)] = (byte) random.nextInt();
      }
      byte[] cut =
          random.nextInt(4) > 0 ? file : java.util.Arrays.copyOf(file, random.nextInt(file.length));
      HttpResponse<String> response =
          send("/v1/characters/import?id=fuzz", "POST", "image/png", cut);
      if (response.statusCode() >= 300) {
        assertThat(json(response).path("type").asText())
            .as("seed %d, file %d: %s", seed, i, response.body())
            .isEqualTo("urn:gibsey:problem:invalid-card");
      }
    }
    assertProblem(
        send("/v1/characters/import", "POST", "image/png", new byte[5_000_000]),
        413,
        "body-too-large");
  }

  @Test
  void aStoreThatIsAwayIsSaidToBeAway() throws Exception {
    pages.goAway();
    for (String path : java.util.List.of("", "/edda", "/edda/portrait", "/edda/export")) {
      assertProblem(api.get("/v1/characters" + path), 503, "store-unavailable");
    }
    assertProblem(put(NAN, "{\"card\":" + CARD + "}"), 503, "store-unavailable");
  }

  private java.util.List<String> names(String path) throws Exception {
    return json(api.get(path)).path("characters").findValuesAsText("name");
  }

  private HttpResponse<String> importJson(String query, String card) throws Exception {
    return send(
        "/v1/characters/import" + query,
        "POST",
        "application/json",
        card.getBytes(StandardCharsets.UTF_8));
  }

  private HttpResponse<String> put(String path, String json) throws Exception {
    return send(path, "PUT", "application/json", json.getBytes(StandardCharsets.UTF_8));
  }

  private HttpResponse<String> send(String path, String method, String type, byte[] body)
      throws Exception {
    return api.send(
        writer(path, type)
            .expectContinue(body.length > 1_000_000)
            .method(method, BodyPublishers.ofByteArray(body)));
  }

  private HttpRequest.Builder writer(String path, String type) {
    return api.anonymous(path)
        .header("Authorization", "Bearer " + TestApi.WRITER)
        .header("Content-Type", type);
  }

  private HttpResponse<byte[]> bytes(String path) throws Exception {
    return api.http.send(api.request(path).GET().build(), BodyHandlers.ofByteArray());
  }
}
