package org.gibsey.embedding.remote;

import dev.failsafe.Failsafe;
import dev.failsafe.RetryPolicy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.gibsey.embedding.Embedder;
import org.gibsey.embedding.EmbeddingException;
import org.gibsey.embedding.EmbeddingModel;
import org.gibsey.embedding.TextTokenizer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Embeds texts on a server: in batches, a bounded number of requests at once, again after failures
 * that may pass. Callers are held back while {@link RemoteSettings#queueCapacity()} texts wait;
 * every text gets its vector or its error in a bounded time, whatever the server does.
 *
 * <p>Asks nothing of the server before the first text: a server that is away delays no start.
 */
public final class RemoteEmbedder implements Embedder {
  private static final Logger LOG = LoggerFactory.getLogger(RemoteEmbedder.class);
  // How soon a waiting thread notices that this embedder was closed.
  private static final long LOOK_MILLIS = 50;

  private final EmbeddingModel description;
  private final TextTokenizer tokenizer;
  private final RemoteSettings settings;
  private final ModelServer server;
  private final BlockingQueue<WaitingText> queue;
  private final RetryPolicy<List<float[]>> retries;
  private final List<Thread> senders = new ArrayList<>();
  private volatile boolean closed;

  private record WaitingText(String text, CompletableFuture<float[]> vector) {}

  private RemoteEmbedder(
      EmbeddingModel model, TextTokenizer tokenizer, ServerKey key, RemoteSettings settings) {
    this.description = model;
    this.tokenizer = tokenizer;
    this.settings = settings;
    this.server = new ModelServer(model, key, settings.timeout());
    this.queue = new ArrayBlockingQueue<>(settings.queueCapacity());
    this.retries = retries(settings);
    for (int i = 0; i < settings.requests(); i++) {
      senders.add(Thread.ofPlatform().daemon().name("embedding-server-" + i).start(this::serve));
    }
  }

  /**
   * An embedder for a model whose provider is a server; the caller closes it.
   *
   * @param tokenizer counts the tokens of a text, exactly or as an estimate
   */
  public static RemoteEmbedder open(
      EmbeddingModel model, TextTokenizer tokenizer, ServerKey key, RemoteSettings settings) {
    ServerAddress.warnIfOpen(Objects.requireNonNull(model.location(), "location"));
    return new RemoteEmbedder(model, tokenizer, key, settings);
  }

  private static RetryPolicy<List<float[]>> retries(RemoteSettings settings) {
    Duration longest = settings.firstPause().multipliedBy(1L << Math.min(settings.attempts(), 16));
    return RetryPolicy.<List<float[]>>builder()
        .handleIf(failure -> failure instanceof ServerFailure server && server.isPassing())
        .withMaxAttempts(settings.attempts())
        .withMaxDuration(settings.patience())
        .withBackoff(settings.firstPause(), longest)
        .withJitter(0.25)
        .withDelayFnOn(
            call -> pauseAsked(call.getLastException(), settings.patience()), ServerFailure.class)
        .build();
  }

  /** Negative for the usual pause. */
  private static Duration pauseAsked(@Nullable Throwable failure, Duration longest) {
    @Nullable Duration asked =
        failure instanceof ServerFailure refusal ? refusal.retryAfter() : null;
    if (asked == null) {
      return Duration.ofNanos(-1);
    }
    return asked.compareTo(longest) < 0 ? asked : longest;
  }

  @Override
  public String model() {
    return description.name();
  }

  @Override
  public int dimension() {
    return description.dimension();
  }

  @Override
  public int maxTokens() {
    return description.maxTokens();
  }

  @Override
  public TextTokenizer tokenizer() {
    return tokenizer;
  }

  @Override
  public CompletableFuture<float[]> submit(String text) {
    if (text.isBlank()) {
      return failed("The text is blank, and a server takes none");
    }
    int tokens = tokenizer.count(text);
    if (tokens > maxTokens()) {
      return failed("The text has " + tokens + " tokens, the model reads at most " + maxTokens());
    }
    WaitingText waiting = new WaitingText(text, new CompletableFuture<>());
    try {
      while (!closed) {
        if (queue.offer(waiting, LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
          if (closed) {
            drain();
          }
          return waiting.vector();
        }
      }
      return failed(closedMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return failed("Interrupted while waiting for a place in the embedding queue");
    }
  }

  @Override
  public boolean isClosed() {
    return closed;
  }

  /** Fails the texts that wait and those of requests under way. */
  @Override
  public void close() {
    closed = true;
    senders.forEach(Thread::interrupt);
    server.close();
    drain();
  }

  private void serve() {
    while (!closed) {
      try {
        List<WaitingText> batch = take();
        if (!batch.isEmpty()) {
          answer(batch);
        }
      } catch (InterruptedException e) {
        LOG.debug("A sender was interrupted, closed is {}", closed);
      }
    }
  }

  private List<WaitingText> take() throws InterruptedException {
    @Nullable WaitingText first = queue.poll(LOOK_MILLIS, TimeUnit.MILLISECONDS);
    if (first == null) {
      return List.of();
    }
    List<WaitingText> batch = new ArrayList<>(settings.batch());
    batch.add(first);
    queue.drainTo(batch, settings.batch() - 1);
    batch.removeIf(text -> text.vector().isDone());
    return batch;
  }

  private void answer(List<WaitingText> batch) {
    try {
      hand(batch, Failsafe.with(retries).get(() -> server.embed(texts(batch))));
    } catch (Throwable e) {
      splitOrFail(batch, e);
    }
  }

  /** One text that the server cannot take must not fail its neighbours. */
  private void splitOrFail(List<WaitingText> batch, Throwable e) {
    if (batch.size() == 1 || !(e instanceof ServerFailure server && server.mayBeOneText())) {
      // Whatever it was, the callers must hear of it, and the next batch may still succeed.
      EmbeddingException failure = failure(e);
      batch.forEach(text -> text.vector().completeExceptionally(failure));
      return;
    }
    int middle = batch.size() / 2;
    answerOnce(batch.subList(0, middle));
    answerOnce(batch.subList(middle, batch.size()));
  }

  private void answerOnce(List<WaitingText> batch) {
    try {
      hand(batch, server.embed(texts(batch)));
    } catch (Throwable e) {
      splitOrFail(batch, e);
    }
  }

  private void hand(List<WaitingText> batch, List<float[]> vectors) {
    for (int i = 0; i < batch.size(); i++) {
      CompletableFuture<float[]> promise = batch.get(i).vector();
      try {
        promise.complete(server.normalised(vectors.get(i)));
      } catch (EmbeddingException e) {
        promise.completeExceptionally(e);
      }
    }
  }

  private static List<String> texts(List<WaitingText> batch) {
    return batch.stream().map(WaitingText::text).toList();
  }

  private EmbeddingException failure(Throwable e) {
    if (e instanceof EmbeddingException known) {
      return known;
    }
    return closed
        ? new EmbeddingException(closedMessage())
        : new EmbeddingException(server.name() + " " + e.getMessage(), e);
  }

  private void drain() {
    List<WaitingText> left = new ArrayList<>();
    queue.drainTo(left);
    left.forEach(
        text -> text.vector().completeExceptionally(new EmbeddingException(closedMessage())));
  }

  private static String closedMessage() {
    return "The embedder is closed";
  }

  private static CompletableFuture<float[]> failed(String reason) {
    return CompletableFuture.failedFuture(new EmbeddingException(reason));
  }
}
