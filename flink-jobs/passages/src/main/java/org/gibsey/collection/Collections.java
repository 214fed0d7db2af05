package org.gibsey.collection;

import java.io.IOException;
import java.io.InputStream;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.gibsey.embedding.EmbeddingModel;
import org.jspecify.annotations.Nullable;

/**
 * All collections and the model they are embedded with.
 *
 * @param model what makes the vectors of all collections
 * @param vectors what the graphs of vectors compare
 * @param embeddingCache table that keeps the vectors of every text that was embedded, so that none
 *     is embedded twice; or null for none
 * @param definitions the collections, at least one, each with a name and a table of its own
 */
public record Collections(
    EmbeddingModel model,
    VectorEncoding vectors,
    @Nullable TableName embeddingCache,
    List<CollectionDefinition> definitions)
    implements Serializable {
  static final int MAX_SHARDS = 128;

  private static final String BUILT_IN = "collections.yaml";

  public Collections {
    definitions = List.copyOf(definitions);
    if (definitions.isEmpty()) {
      throw new IllegalArgumentException("collections is empty, it needs at least one collection");
    }
    Set<String> names = new HashSet<>();
    Set<TableName> tables = new HashSet<>();
    for (CollectionDefinition definition : definitions) {
      if (!names.add(definition.name()) || !tables.add(definition.source())) {
        throw new IllegalArgumentException(
            "collections.%s: its name or its source %s is used by another collection"
                .formatted(definition.name(), definition.source()));
      }
    }
  }

  /**
   * Reads a file, or the collections that come with this program.
   *
   * @param file a YAML file, or null for the built-in one
   * @throws IllegalArgumentException when the content is not valid; the message names key, value
   *     and what is allowed
   * @throws UncheckedIOException when the file cannot be read
   */
  public static Collections load(@Nullable Path file) {
    try (InputStream yaml = file == null ? builtIn() : Files.newInputStream(file)) {
      return CollectionsYaml.parse(yaml.readAllBytes());
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          (file == null ? BUILT_IN : file.toString()) + ": " + e.getMessage(), e);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read " + (file == null ? BUILT_IN : file), e);
    }
  }

  /** The number of shards of each collection, by its name. */
  public Map<String, Integer> shards() {
    return definitions.stream()
        .collect(Collectors.toMap(CollectionDefinition::name, CollectionDefinition::shards));
  }

  /** The collection of that name. */
  public Optional<CollectionDefinition> named(String name) {
    return definitions.stream().filter(d -> d.name().equals(name)).findFirst();
  }

  /**
   * The collection of that name, which a record inside the pipeline carries.
   *
   * @throws IllegalStateException when there is none: the record is older than a changed file
   */
  public CollectionDefinition require(String name) {
    return named(name)
        .orElseThrow(() -> new IllegalStateException("There is no collection named " + name));
  }

  /** The collection that a table feeds. */
  public Optional<CollectionDefinition> of(String keyspace, String table) {
    return definitions.stream()
        .filter(d -> d.source().keyspace().equals(keyspace) && d.source().table().equals(table))
        .findFirst();
  }

  private static InputStream builtIn() {
    return Objects.requireNonNull(
        Collections.class.getResourceAsStream(BUILT_IN), "The jar lacks " + BUILT_IN);
  }
}
