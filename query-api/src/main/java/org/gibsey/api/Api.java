package org.gibsey.api;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import org.gibsey.api.access.AccessKeys;
import org.gibsey.api.cassandra.CassandraConnection;
import org.gibsey.api.characters.CassandraCharacters;
import org.gibsey.api.characters.Knowledge;
import org.gibsey.api.chats.ChatStore;
import org.gibsey.api.credits.CassandraCredits;
import org.gibsey.api.credits.SweepSettings;
import org.gibsey.api.credits.Sweeper;
import org.gibsey.api.health.JobProgress;
import org.gibsey.api.idempotency.CassandraRequests;
import org.gibsey.api.llm.LanguageModel;
import org.gibsey.api.llm.LanguageModels;
import org.gibsey.api.pages.CassandraPages;
import org.gibsey.api.receipts.LiveErasureSources;
import org.gibsey.api.search.QueryEmbedder;
import org.gibsey.api.server.HttpServer;
import org.gibsey.api.trace.LiveSources;
import org.gibsey.collection.CollectionDefinition;
import org.gibsey.collection.Collections;
import org.gibsey.embedding.Embedder;
import org.gibsey.embedding.Embedders;
import org.gibsey.embedding.EmbeddingModel;
import org.gibsey.embedding.EmbeddingSettings;
import org.gibsey.index.IndexDefinition;
import org.gibsey.shard.PassageSearch;
import org.gibsey.shard.ShardClient;
import org.gibsey.snapshot.FallbackSearch;
import org.gibsey.snapshot.LocalSnapshots;
import org.gibsey.snapshot.SnapshotSearch;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The running process: the server and the real backends, opened and closed in their order. */
final class Api implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Api.class);
  private static final String TOPIC_PREFIX = "gibsey";
  private static final String ENDPOINT_TOPIC = "memory.shard-endpoints";

  /** As often as the job publishes them. */
  private static final Duration SNAPSHOT_INTERVAL = Duration.ofSeconds(5);

  private final CassandraConnection cassandra;
  private final PassageSearch shards;
  private final QueryEmbedder embedder;
  private final Optional<LanguageModel> languageModel;
  private final JobProgress progress;
  private final ApiServer assembled;
  private final HttpServer server;
  private final Sweeper sweeper;
  private final AtomicBoolean closing = new AtomicBoolean();
  private final CountDownLatch closed = new CountDownLatch(1);

  private Api(ApiConfig config, Collections collections, AccessKeys keys) {
    this.cassandra =
        CassandraConnection.open(config.cassandra(), config.datacenter(), config.queryDeadline());
    PassageSearch live = new ShardClient(config.kafka(), ENDPOINT_TOPIC);
    @Nullable SnapshotSearch snapshots = snapshots(config, collections);
    this.shards =
        snapshots == null ? live : FallbackSearch.of(live, snapshots, config.snapshotPatience());
    CompletableFuture<Embedder> model = new CompletableFuture<>();
    this.embedder =
        new QueryEmbedder(
            model, text -> model.join().tokenizer().count(text), config.maxConcurrentEmbeddings());
    this.languageModel = LanguageModels.open(config.languageModel(), embedder::tokens);
    CassandraCredits credits =
        new CassandraCredits(
            cassandra, config.queryDeadline(), config.credits(), Clock.systemUTC());
    Backends backends =
        new Backends(
            shards,
            new CassandraPages(cassandra, config.queryDeadline()),
            embedder,
            collection -> snapshots == null ? Optional.empty() : snapshots.age(collection),
            new CassandraRequests(cassandra, config.queryDeadline()),
            languageModel,
            new LiveSources(cassandra, config.kafka(), collections, config.queryDeadline()),
            new CassandraCharacters(cassandra, config.queryDeadline(), Knowledge.of(collections)),
            ChatStore.in(cassandra, config.queryDeadline()),
            credits,
            new LiveErasureSources(
                cassandra, config.kafka(), config.progress().group(), config.queryDeadline()));
    this.progress = JobProgress.start(config.kafka(), config.progress(), topics(collections));
    try {
      this.assembled = new ApiServer(config, collections, backends);
      assembled.tell(progress);
      assembled.tell(credits);
      this.server = assembled.start(keys);
      this.sweeper = Sweeper.start(credits, assembled.abandoned(), SweepSettings.defaults());
    } catch (RuntimeException e) {
      closeBackends();
      throw e;
    }
    // Last, because it keeps a core busy for seconds: who listens early can say what is missing.
    load(model, collections.model(), config.embeddingWorkers());
  }

  /**
   * Opens the clients in the background and starts to listen.
   *
   * @throws IllegalArgumentException when the key files or the collections are not usable
   * @throws io.javalin.util.JavalinBindException when the port is taken
   */
  static Api start(ApiConfig config) {
    AccessKeys keys = AccessKeys.read(config.keys());
    return new Api(config, Collections.load(config.collections()), keys);
  }

  int port() {
    return server.port();
  }

  /** Returns when {@link #close} is done. */
  void awaitClose() throws InterruptedException {
    closed.await();
  }

  /** Stops listening, lets requests under way finish, then closes what they needed. */
  @Override
  public void close() {
    if (closing.compareAndSet(false, true)) {
      LOG.info("Stopping");
      try {
        server.close();
        sweeper.close();
        assembled.close();
      } finally {
        closeBackends();
        closed.countDown();
      }
      LOG.info("Stopped");
    }
  }

  private void closeBackends() {
    // The model itself is shared and stops with the JVM.
    languageModel.ifPresent(LanguageModel::close);
    progress.close();
    embedder.close();
    shards.close();
    cassandra.close();
  }

  private static Map<String, String> topics(Collections collections) {
    return collections.definitions().stream()
        .collect(
            Collectors.toMap(
                CollectionDefinition::name, collection -> collection.topic(TOPIC_PREFIX)));
  }

  private static @Nullable SnapshotSearch snapshots(ApiConfig config, Collections collections) {
    Path folder = config.snapshots();
    if (folder == null) {
      return null;
    }
    Map<String, IndexDefinition> definitions =
        collections.definitions().stream()
            .collect(
                Collectors.toMap(
                    CollectionDefinition::name,
                    collection -> IndexDefinition.of(collection, collections.vectors())));
    return SnapshotSearch.start(new LocalSnapshots(folder), definitions, SNAPSHOT_INTERVAL);
  }

  private static void load(
      CompletableFuture<Embedder> model, EmbeddingModel description, int workers) {
    Thread.ofPlatform()
        .daemon()
        .name("load-model")
        .start(
            () -> {
              try {
                Embedder embedder =
                    Embedders.shared(
                        description, EmbeddingSettings.defaults().withWorkers(workers));
                // The first text of an engine takes a second; let it not be a reader's. A server
                // may
                // be away now and back for the first reader.
                if (!description.provider().isServer()) {
                  embedder.embed(List.of("ready"));
                }
                model.complete(embedder);
                LOG.info("Loaded the model {}", embedder.model());
              } catch (RuntimeException | LinkageError e) {
                LOG.error("The embedding model cannot be loaded", e);
                model.completeExceptionally(e);
              }
            });
  }
}
