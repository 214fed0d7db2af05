package org.gibsey.api;

import static org.gibsey.api.ProvokedApi.PAGE;

import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import org.gibsey.api.chats.TurnStatus;
import org.gibsey.api.http.ProblemType;
import org.gibsey.api.idempotency.KeptRequest;
import org.gibsey.api.idempotency.KeyOfCaller;
import org.gibsey.api.llm.LanguageModelKey;
import org.gibsey.api.llm.LanguageModelSettings;
import org.gibsey.api.llm.LanguageModels;
import org.gibsey.api.token.WriteToken;
import org.gibsey.index.ModelMismatchException;

/** For every problem a request to the running API that is answered with it: a line for each. */
final class Provocations {
  private static final String TURN =
      "%7B%22chat_id%22:%22c%22,%22turn_num%22:1,%22speaker%22:%22reader%22%7D";
  private static final String QUERY = "{\"query\":\"salt\"}";

  /** Makes the API answer with a problem. */
  interface Provocation {
    HttpResponse<String> provoke(ProvokedApi api) throws Exception;
  }

  private final Map<ProblemType, Provocation> all = new EnumMap<>(ProblemType.class);

  static Map<ProblemType, Provocation> all() {
    Provocations provocations = new Provocations();
    provocations.callers();
    provocations.requests();
    provocations.bodies();
    provocations.writes();
    provocations.chats();
    provocations.backends();
    return provocations.all;
  }

  private void on(ProblemType type, Provocation provocation) {
    if (all.put(type, provocation) != null) {
      throw new IllegalStateException(type + " is provoked twice");
    }
  }

  private void callers() {
    on(ProblemType.UNAUTHORIZED, api -> api.anonymous("/v1/books"));
    on(ProblemType.ROLE_REQUIRED, api -> api.method("DELETE", PAGE));
    on(ProblemType.RATE_LIMITED, ProvokedApi::tooOften);
    on(ProblemType.IDENTITY_UNAVAILABLE, ProvokedApi::withTokenOfAnIssuerThatIsAway);
    on(
        ProblemType.ORIGIN_REFUSED,
        api -> api.with("Origin", "http://rebound.example", "POST", "/mcp"));
  }

  private void requests() {
    on(ProblemType.UNKNOWN_ROUTE, api -> api.get("/v1/nothing"));
    on(ProblemType.UNKNOWN_COLLECTION, api -> api.get("/v1/collections/scrolls/stats"));
    on(ProblemType.UNKNOWN_BOOK, api -> api.get("/v1/books/no-such-book"));
    on(ProblemType.UNKNOWN_PAGE, api -> api.get("/v1/pages/" + FakePages.BOOK + "/2"));
    on(ProblemType.UNKNOWN_ROW, api -> api.get("/v1/collections/turns/rows/" + TURN + "/trace"));
    on(ProblemType.UNKNOWN_MODEL, api -> api.withModel().get("/v1/models/no-such-model"));
    on(ProblemType.UNKNOWN_ACCOUNT, api -> api.asAdmin("/v1/accounts/nobody/ledger"));
    on(ProblemType.UNKNOWN_CHARACTER, api -> api.get("/v1/characters/nobody"));
    on(ProblemType.METHOD_NOT_ALLOWED, api -> api.method("PATCH", "/v1/books"));
    on(ProblemType.NOT_ACCEPTABLE, api -> api.with("Accept", "image/png", "GET", "/v1/books"));
    on(ProblemType.BAD_ROW_KEY, api -> api.get("/v1/collections/pages/rows/the-first-one/trace"));
    on(ProblemType.BAD_REQUEST, api -> api.get("/v1/books/%FF"));
    on(ProblemType.BAD_PAGE_NUMBER, api -> api.get("/v1/pages/" + FakePages.BOOK + "/one"));
    on(ProblemType.URI_TOO_LONG, api -> api.get("/v1/books?" + "q".repeat(5_000)));
    on(
        ProblemType.HEADERS_TOO_LARGE,
        api -> api.with("X-Long", "y".repeat(20_000), "GET", "/v1/books"));
  }

  private void bodies() {
    on(ProblemType.MALFORMED_JSON, api -> api.search("{"));
    on(ProblemType.INVALID_TEXT, api -> api.search("{\"query\":\"\\ud800\"}"));
    on(ProblemType.BODY_TOO_LARGE, api -> api.search(" ".repeat(4_000_000)));
    on(
        ProblemType.UNSUPPORTED_MEDIA_TYPE,
        api -> api.with("Content-Type", "text/plain", "POST", TestApi.SEARCH));
    on(ProblemType.EMPTY_QUERY, api -> api.search("{\"query\":\" \"}"));
    on(ProblemType.QUERY_TOO_LONG, api -> api.search("{\"query\":\"" + "a".repeat(1_001) + "\"}"));
    on(ProblemType.INVALID_VALUE, api -> api.search("{\"query\":\"a\",\"limit\":0}"));
    on(ProblemType.INVALID_TOKEN, api -> api.search("{\"query\":\"a\",\"min_token\":\"x\"}"));
    on(
        ProblemType.INVALID_CARD,
        api -> api.writeAt("/v1/characters/edda", "k", "{\"card\":{\"name\":\"\"}}"));
    on(
        ProblemType.TEXT_TOO_LONG,
        api -> api.withModel().post("/v1/embeddings", embeddings("salt ".repeat(300))));
  }

  private void writes() {
    on(
        ProblemType.STALE_WRITE,
        api -> api.write("k", "{\"text\":\"x\",\"write_time\":\"2001-01-01T00:00:00Z\"}"));
    on(
        ProblemType.KEY_REUSED,
        api -> {
          api.write("k", "{\"text\":\"x\"}");
          return api.write("k", "{\"text\":\"y\"}");
        });
    on(ProblemType.KEY_UNDER_WAY, Provocations::writeUnderWay);
    on(
        ProblemType.WRITE_UNKNOWN,
        api -> {
          api.pages.loseAnswers();
          return api.write("k", "{\"text\":\"x\"}");
        });
  }

  private void chats() {
    on(ProblemType.UNKNOWN_CHAT, api -> api.get("/v1/chats/no-such-chat"));
    on(
        ProblemType.UNKNOWN_TURN,
        api -> {
          api.pages.chat(FakePages.CHAT, "reader", TurnStatus.DONE);
          return api.get("/v1/chats/" + FakePages.CHAT + "/turns/2");
        });
    on(
        ProblemType.TURN_UNDER_WAY,
        api -> {
          api.pages.chat(FakePages.CHAT, "reader", TurnStatus.WRITING);
          return api.withModel().say(FakePages.CHAT);
        });
    on(
        ProblemType.INSUFFICIENT_CREDITS,
        api -> {
          api.pages.chat(FakePages.CHAT, "reader", TurnStatus.DONE);
          api.pages.spendAll("reader");
          return api.withModel().say(FakePages.CHAT);
        });
  }

  private void backends() {
    on(
        ProblemType.INTERNAL_ERROR,
        api -> {
          api.shards.breakWith(new IllegalStateException("secret"));
          return api.search("{\"query\":\"salt\",\"mode\":\"text\"}");
        });
    on(
        ProblemType.INDEX_UNAVAILABLE,
        api -> {
          api.shards.goAway();
          return api.withModel().search(QUERY);
        });
    on(
        ProblemType.MODEL_MISMATCH,
        api -> {
          api.shards.breakWith(new ModelMismatchException("vectors of another model"));
          return api.withModel().search(QUERY);
        });
    on(
        ProblemType.PAGES_UNAVAILABLE,
        api -> {
          api.pages.goAway();
          return api.get("/v1/books");
        });
    on(
        ProblemType.STORE_UNAVAILABLE,
        api -> {
          api.pages.goAway();
          return api.get("/v1/me");
        });
    on(ProblemType.MODEL_UNAVAILABLE, api -> api.search(QUERY));
    on(ProblemType.LANGUAGE_MODEL_UNAVAILABLE, Provocations::askAModelThatIsAway);
    on(ProblemType.NOT_YET_SEARCHABLE, Provocations::searchForAWriteOnItsWay);
    on(ProblemType.OVERLOADED, api -> api.opened(new BusyServer()).another());
    on(ProblemType.STOPPING, api -> api.opened(new BusyServer()).anotherWhileStopping());
  }

  private static HttpResponse<String> writeUnderWay(ProvokedApi api) throws Exception {
    api.write("k", "{\"text\":\"x\"}");
    KeyOfCaller key = api.pages.requests.onlyKey();
    KeptRequest done = api.pages.requests.require(key);
    api.pages.requests.replace(
        key,
        done.attempt(),
        new KeptRequest(done.hash(), "other", done.beganAtMicros(), Long.MAX_VALUE, null));
    return api.write("k", "{\"text\":\"x\"}");
  }

  private static HttpResponse<String> searchForAWriteOnItsWay(ProvokedApi api) throws Exception {
    Path folder = Files.createTempDirectory("index");
    LiveIndex index = api.opened(new LiveIndex(folder, new WordEmbedder()));
    TestPage page = new TestPage(FakePages.BOOK, 1, null, "Salt", null, "Salt in the evening.");
    WriteToken token = new WriteToken("pages", page.rowKey(), index.apply(page));
    TestApi live = api.opened(TestApi.start(index.search(), new FakePages(), new WordEmbedder()));
    String query = "{\"query\":\"salt\",\"min_token\":\"" + token.encode() + "\"}";
    HttpResponse<String> response = live.post(TestApi.SEARCH, query);
    // The first one connects and loads classes, which may take longer than it has time.
    for (int i = 0; i < 20 && response.statusCode() == 503; i++) {
      response = live.post(TestApi.SEARCH, query);
    }
    return response;
  }

  private static HttpResponse<String> askAModelThatIsAway(ProvokedApi api) throws Exception {
    LanguageModelSettings nobodyThere =
        LanguageModelSettings.of(
            LanguageModelSettings.Provider.OPENAI,
            "http://127.0.0.1:1/v1",
            "away",
            new LanguageModelKey(null));
    TestApi written =
        api.opened(
            TestApi.start(
                new FakeShards(FakeShards.hit(FakePages.BOOK, 1, "Salt.")),
                new FakePages(),
                new FakeEmbedder(),
                LanguageModels.open(nobodyThere, String::length).orElseThrow()));
    return written.post("/v1/ask", "{\"question\":\"salt\"}");
  }

  private static String embeddings(String text) {
    return "{\"model\":\"all-MiniLM-L6-v2\",\"input\":\"" + text + "\"}";
  }
}
