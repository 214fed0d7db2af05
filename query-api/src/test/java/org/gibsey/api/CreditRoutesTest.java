package org.gibsey.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.gibsey.api.ProblemAssert.assertProblem;
import static org.gibsey.api.TestApi.json;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.gibsey.api.access.Access;
import org.gibsey.api.credits.Credits.Outcome;
import org.gibsey.api.credits.Entry;
import org.gibsey.api.credits.Shortage;
import org.gibsey.api.idempotency.IdempotentRequests;
import org.gibsey.api.server.Route;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Accounts, ledgers and gifts over HTTP. */
final class CreditRoutesTest {
  private static final String GRANTS = "/v1/accounts/reader/grants";
  private static final String GIFT = "{\"credits\":250,\"reason\":\"For hosting\"}";

  private static FakePages pages;
  private static TestApi api;

  @BeforeAll
  static void start() throws Exception {
    pages = new FakePages();
    api = TestApi.start(new FakeShards(), pages, new FakeEmbedder());
  }

  @AfterAll
  static void stop() {
    api.close();
  }

  @BeforeEach
  void forget() {
    pages.credits.forgetAll();
    pages.requests.forgetAll();
  }

  @Test
  void tellsCallersWhatTheyHaveAndWhatThingsCost() throws Exception {
    pages.credits.reserve("reader", "chat/1", 30, "A turn");
    JsonNode me = json(api.get("/v1/me"));
    assertThat(me.path("id").asText()).isEqualTo("reader");
    assertThat(me.path("role").asText()).isEqualTo("reader");
    assertThat(me.path("account").toString()).isEqualTo("{\"balance\":970,\"reserved\":30}");
    assertThat(me.path("earning").toString())
        .isEqualTo(
            "{\"asking\":{\"credits\":1,\"most_a_day\":20},"
                + "\"saving\":{\"credits\":5,\"most_a_day\":20}}");
    assertThat(me.path("prices").toString())
        .isEqualTo(
            "[{\"model\":\"extractive\",\"prompt\":0,\"completion\":0,\"least\":1,"
                + "\"per_tokens\":1000},"
                + "{\"model\":\"*\",\"prompt\":1,\"completion\":4,\"least\":1,\"per_tokens\":1000}]");
    assertThat(me.path("opening_grant").asInt()).isEqualTo(1_000);
  }

  @Test
  void eachCallerSeesItsOwn() throws Exception {
    pages.credits.grant("reader", "a", 7, "seven");
    assertThat(balance("/v1/me/ledger", TestApi.READER)).isEqualTo(1_007);
    assertThat(balance("/v1/me/ledger", TestApi.WRITER)).isEqualTo(1_000);
    assertThat(as(TestApi.WRITER, "/v1/me/ledger").body()).doesNotContain("seven");
    assertThat(balance("/v1/accounts/reader/ledger", TestApi.ADMIN)).isEqualTo(1_007);
  }

  @Test
  void tellsALedgerNewestFirst() throws Exception {
    pages.credits.grant("reader", "op-1", 50, "For the host");
    pages.credits.reserve("reader", "chat/1", 30, "A turn");
    pages.credits.settle("reader", "chat/1", 12, Outcome.DONE);
    JsonNode ledger = json(api.get("/v1/me/ledger"));
    List<String> lines = new ArrayList<>();
    ledger
        .path("entries")
        .forEach(
            e ->
                lines.add(
                    "%d %s %d %d %s %s"
                        .formatted(
                            e.path("entry").asInt(),
                            e.path("kind").asText(),
                            e.path("amount").asInt(),
                            e.path("balance_after").asInt(),
                            e.path("operation").asText(),
                            e.path("detail").asText())));
    assertThat(lines)
        .containsExactly(
            "4 settle 18 1038 chat/1 done",
            "3 reserve -30 1020 chat/1 A turn",
            "2 grant 50 1050 op-1 For the host",
            "1 opening 1000 1000  ");
    assertThat(ledger.path("balance").asInt()).isEqualTo(1_038);
    assertThat(ledger.path("cursor").isNull()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 7, 24, 25, 500})
  void pagesStayAsTheyAreWhileEntriesAreMade(int limit) throws Exception {
    for (int i = 0; i < 24; i++) {
      pages.credits.grant("reader", "before-" + i, 1, "");
    }
    List<Long> seen = new ArrayList<>();
    String cursor = "";
    long first = 0;
    for (int page = 0; page == 0 || !cursor.isEmpty(); page++) {
      JsonNode ledger =
          json(api.get("/v1/me/ledger?limit=" + limit + (page == 0 ? "" : "&cursor=" + cursor)));
      ledger.path("entries").forEach(e -> seen.add(e.path("entry").asLong()));
      long balance = ledger.path("balance").asLong();
      first = page == 0 ? balance : first;
      assertThat(balance).isEqualTo(1_024 + page);
      cursor = ledger.path("cursor").asText("");
      pages.credits.grant("reader", "meanwhile-" + page, 1, "");
    }
    assertThat(seen)
        .containsExactlyElementsOf(LongStream.iterate(25, n -> n > 0, n -> n - 1).boxed().toList());
    assertThat(first).isEqualTo(1_024);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "limit=0",
        "limit=501",
        "limit=-1",
        "limit=ten",
        "limit=",
        "limit=99999999999",
        "cursor=",
        "cursor=5",
        "cursor=e0",
        "cursor=e-1",
        "cursor=e9999999999999999999",
        "cursor=E5",
      })
  void saysWhatAPageMustBe(String query) throws Exception {
    assertProblem(api.get("/v1/me/ledger?" + query), 422, "invalid-value");
  }

  @Test
  void onlyAdminsSeeOthersAndGive() throws Exception {
    for (String key : List.of(TestApi.READER, TestApi.WRITER)) {
      assertProblem(as(key, "/v1/accounts/reader/ledger"), 403, "role-required");
      assertProblem(as(key, "/v1/ledger.csv"), 403, "role-required");
      assertProblem(give(key, GRANTS, "k", GIFT), 403, "role-required");
    }
    assertThat(pages.credits.entries("reader", Long.MAX_VALUE, 10)).isEmpty();
  }

  @Test
  void lookingAtSomebodyOpensNoAccount() throws Exception {
    assertProblem(as(TestApi.ADMIN, "/v1/accounts/somebody/ledger"), 404, "unknown-account");
    assertProblem(as(TestApi.ADMIN, "/v1/accounts/%20/ledger"), 404, "unknown-account");
    assertThat(pages.credits.entries("somebody", Long.MAX_VALUE, 10)).isEmpty();
  }

  @Test
  void givesOnceHoweverOftenItIsAsked() throws Exception {
    HttpResponse<String> first = give(TestApi.ADMIN, GRANTS, "k", GIFT);
    assertThat(first.statusCode()).isEqualTo(201);
    assertThat(json(first).path("account").toString())
        .isEqualTo("{\"balance\":1250,\"reserved\":0}");
    assertThat(json(first).at("/entry/kind").asText()).isEqualTo("grant");
    assertThat(json(first).at("/entry/detail").asText()).isEqualTo("For hosting");
    HttpResponse<String> again = give(TestApi.ADMIN, GRANTS, "k", GIFT);
    assertThat(again.body()).isEqualTo(first.body());
    assertThat(again.headers().firstValue(IdempotentRequests.REPLAYED_HEADER)).hasValue("true");
    assertThat(give(TestApi.ADMIN, GRANTS, "k2", GIFT).statusCode()).isEqualTo(201);
    assertThat(pages.credits.account("reader").balance()).isEqualTo(1_500);
  }

  @Test
  void givesOnceAlsoWhenTheKeyIsForgotten() throws Exception {
    give(TestApi.ADMIN, GRANTS, "k", GIFT);
    pages.requests.forgetAll();
    HttpResponse<String> later = give(TestApi.ADMIN, GRANTS, "k", GIFT);
    assertThat(later.statusCode()).isEqualTo(201);
    assertThat(json(later).at("/entry/entry").asInt()).isEqualTo(2);
    pages.requests.forgetAll();
    assertProblem(give(TestApi.ADMIN, GRANTS, "k", GIFT.replace("250", "251")), 422, "key-reused");
    assertThat(pages.credits.account("reader").balance()).isEqualTo(1_250);
  }

  @Test
  void givesNothingWithoutAKeyForIt() throws Exception {
    HttpRequest.Builder request =
        api.anonymous(GRANTS)
            .header("Authorization", "Bearer " + TestApi.ADMIN)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(GIFT));
    assertThat(assertProblem(api.send(request), 400, "bad-request").path("detail").asText())
        .contains("Idempotency-Key");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "{\"credits\":0,\"reason\":\"a\"} | 1 to 1000000",
        "{\"credits\":1000001,\"reason\":\"a\"} | 1 to 1000000",
        "{\"credits\":-5,\"reason\":\"a\"} | 1 to 1000000",
        "{\"credits\":1.5,\"reason\":\"a\"} | credits",
        "{\"credits\":\"5\",\"reason\":\"a\"} | credits",
        "{\"credits\":99999999999999999999,\"reason\":\"a\"} | out of range",
        "{\"reason\":\"a\"} | credits",
        "{\"credits\":1} | reason",
        "{\"credits\":1,\"reason\":\"  \"} | reason",
        "{\"credits\":1,\"reason\":\"a\\nb\"} | reason",
        "{\"credits\":1,\"reason\":\"a\",\"owner\":\"b\"} | no field 'owner'",
      })
  void saysWhatAGiftMustBe(String body, String message) throws Exception {
    JsonNode problem = assertProblem(give(TestApi.ADMIN, GRANTS, "k", body), 422, "invalid-value");
    assertThat(problem.path("detail").asText()).contains(message);
    assertProblem(
        give(TestApi.ADMIN, GRANTS, "l", GIFT.replace("For hosting", "r".repeat(201))),
        422,
        "invalid-value");
    assertThat(pages.credits.entries("reader", Long.MAX_VALUE, 10)).isEmpty();
  }

  @Test
  void givesToWhoeverAnIdMayName() throws Exception {
    String owner = "jwt:ada%20l%C3%B6v%2Fe@example.org";
    HttpResponse<String> response =
        give(TestApi.ADMIN, "/v1/accounts/" + owner + "/grants", "k", GIFT);
    assertThat(response.statusCode()).as(response.body()).isEqualTo(201);
    assertThat(pages.credits.account("jwt:ada löv/e@example.org").balance()).isEqualTo(1_250);
    for (String wrong : List.of("%20", "a".repeat(205))) {
      assertProblem(
          give(TestApi.ADMIN, "/v1/accounts/" + wrong + "/grants", "k" + wrong.length(), GIFT),
          422,
          "invalid-value");
    }
  }

  @Test
  void saysSoWhenTheLedgerIsAway() throws Exception {
    pages.credits.goAway();
    assertProblem(api.get("/v1/me"), 503, "store-unavailable");
    assertProblem(api.get("/v1/me/ledger"), 503, "store-unavailable");
    assertProblem(give(TestApi.ADMIN, GRANTS, "k", GIFT), 503, "store-unavailable");
    HttpResponse<String> csv = as(TestApi.ADMIN, "/v1/ledger.csv");
    assertProblem(csv, 503, "store-unavailable");
    assertThat(csv.headers().firstValue("Content-Disposition")).isEmpty();
    pages.credits.comeBack();
    assertThat(give(TestApi.ADMIN, GRANTS, "k", GIFT).statusCode()).isEqualTo(201);
    assertThat(pages.credits.entries("reader", Long.MAX_VALUE, 10))
        .extracting(Entry::kind)
        .containsExactly(Entry.Kind.GRANT, Entry.Kind.OPENING);
  }

  @Test
  void whoIsShortIsToldTheBalanceAndThePrice() throws Exception {
    Route route =
        Route.get(
            "/v1/dear",
            Access.READER,
            ctx -> {
              throw Shortage.of(3, 12);
            });
    try (BareServer server = BareServer.start(route)) {
      JsonNode problem = assertProblem(server.get("/v1/dear"), 402, "insufficient-credits");
      assertThat(problem.path("balance").asLong()).isEqualTo(3);
      assertThat(problem.path("price").asLong()).isEqualTo(12);
      assertThat(problem.size()).isEqualTo(7);
    }
  }

  private long balance(String path, String key) throws Exception {
    return json(as(key, path)).path("balance").asLong();
  }

  private HttpResponse<String> as(String key, String path) throws Exception {
    return api.send(api.anonymous(path).header("Authorization", "Bearer " + key).GET());
  }

  private HttpResponse<String> give(String key, String path, String requestKey, String body)
      throws Exception {
    return api.send(
        api.anonymous(path)
            .header("Authorization", "Bearer " + key)
            .header("Content-Type", "application/json")
            .header(IdempotentRequests.HEADER, requestKey)
            .POST(BodyPublishers.ofString(body)));
  }
}
