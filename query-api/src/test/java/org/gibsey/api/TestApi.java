package org.gibsey.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.gibsey.api.access.AccessKeys;
import org.gibsey.api.admission.AdmissionSettings;
import org.gibsey.api.chats.ChatSettings;
import org.gibsey.api.credits.Abandoned;
import org.gibsey.api.credits.CreditSettings;
import org.gibsey.api.health.ProgressSettings;
import org.gibsey.api.llm.LanguageModel;
import org.gibsey.api.llm.LanguageModelSettings;
import org.gibsey.api.search.QueryEmbedder;
import org.gibsey.api.server.HttpServer;
import org.gibsey.api.server.Route;
import org.gibsey.api.server.ServerSettings;
import org.gibsey.api.voice.VoiceSettings;
import org.gibsey.collection.Collections;
import org.gibsey.embedding.Embedder;
import org.gibsey.shard.PassageSearch;

/** The API on a free port, and a reader who talks to it over HTTP. */
final class TestApi implements AutoCloseable {
  static final String READER = "reader-key-0123456789abcdef";
  static final String WRITER = "writer-key-0123456789abcdef";
  static final String ADMIN = "admin-key-0123456789abcdef0";
  static final String SEARCH = "/v1/collections/pages/search";

  private static final ObjectMapper JSON = new ObjectMapper();

  final HttpClient http = HttpClient.newHttpClient();
  private final ApiServer assembled;
  private final HttpServer server;
  private final int port;
  private final Path keys;

  private TestApi(ApiConfig config, Backends backends) {
    this.assembled = new ApiServer(config, Collections.load(null), backends);
    this.server = assembled.start(AccessKeys.read(config.keys()));
    this.port = server.port();
    this.keys = config.keys();
  }

  static TestApi start(PassageSearch shards, FakePages pages, Embedder embedder)
      throws IOException {
    return start(shards, pages, CompletableFuture.completedFuture(embedder));
  }

  static TestApi start(
      PassageSearch shards, FakePages pages, CompletableFuture<? extends Embedder> embedder)
      throws IOException {
    return start(shards, pages, embedder, Duration.ofMillis(500));
  }

  static TestApi start(
      PassageSearch shards,
      FakePages pages,
      CompletableFuture<? extends Embedder> embedder,
      Duration queryDeadline)
      throws IOException {
    return start(shards, pages, embedder, queryDeadline, stopWithin(Duration.ofSeconds(10)));
  }

  /** An API that is open to others than the tests' keys, or not as often. */
  static TestApi start(ServerSettings server) throws IOException {
    return start(
        new FakeShards(FakeShards.hit(FakePages.BOOK, 1, "Salt.")),
        new FakePages(),
        CompletableFuture.completedFuture(new FakeEmbedder()),
        Duration.ofMillis(500),
        stopWithin(Duration.ofSeconds(10)),
        server);
  }

  /** An API that does so much at once. */
  static TestApi start(
      PassageSearch shards, FakePages pages, Embedder embedder, AdmissionSettings admission)
      throws IOException {
    return start(
        shards,
        pages,
        CompletableFuture.completedFuture(embedder),
        Duration.ofMillis(500),
        admission);
  }

  /** The tests' bounds, and so much time to stop. */
  static AdmissionSettings stopWithin(Duration time) {
    return new AdmissionSettings(4, 4, Duration.ofMillis(100), 64, time);
  }

  private static TestApi start(
      PassageSearch shards,
      FakePages pages,
      CompletableFuture<? extends Embedder> embedder,
      Duration queryDeadline,
      AdmissionSettings admission)
      throws IOException {
    return start(shards, pages, embedder, queryDeadline, admission, ServerSettings.keysOnly());
  }

  private static TestApi start(
      PassageSearch shards,
      FakePages pages,
      CompletableFuture<? extends Embedder> embedder,
      Duration queryDeadline,
      AdmissionSettings admission,
      ServerSettings server)
      throws IOException {
    Path keys = Files.createTempDirectory("keys");
    writeKey(keys.resolve("reader.key"), READER + "\n");
    writeKey(keys.resolve("writer.key"), WRITER);
    writeKey(keys.resolve("admin.key"), ADMIN);
    QueryEmbedder queries = new QueryEmbedder(embedder, text -> text.split("\\s+").length, 4);
    return new TestApi(
        config(
            keys,
            queryDeadline,
            admission,
            server,
            ChatSettings.defaults(),
            pages.credits.settings()),
        new Backends(
            shards,
            pages,
            queries,
            collection -> Optional.empty(),
            pages.requests,
            Optional.empty(),
            pages.rows,
            pages.characters,
            pages.chats.store(),
            pages.credits,
            pages.erasures));
  }

  /** An API whose answers a language model writes. */
  static TestApi start(
      PassageSearch shards, FakePages pages, Embedder embedder, LanguageModel languageModel)
      throws IOException {
    return start(
        shards,
        pages,
        embedder,
        languageModel,
        ChatSettings.defaults(),
        stopWithin(Duration.ofSeconds(10)));
  }

  /** An API whose answers a language model writes, and that does so much for chats at once. */
  static TestApi start(
      PassageSearch shards,
      FakePages pages,
      Embedder embedder,
      LanguageModel languageModel,
      ChatSettings chats,
      AdmissionSettings admission)
      throws IOException {
    Path keys = Files.createTempDirectory("keys");
    writeKey(keys.resolve("reader.key"), READER + "\n");
    writeKey(keys.resolve("admin.key"), ADMIN);
    QueryEmbedder queries =
        new QueryEmbedder(
            CompletableFuture.completedFuture(embedder),
            text -> embedder.tokenizer().count(text),
            4);
    return new TestApi(
        config(
            keys,
            Duration.ofSeconds(20),
            admission,
            ServerSettings.keysOnly(),
            chats,
            pages.credits.settings()),
        new Backends(
            shards,
            pages,
            queries,
            collection -> Optional.empty(),
            pages.requests,
            Optional.of(languageModel),
            pages.rows,
            pages.characters,
            pages.chats.store(),
            pages.credits,
            pages.erasures));
  }

  private static void writeKey(Path file, String key) throws IOException {
    Files.createFile(
        file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Files.writeString(file, key);
  }

  private static ApiConfig config(
      Path keys,
      Duration queryDeadline,
      AdmissionSettings admission,
      ServerSettings server,
      ChatSettings chats,
      CreditSettings credits) {
    return new ApiConfig(
        "127.0.0.1",
        0,
        List.of(new InetSocketAddress(InetAddress.getLoopbackAddress(), 1)),
        "datacenter1",
        "127.0.0.1:1",
        null,
        Duration.ofMillis(300),
        keys,
        null,
        queryDeadline,
        Duration.ofSeconds(10),
        1,
        4,
        2,
        server,
        admission,
        new ProgressSettings("memory-indexing", "memory-indexing", null),
        LanguageModelSettings.none(),
        chats,
        credits,
        VoiceSettings.defaults());
  }

  /** What ends turns of processes that have died. */
  Abandoned abandoned() {
    return assembled.abandoned();
  }

  List<Route> routes() {
    return assembled.routes();
  }

  int port() {
    return port;
  }

  HttpResponse<String> get(String path) throws IOException, InterruptedException {
    return send(request(path).GET());
  }

  HttpResponse<String> post(String path, String json) throws IOException, InterruptedException {
    return send(post(path, HttpRequest.BodyPublishers.ofString(json)));
  }

  HttpRequest.Builder post(String path, HttpRequest.BodyPublisher body) {
    return request(path).header("Content-Type", "application/json").POST(body);
  }

  HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
    return http.send(request.build(), BodyHandlers.ofString());
  }

  /** A request with the reader's key. */
  HttpRequest.Builder request(String path) {
    return anonymous(path).header("Authorization", "Bearer " + READER);
  }

  HttpRequest.Builder anonymous(String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port() + path))
        .timeout(Duration.ofSeconds(20));
  }

  static JsonNode json(HttpResponse<String> response) throws IOException {
    return JSON.readTree(response.body());
  }

  @Override
  public void close() {
    server.close();
    assembled.close();
    http.close();
    try {
      Files.deleteIfExists(keys.resolve("reader.key"));
      Files.deleteIfExists(keys.resolve("writer.key"));
      Files.deleteIfExists(keys.resolve("admin.key"));
      Files.deleteIfExists(keys);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
