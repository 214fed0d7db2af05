package org.gibsey.api;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.gibsey.api.access.AccessKeys;
import org.gibsey.api.admission.Admission;
import org.gibsey.api.ask.AnswerQuestion;
import org.gibsey.api.ask.Answered;
import org.gibsey.api.ask.AskRoutes;
import org.gibsey.api.ask.StreamAnswer;
import org.gibsey.api.characters.CharacterFileRoutes;
import org.gibsey.api.characters.CharacterRoutes;
import org.gibsey.api.characters.CharacterWriteRoutes;
import org.gibsey.api.characters.Knowledge;
import org.gibsey.api.chats.ChatFeature;
import org.gibsey.api.credits.Abandoned;
import org.gibsey.api.credits.CreditRoutes;
import org.gibsey.api.credits.EarnCredits;
import org.gibsey.api.health.Dependency;
import org.gibsey.api.health.Gauges;
import org.gibsey.api.health.HealthRoutes;
import org.gibsey.api.health.IndexStatus;
import org.gibsey.api.health.JobProgress;
import org.gibsey.api.idempotency.IdempotentRequests;
import org.gibsey.api.llm.LanguageModel;
import org.gibsey.api.mcp.McpRoutes;
import org.gibsey.api.openai.OpenAiRoutes;
import org.gibsey.api.openapi.OpenApiRoutes;
import org.gibsey.api.pages.PageRoutes;
import org.gibsey.api.pages.PageStore;
import org.gibsey.api.pages.PageWriteRoutes;
import org.gibsey.api.receipts.Erasure;
import org.gibsey.api.receipts.Receipt;
import org.gibsey.api.receipts.Receipts;
import org.gibsey.api.retrieve.RetrievePassages;
import org.gibsey.api.retrieve.RetrieveRoutes;
import org.gibsey.api.search.QueryEmbedder;
import org.gibsey.api.search.SearchPassages;
import org.gibsey.api.search.SearchRoutes;
import org.gibsey.api.server.HttpServer;
import org.gibsey.api.server.Route;
import org.gibsey.api.server.Surroundings;
import org.gibsey.api.token.WriteClock;
import org.gibsey.api.trace.TraceRoutes;
import org.gibsey.api.voice.Voices;
import org.gibsey.api.web.WebPage;
import org.gibsey.collection.CollectionDefinition;
import org.gibsey.collection.Collections;

/** Puts routes, keys and metrics together over whatever backends there are. */
final class ApiServer implements AutoCloseable {
  /** The collection whose rows are pages, which questions are answered from. */
  private static final String PAGES = "pages";

  /** The collection whose rows are what was said in chats. */
  private static final String TURNS = "turns";

  private static final Duration HEARTBEAT = Duration.ofSeconds(1);

  private final ApiConfig config;
  private final Collections collections;
  private final Backends backends;
  private final PrometheusMeterRegistry metrics =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final Admission admission;
  private final EarnCredits earning;
  private final Optional<ChatFeature> chats;
  private final List<Route> routes;

  ApiServer(ApiConfig config, Collections collections, Backends backends) {
    this.config = config;
    this.collections = collections;
    this.backends = backends;
    this.admission = new Admission(config.admission(), metrics);
    this.earning =
        new EarnCredits(
            backends.credits(),
            config.credits(),
            Clock.systemUTC(),
            metrics,
            config.queryDeadline().multipliedBy(2));
    WriteClock clock = new WriteClock(Clock.systemUTC());
    IdempotentRequests once = new IdempotentRequests(backends.requests(), lease(), clock);
    SearchPassages search =
        new SearchPassages(
            backends.embedder(),
            backends.shards(),
            backends.pages(),
            config.queryDeadline(),
            admission,
            metrics);
    this.chats = shared(PAGES).map(pages -> chats(search, once, clock));
    this.routes = assemble(search, once, clock);
  }

  HttpServer start(AccessKeys keys) {
    return HttpServer.start(
        config.host(),
        config.port(),
        routes,
        new Surroundings(keys, config.server(), admission, metrics));
  }

  /** Tells in the metrics how far the indexing job is. */
  void tell(JobProgress progress) {
    progress.register(metrics);
  }

  /** Tells in the metrics what else there is to count. */
  void tell(MeterBinder counts) {
    counts.bindTo(metrics);
  }

  /** Ends what goes on beside requests; call it when none are served any more. */
  @Override
  public void close() {
    earning.close();
  }

  /** Everything that is served. */
  List<Route> routes() {
    return routes;
  }

  private List<Route> assemble(SearchPassages search, IdempotentRequests once, WriteClock clock) {
    List<Route> all = new ArrayList<>(WebPage.routes());
    all.addAll(new OpenApiRoutes().routes());
    all.addAll(health());
    all.addAll(new PageRoutes(backends.pages()).routes());
    all.addAll(
        new SearchRoutes(
                collections, search, backends.shards(), backends.embedder(), config.queryDeadline())
            .routes());
    RetrievePassages retrieval = new RetrievePassages(search, backends.embedder(), metrics);
    all.addAll(new RetrieveRoutes(collections, retrieval).routes());
    shared(PAGES).ifPresent(pages -> all.addAll(ask(pages, search, retrieval)));
    shared(PAGES)
        .ifPresent(
            pages ->
                all.addAll(
                    new PageWriteRoutes(pages, backends.pages(), once, clock, earning::saved)
                        .routes()));
    chats.ifPresent(feature -> all.addAll(feature.routes()));
    Knowledge knowledge = Knowledge.of(collections);
    // Before the others: its address /v1/characters/import could be that of a character.
    all.addAll(new CharacterFileRoutes(backends.characters(), once, clock).routes());
    all.addAll(new CharacterRoutes(backends.characters(), knowledge).routes());
    all.addAll(new CharacterWriteRoutes(backends.characters(), knowledge, once, clock).routes());
    all.addAll(
        new TraceRoutes(collections, backends.rows(), backends.shards(), config.queryDeadline())
            .routes());
    all.addAll(new CreditRoutes(backends.credits(), config.credits(), once).routes());
    return List.copyOf(all);
  }

  private ChatFeature chats(SearchPassages search, IdempotentRequests once, WriteClock clock) {
    Voices voices = new Voices(collections, search, backends.embedder(), config.voice(), metrics);
    Duration quoting = config.answerDeadline();
    return new ChatFeature(
        new ChatFeature.Stores(
            backends.chats(), backends.characters(), backends.pages(), receipts()),
        backends.languageModel().map(voices::written).orElseGet(voices::extractive),
        new ChatFeature.Payment(
            backends.credits(), config.credits().prices(), backends.embedder()::tokens),
        new ChatFeature.Around(admission.drain(), once, clock, metrics),
        config.chats(),
        backends
            .languageModel()
            .map(model -> quoting.plus(config.languageModel().whole()))
            .orElse(quoting),
        HEARTBEAT);
  }

  private Function<Erasure, Receipt> receipts() {
    return Receipts.of(
        collections.named(TURNS).orElse(null),
        collections.model().dimension(),
        backends.shards(),
        backends.snapshotAge(),
        backends.erasures(),
        backends.languageModel().map(LanguageModel::name).orElse(null));
  }

  /** Ends what a process that has died was doing for a reservation. */
  Abandoned abandoned() {
    return chats.map(ChatFeature::abandoned).orElse((owner, reservation) -> 0);
  }

  /** A collection that every reader may read. */
  private Optional<CollectionDefinition> shared(String name) {
    return collections.named(name).filter(collection -> !collection.isOwned());
  }

  /**
   * A write asks Cassandra up to seven times; a process that stands still for long may lose its
   * lease.
   */
  private Duration lease() {
    return config.queryDeadline().multipliedBy(8).plusSeconds(10);
  }

  private List<Route> ask(
      CollectionDefinition pages, SearchPassages search, RetrievePassages retrieval) {
    // The one that writes, if there is one, and always the one that quotes; the first is asked.
    List<AnswerQuestion> answers = new ArrayList<>();
    Duration quoting = config.answerDeadline();
    backends
        .languageModel()
        .ifPresent(
            model ->
                answers.add(
                    AnswerQuestion.written(
                        pages, retrieval, model, quoting.plus(config.languageModel().whole()))));
    answers.add(AnswerQuestion.extractive(pages, search, backends.embedder(), quoting, metrics));
    AnswerQuestion first = answers.getFirst();
    StreamAnswer stream = new StreamAnswer(config.maxStreams(), HEARTBEAT);
    Gauge.builder("gibsey.streams.open", stream, StreamAnswer::open)
        .description("Answers being streamed")
        .register(metrics);
    Answered answered = (caller, question) -> earning.asked(caller, question.text());
    List<Route> routes = new ArrayList<>(new AskRoutes(first, stream, answered).routes());
    routes.addAll(new OpenAiRoutes(backends.embedder(), answers, stream, answered).routes());
    routes.addAll(
        new McpRoutes(pages, search, backends.pages(), first, config.server().origins()).routes());
    return routes;
  }

  private List<Route> health() {
    List<String> names =
        collections.definitions().stream().map(CollectionDefinition::name).toList();
    IndexStatus index = new IndexStatus(backends.shards(), names);
    List<Dependency> dependencies =
        new ArrayList<>(
            List.of(
                new Dependency("cassandra", () -> pages(backends.pages())),
                new Dependency("shards", index::state),
                new Dependency("model", () -> model(backends.embedder()))));
    backends
        .languageModel()
        .ifPresent(model -> dependencies.add(new Dependency("llm", () -> writer(model))));
    Gauge.builder("gibsey.embedding.callers", backends.embedder(), QueryEmbedder::callers)
        .description("Callers whose texts are being embedded or wait for it")
        .register(metrics);
    Gauges.register(
        metrics, dependencies, index, backends.snapshotAge(), collections.definitions());
    return new HealthRoutes(dependencies, metrics, admission.drain()).routes();
  }

  private static Dependency.State pages(PageStore pages) {
    return pages.isReachable()
        ? new Dependency.State(true, "the pages can be read")
        : new Dependency.State(false, "not connected, or the tables do not exist yet");
  }

  private static Dependency.State model(QueryEmbedder embedder) {
    return embedder
        .model()
        .map(name -> new Dependency.State(true, name))
        .orElseGet(
            () ->
                new Dependency.State(
                    false, embedder.hasFailed() ? "could not be loaded" : "is being loaded"));
  }

  /** Without it only questions go unanswered: the rest of the service works. */
  private static Dependency.State writer(LanguageModel model) {
    return model.isReachable()
        ? new Dependency.State(true, model.name())
        : new Dependency.State(false, true, "its server does not answer; questions get 503");
  }
}
