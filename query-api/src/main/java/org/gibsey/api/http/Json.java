package org.gibsey.api.http;

import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.util.JsonRecyclerPools;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.type.LogicalType;
import io.javalin.http.Context;
import java.io.UncheckedIOException;

/** JSON as this API speaks it: snake_case names, and no guessing about what a caller meant. */
public final class Json {
  public static final String CONTENT_TYPE = "application/json";

  private static final ObjectMapper MAPPER =
      JsonMapper.builder(
              new JsonFactoryBuilder()
                  // Buffers kept for each thread are of no use to virtual ones, which serve once.
                  .recyclerPool(JsonRecyclerPools.sharedConcurrentDequePool())
                  .build())
          .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          // A given vector is hundreds of numbers.
          .enable(StreamReadFeature.USE_FAST_DOUBLE_PARSER)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
          .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
          .withCoercionConfig(
              LogicalType.Textual,
              config ->
                  config
                      .setCoercion(CoercionInputShape.Integer, CoercionAction.Fail)
                      .setCoercion(CoercionInputShape.Float, CoercionAction.Fail)
                      .setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail))
          .build();

  private Json() {}

  static ObjectMapper mapper() {
    return MAPPER;
  }

  /** Ends a request with status 200 and a value. */
  public static void respond(Context ctx, Object value) {
    respond(ctx, bytes(value));
  }

  /** Ends a request with JSON that is written already, leaving its status as it is. */
  public static void respond(Context ctx, byte[] json) {
    ctx.contentType(CONTENT_TYPE).result(json);
    if (ctx.header("Accept-Encoding") == null) {
      // Nobody will compress it. With its length known it is one write, not chunks.
      ctx.res().setContentLengthLong(json.length);
    }
  }

  /** A value as UTF-8 JSON on one line. */
  public static byte[] bytes(Object value) {
    try {
      return MAPPER.writeValueAsBytes(value);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException("A response cannot be written as JSON", e);
    }
  }

  /** Text written by another part of this system, such as a row key, as a tree. */
  public static JsonNode tree(String json) {
    try {
      return MAPPER.readTree(json);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException("A part of this system sent JSON that cannot be read", e);
    }
  }
}
