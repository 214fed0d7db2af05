package org.gibsey.collection;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.gibsey.embedding.EmbeddingModel;
import org.gibsey.embedding.ModelProvider;
import org.jspecify.annotations.Nullable;

/** Reads {@code collections.yaml}; every message begins with the path of the faulty key. */
final class CollectionsYaml {
  private static final YAMLMapper YAML =
      YAMLMapper.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();
  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_-]{0,47}");
  private static final int MAX_CHARS = 10_000_000;

  private CollectionsYaml() {}

  static Collections parse(byte[] yaml) throws IOException {
    YamlSection root = new YamlSection("", read(yaml));
    root.allowOnly("shards", "model", "vectors", "embedding_cache", "collections");
    int shards = shards(root);
    YamlSection collections = root.section("collections");
    List<CollectionDefinition> definitions = new ArrayList<>();
    for (String name : collections.keys()) {
      if (!NAME.matcher(name).matches()) {
        throw new IllegalArgumentException(
            "collections: the name '" + name + "' does not match " + NAME.pattern());
      }
      definitions.add(definition(name, collections.section(name), shards));
    }
    return new Collections(
        model(root),
        root.has("vectors") ? root.choice("vectors", VectorEncoding.class) : VectorEncoding.FLOAT32,
        root.has("embedding_cache") ? root.table("embedding_cache") : null,
        definitions);
  }

  private static JsonNode read(byte[] yaml) throws IOException {
    try {
      return YAML.readTree(yaml);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("not valid YAML: " + e.getOriginalMessage(), e);
    }
  }

  private static EmbeddingModel model(YamlSection root) {
    if (!root.has("model")) {
      return EmbeddingModel.builtIn();
    }
    YamlSection section = root.section("model");
    section.allowOnly("name", "provider", "location", "dimension", "max_tokens", "tokenizer");
    ModelProvider provider = section.choice("provider", ModelProvider.class);
    try {
      return new EmbeddingModel(
          section.text("name"),
          provider,
          section.has("location") ? section.text("location") : null,
          section.integer("dimension", 1, EmbeddingModel.MAX_DIMENSION),
          section.integer(
              "max_tokens", EmbeddingModel.MIN_MAX_TOKENS, EmbeddingModel.MAX_MAX_TOKENS),
          section.has("tokenizer") ? section.text("tokenizer") : null);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("model: " + e.getMessage(), e);
    }
  }

  private static CollectionDefinition definition(String name, YamlSection section, int shards) {
    section.allowOnly(
        "source",
        "partition_key",
        "clustering_key",
        "text",
        "title",
        "metadata",
        "owner",
        "filters",
        "max_chars",
        "chunk",
        "embeddings",
        "shards");
    YamlSection chunk = section.section("chunk");
    chunk.allowOnly("tokens", "overlap");
    int tokens = chunk.integer("tokens", ChunkSettings.MIN_TOKENS, ChunkSettings.MAX_TOKENS);
    int overlap = chunk.integer("overlap", 0, tokens / 2);
    @Nullable String title = section.has("title") ? section.column("title") : null;
    @Nullable TableName embeddings = section.has("embeddings") ? section.table("embeddings") : null;
    @Nullable String owner = section.has("owner") ? section.column("owner") : null;
    TableName source = section.table("source");
    List<String> partitionKey = section.columns("partition_key");
    List<String> clusteringKey = section.columns("clustering_key");
    String text = section.column("text");
    List<String> metadata = section.columns("metadata");
    int maxChars = section.integer("max_chars", 1, MAX_CHARS);
    try {
      return new CollectionDefinition(
          name,
          source,
          partitionKey,
          clusteringKey,
          text,
          title,
          metadata,
          owner,
          filters(section),
          maxChars,
          new ChunkSettings(tokens, overlap),
          embeddings,
          section.has("shards") ? shards(section) : shards);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("collections." + name + ": " + e.getMessage(), e);
    }
  }

  private static int shards(YamlSection section) {
    return section.integer("shards", 1, Collections.MAX_SHARDS);
  }

  private static Map<String, FieldType> filters(YamlSection section) {
    if (!section.has("filters")) {
      return Map.of();
    }
    YamlSection filters = section.section("filters");
    Map<String, FieldType> types = new LinkedHashMap<>();
    for (String column : filters.keys()) {
      types.put(column, filters.choice(column, FieldType.class));
    }
    return types;
  }
}
