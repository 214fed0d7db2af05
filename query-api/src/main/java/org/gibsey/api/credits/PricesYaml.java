package org.gibsey.api.credits;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Reads a file of prices:
 *
 * <pre>
 * models:
 *   extractive: {prompt: 0, completion: 0, least: 1}
 *   "small-*": {prompt: 0.5, completion: 2, least: 1}
 * </pre>
 */
final class PricesYaml {
  private static final YAMLMapper YAML =
      YAMLMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
          .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
          .build();

  private static final int MAX_BYTES = 1024 * 1024;

  private PricesYaml() {}

  static List<ModelPrice> read(Path file) {
    try {
      if (Files.size(file) > MAX_BYTES) {
        throw new IllegalArgumentException("has more than %d bytes".formatted(MAX_BYTES));
      }
      return prices(parse(Files.readAllBytes(file)));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("--prices %s: %s".formatted(file, e.getMessage()), e);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read --prices " + file, e);
    }
  }

  private static Body parse(byte[] yaml) throws IOException {
    @Nullable Body body;
    try {
      body = YAML.readValue(yaml, Body.class);
    } catch (UnrecognizedPropertyException e) {
      throw faulty(
          e,
          "there is no such key; known are "
              + e.getKnownPropertyIds().stream()
                  .map(String::valueOf)
                  .sorted()
                  .collect(Collectors.joining(", ")));
    } catch (MismatchedInputException e) {
      throw faulty(e, "expected is " + expected(e.getTargetType()));
    } catch (JacksonException e) {
      throw faulty(e, e.getOriginalMessage());
    }
    if (body == null || body.models == null) {
      throw new IllegalArgumentException("needs the key models");
    }
    return body;
  }

  private static String expected(@Nullable Class<?> type) {
    if (type == BigDecimal.class) {
      return "a number";
    }
    return type == Long.class ? "a whole number" : "an object of keys and values";
  }

  private static List<ModelPrice> prices(Body body) {
    List<ModelPrice> prices = new ArrayList<>();
    Objects.requireNonNull(body.models).forEach((model, entry) -> prices.add(price(model, entry)));
    PriceList.of(prices);
    return prices;
  }

  private static ModelPrice price(String model, @Nullable Amounts entry) {
    try {
      if (entry == null
          || entry.prompt == null
          || entry.completion == null
          || entry.least == null) {
        throw new IllegalArgumentException("needs the keys completion, least, prompt");
      }
      return new ModelPrice(model, entry.prompt, entry.completion, entry.least);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("models.%s: %s".formatted(model, e.getMessage()), e);
    }
  }

  private static IllegalArgumentException faulty(JacksonException e, String what) {
    @Nullable JsonLocation place = e.getLocation();
    String line = place == null ? "" : "line " + place.getLineNr() + ": ";
    String key = e instanceof JsonMappingException mapping ? key(mapping) : "";
    return new IllegalArgumentException(line + key + what, e);
  }

  private static String key(JsonMappingException e) {
    String path =
        e.getPath().stream()
            .map(JsonMappingException.Reference::getFieldName)
            .filter(Objects::nonNull)
            .collect(Collectors.joining("."));
    return path.isEmpty() ? "" : path + ": ";
  }

  private record Body(@Nullable LinkedHashMap<String, @Nullable Amounts> models) {}

  private record Amounts(
      @Nullable BigDecimal prompt, @Nullable BigDecimal completion, @Nullable Long least) {}
}
