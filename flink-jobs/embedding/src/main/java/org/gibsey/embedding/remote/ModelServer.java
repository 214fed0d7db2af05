package org.gibsey.embedding.remote;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.model.ollama.OllamaEmbeddingModel;
import dev.langchain4j.model.openai.OpenAiEmbeddingModel;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.gibsey.embedding.EmbeddingException;
import org.gibsey.embedding.EmbeddingModel;
import org.gibsey.embedding.ModelProvider;
import org.jspecify.annotations.Nullable;

/** One request to the server of a model, and what is wrong with its answer. */
final class ModelServer implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();
  // Shorter ones have no direction that is more than rounding.
  private static final double SHORTEST = 1e-6;

  private final EmbeddingModel model;
  private final ServerHttp http;
  private final dev.langchain4j.model.embedding.EmbeddingModel client;

  ModelServer(EmbeddingModel model, ServerKey key, Duration timeout) {
    this.model = model;
    String location = Objects.requireNonNull(model.location(), "A server has a location");
    boolean ollama = model.provider() == ModelProvider.OLLAMA;
    this.http =
        new ServerHttp(timeout, ollama ? ModelServer::withoutTruncation : UnaryOperator.identity());
    ServerHttpBuilder builder = new ServerHttpBuilder(http, timeout);
    this.client = ollama ? ollama(location, key, builder) : openAi(location, key, builder);
  }

  private dev.langchain4j.model.embedding.EmbeddingModel ollama(
      String location, ServerKey key, ServerHttpBuilder builder) {
    @Nullable String secret = key.secret();
    return OllamaEmbeddingModel.builder()
        .httpClientBuilder(builder)
        .baseUrl(location)
        .modelName(model.name())
        .customHeaders(secret == null ? Map.of() : Map.of("Authorization", "Bearer " + secret))
        .maxRetries(0)
        .build();
  }

  private dev.langchain4j.model.embedding.EmbeddingModel openAi(
      String location, ServerKey key, ServerHttpBuilder builder) {
    var client =
        OpenAiEmbeddingModel.builder()
            .httpClientBuilder(builder)
            .baseUrl(location)
            .modelName(model.name())
            .encodingFormat("float")
            .maxSegmentsPerBatch(Integer.MAX_VALUE)
            .maxRetries(0);
    @Nullable String secret = key.secret();
    return (secret == null ? client : client.apiKey(secret)).build();
  }

  /** Ollama cuts long texts unless told not to, and LangChain4j's client has no setting for it. */
  private static String withoutTruncation(String body) {
    try {
      ObjectNode request = (ObjectNode) JSON.readTree(body);
      return request.put("truncate", false).toString();
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("LangChain4j sent a body that is not JSON", e);
    }
  }

  /**
   * Asks once.
   *
   * @param texts at least one, none blank
   * @return one vector for each text, in their order, as the server gave it
   * @throws ServerFailure when there was no usable answer
   * @throws EmbeddingException when there are more or fewer vectors than texts
   */
  List<float[]> embed(List<String> texts) {
    List<float[]> vectors;
    try {
      vectors =
          client.embedAll(texts.stream().map(TextSegment::from).toList()).content().stream()
              .map(embedding -> embedding.vector())
              .toList();
    } catch (RuntimeException e) {
      throw failure(e);
    }
    if (vectors.size() != texts.size()) {
      throw new EmbeddingException(
          "%s gave %d vectors for %d texts".formatted(name(), vectors.size(), texts.size()));
    }
    return vectors;
  }

  /** The model and where it is, for messages. */
  String name() {
    return "The model " + model.name() + " at " + model.location();
  }

  @Override
  public void close() {
    http.close();
  }

  /**
   * The vector with length 1.
   *
   * @throws EmbeddingException when it has another dimension than the model's description, or no
   *     direction
   */
  float[] normalised(float[] vector) {
    if (vector.length != model.dimension()) {
      throw new EmbeddingException(
          "%s gave a vector of %d values, its dimension is configured as %d"
              .formatted(name(), vector.length, model.dimension()));
    }
    double squares = 0;
    for (float value : vector) {
      squares += (double) value * value;
    }
    double length = Math.sqrt(squares);
    // Not a number fails this comparison too.
    if (!(length >= SHORTEST && length < Double.POSITIVE_INFINITY)) {
      throw new EmbeddingException(
          "%s gave a vector of length %s, expected is a direction".formatted(name(), length));
    }
    float[] unit = new float[vector.length];
    for (int i = 0; i < unit.length; i++) {
      unit[i] = (float) (vector[i] / length);
    }
    return unit;
  }

  /** What LangChain4j made of our own failure, or of an answer that it could not read. */
  private static ServerFailure failure(RuntimeException e) {
    for (@Nullable Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (cause instanceof ServerFailure failure) {
        return failure;
      }
    }
    // The message may quote the answer.
    return ServerFailure.passing(
        "gave an answer that is not readable (" + e.getClass().getSimpleName() + ")");
  }
}
