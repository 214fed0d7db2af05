package org.gibsey.api.llm;

import dev.failsafe.Failsafe;
import dev.failsafe.FailsafeException;
import dev.failsafe.RetryPolicy;
import dev.langchain4j.model.output.TokenUsage;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient.Redirect;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;
import java.util.function.ToIntFunction;
import org.gibsey.api.http.Problem;
import org.gibsey.api.http.ProblemType;
import org.gibsey.api.search.Deadline;
import org.jspecify.annotations.Nullable;

/**
 * A model at a server: a bounded number of texts at once, each within its time, asked for again
 * after failures that may pass as long as no text has come.
 */
final class ServerModel implements LanguageModel {
  private static final Duration PROBE = Duration.ofSeconds(1);

  private final LanguageModelSettings settings;
  private final ToIntFunction<String> tokens;
  private final java.net.http.HttpClient http;
  private final Semaphore slots;

  /**
   * A model at a server, which need not be there yet.
   *
   * @param tokens an estimate of the tokens of a text, for servers that do not count
   */
  ServerModel(LanguageModelSettings settings, ToIntFunction<String> tokens) {
    this.settings = settings;
    this.tokens = tokens;
    this.slots = new Semaphore(settings.maxConcurrent());
    this.http =
        java.net.http.HttpClient.newBuilder()
            // Plain-text servers may answer an upgrade to HTTP/2 with an error.
            .version(java.net.http.HttpClient.Version.HTTP_1_1)
            .followRedirects(Redirect.NEVER)
            .connectTimeout(settings.connectTimeout())
            .build();
  }

  @Override
  public String name() {
    return Objects.requireNonNull(settings.name(), "name");
  }

  @Override
  public boolean isReachable() {
    String path =
        settings.provider() == LanguageModelSettings.Provider.OLLAMA ? "/api/tags" : "/models";
    String base = Objects.requireNonNull(settings.url(), "url").replaceAll("/+$", "");
    var request = HttpRequest.newBuilder(URI.create(base + path)).timeout(PROBE);
    @Nullable String secret = settings.key().secret();
    if (secret != null) {
      request.header("Authorization", "Bearer " + secret);
    }
    try {
      return http.send(request.build(), BodyHandlers.discarding()).statusCode() == 200;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  @Override
  public Generation generate(Prompt prompt, Consumer<String> deltas, Deadline deadline) {
    if (!slots.tryAcquire()) {
      throw new Problem(
          ProblemType.OVERLOADED, "The language model is writing other answers; try again.");
    }
    try {
      Deadline whole = deadline.orIn(settings.whole());
      Writing.Written written = written(prompt, deltas, whole);
      return generation(prompt, written);
    } catch (ModelFailure e) {
      throw unavailable(e);
    } finally {
      slots.release();
    }
  }

  @Override
  public void close() {
    http.shutdownNow();
  }

  private Writing.Written written(Prompt prompt, Consumer<String> deltas, Deadline whole) {
    boolean[] begun = new boolean[1];
    RetryPolicy<Writing.Written> retries =
        RetryPolicy.<Writing.Written>builder()
            .handleIf(
                e -> !begun[0] && e instanceof ModelFailure failure && worthIt(failure, whole))
            .withMaxAttempts(settings.attempts())
            .withMaxDuration(positive(whole.remaining()))
            .withBackoff(settings.firstPause(), settings.firstPause().multipliedBy(1L << 10))
            .withJitter(0.25)
            .withDelayFnOn(call -> pauseAsked(call.getLastException()), ModelFailure.class)
            .build();
    try {
      return Failsafe.with(retries).get(() -> once(prompt, deltas, whole, begun));
    } catch (FailsafeException e) {
      if (e.getCause() instanceof InterruptedException) {
        Thread.currentThread().interrupt();
        throw new CancellationException("interrupted between two attempts");
      }
      throw e;
    }
  }

  private Writing.Written once(
      Prompt prompt, Consumer<String> deltas, Deadline whole, boolean[] begun) {
    ModelCall call = new ModelCall(http, Deadline.in(settings.firstToken()), whole);
    Writing writing = new Writing(call, deltas, new Redaction(settings.key().forms()));
    try {
      ChatClients.over(call, settings).chat(ChatClients.request(prompt), writing);
    } catch (RuntimeException e) {
      // Its message may hold the request.
      throw call.failure() == null ? ModelFailure.lasting("could not be asked") : call.failure();
    } finally {
      begun[0] = writing.hasBegun();
    }
    return writing.result();
  }

  private static boolean worthIt(ModelFailure failure, Deadline whole) {
    @Nullable Duration asked = failure.retryAfter();
    return failure.isPassing() && (asked == null || asked.compareTo(whole.remaining()) < 0);
  }

  /** Negative for the usual pause. */
  private static Duration pauseAsked(@Nullable Throwable failure) {
    @Nullable Duration asked = failure instanceof ModelFailure one ? one.retryAfter() : null;
    return asked == null ? Duration.ofNanos(-1) : asked;
  }

  private static Duration positive(Duration time) {
    return time.isPositive() ? time : Duration.ofNanos(1);
  }

  private Generation generation(Prompt prompt, Writing.Written written) {
    @Nullable TokenUsage usage = written.usage();
    @Nullable Integer read = usage == null ? null : usage.inputTokenCount();
    @Nullable Integer wrote = usage == null ? null : usage.outputTokenCount();
    if (read != null && wrote != null) {
      return new Generation(written.text(), read, wrote, false, written.end());
    }
    int prompted =
        prompt.messages().stream().mapToInt(message -> tokens.applyAsInt(message.text())).sum();
    return new Generation(
        written.text(), prompted, tokens.applyAsInt(written.text()), true, written.end());
  }

  private Problem unavailable(ModelFailure failure) {
    return new Problem(
        ProblemType.LANGUAGE_MODEL_UNAVAILABLE,
        failure.isPassing()
            ? "The language model did not answer; try again. Search works meanwhile."
            : "The language model refused; those who run this service find the reason in its log."
                + " Search works meanwhile.",
        new ModelFailureReport(name() + " " + failure.getMessage()));
  }

  /** For the log: which model failed, and how. */
  private static final class ModelFailureReport extends RuntimeException {
    private static final long serialVersionUID = 1L;

    ModelFailureReport(String message) {
      super(message, null, false, false);
    }
  }
}
