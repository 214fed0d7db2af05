package org.gibsey.api;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import org.gibsey.api.access.TokenSettings;
import org.gibsey.api.http.CrossOrigin;
import org.gibsey.api.limits.LimitSettings;
import org.gibsey.api.limits.RateLimit;
import org.gibsey.api.server.ServerSettings;
import org.gibsey.embedding.Embedder;

/** An API whose backends fail as a provocation wants, and whatever else it starts. */
final class ProvokedApi implements AutoCloseable {
  static final String PAGE = "/v1/pages/" + FakePages.BOOK + "/1";
  private static final int MANY = 500;

  final FakeShards shards = new FakeShards(FakeShards.hit(FakePages.BOOK, 1, "Salt."));
  final FakePages pages = new FakePages();

  /** Completed with a model, unless the provocation wants none. */
  final CompletableFuture<Embedder> model = new CompletableFuture<>();

  private final Deque<AutoCloseable> open = new ArrayDeque<>();
  private final TestApi api;

  ProvokedApi() throws IOException {
    api = opened(TestApi.start(shards, pages, model));
    open.push(() -> model.complete(new FakeEmbedder()));
  }

  /** Closes something together with this. */
  <T extends AutoCloseable> T opened(T thing) {
    open.push(thing);
    return thing;
  }

  ProvokedApi withModel() {
    model.complete(new FakeEmbedder());
    return this;
  }

  HttpResponse<String> get(String path) throws Exception {
    return api.get(path);
  }

  HttpResponse<String> asAdmin(String path) throws Exception {
    return api.send(api.anonymous(path).header("Authorization", "Bearer " + TestApi.ADMIN).GET());
  }

  HttpResponse<String> anonymous(String path) throws Exception {
    return api.send(api.anonymous(path).GET());
  }

  /** A request of the reader with one more header, and the body {@code {}} if it is a POST. */
  HttpResponse<String> with(String name, String value, String method, String path)
      throws Exception {
    return api.send(
        api.request(path)
            .header(name, value)
            .method(
                method,
                method.equals("POST") ? BodyPublishers.ofString("{}") : BodyPublishers.noBody()));
  }

  HttpResponse<String> method(String method, String path) throws Exception {
    return api.send(api.request(path).method(method, BodyPublishers.noBody()));
  }

  HttpResponse<String> post(String path, String json) throws Exception {
    return api.post(path, json);
  }

  /** Says something in a chat. */
  HttpResponse<String> say(String chat) throws Exception {
    return post("/v1/chats/" + chat + "/turns", "{\"message\":\"salt\"}");
  }

  HttpResponse<String> search(String json) throws Exception {
    return api.post(TestApi.SEARCH, json);
  }

  /** Writes a page as a writer, under a key that makes the request happen once. */
  HttpResponse<String> write(String key, String json) throws Exception {
    return writeAt(PAGE, key, json);
  }

  /** The same of something else. */
  HttpResponse<String> writeAt(String path, String key, String json) throws Exception {
    return api.send(
        api.anonymous(path)
            .header("Authorization", "Bearer " + TestApi.WRITER)
            .header("Content-Type", "application/json")
            .header("Idempotency-Key", key)
            .PUT(BodyPublishers.ofString(json)));
  }

  /** An API that takes tokens of an issuer which is away. */
  HttpResponse<String> withTokenOfAnIssuerThatIsAway() throws Exception {
    TokenSettings away =
        new TokenSettings(null, URI.create("http://127.0.0.1:1/"), "https://issuer.example", "x");
    TestApi other =
        opened(
            TestApi.start(
                new ServerSettings(away, LimitSettings.none(), CrossOrigin.none(), false)));
    // The header says RS256 and the key "a"; nobody gets as far as the signature.
    return other.send(
        other
            .anonymous("/v1/books")
            .header("Authorization", "Bearer eyJhbGciOiJSUzI1NiIsImtpZCI6ImEifQ.e30.AAAA")
            .GET());
  }

  /** Asks until there is too much of it. */
  HttpResponse<String> tooOften() throws Exception {
    TestApi limited =
        opened(
            TestApi.start(
                new ServerSettings(
                    TokenSettings.none(),
                    new LimitSettings(new RateLimit(1, 1), RateLimit.NONE, RateLimit.NONE),
                    CrossOrigin.none(),
                    false)));
    HttpRequest.Builder request = limited.request("/v1/books").GET();
    HttpResponse<String> response = limited.send(request);
    for (int i = 0; i < MANY && response.statusCode() == 200; i++) {
      response = limited.send(request);
    }
    return response;
  }

  @Override
  public void close() throws Exception {
    while (!open.isEmpty()) {
      open.pop().close();
    }
  }
}
