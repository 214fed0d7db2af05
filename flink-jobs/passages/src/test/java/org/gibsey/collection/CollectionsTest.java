package org.gibsey.collection;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectOutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.gibsey.embedding.EmbeddingModel;
import org.gibsey.embedding.ModelProvider;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class CollectionsTest {
  private static final String VALID =
      """
      shards: 2
      collections:
        notes:
          source: club.notes
          partition_key: [room]
          clustering_key: [day, number]
          text: body
          metadata: [author]
          max_chars: 1000
          chunk: {tokens: 100, overlap: 20}
      """;

  private static final String MODEL =
      """
      model:
        name: bge
        provider: openai
        location: http://127.0.0.1:1
        dimension: 768
        max_tokens: 2048
      """;

  @TempDir Path folder;

  @Test
  void bringsThePagesOfTheBooks() {
    Collections collections = Collections.load(null);

    CollectionDefinition pages = collections.require("pages");
    assertThat(collections.shards()).containsOnly(entry("pages", 4), entry("turns", 1));
    assertThat(collections.embeddingCache()).hasToString("gibsey.embedding_cache");
    assertThat(pages.topic("gibsey")).isEqualTo("gibsey.gibsey.pages");
    assertThat(pages.keyColumns()).containsExactly("book_id", "page_num");
    assertThat(pages.valueColumns()).containsExactly("text", "title", "chapter", "speaker");
    assertThat(pages.chunk()).isEqualTo(new ChunkSettings(200, 40));
    assertThat(pages.embeddings()).hasToString("gibsey.page_embeddings");
    assertThat(collections.of("gibsey", "pages")).contains(pages);
    assertThat(collections.of("gibsey", "books")).isEmpty();
  }

  @Test
  void readsAFileAndLeavesOutWhatIsOptional() throws IOException {
    CollectionDefinition notes = load(VALID).require("notes");

    assertThat(notes.title()).isNull();
    assertThat(notes.embeddings()).isNull();
    assertThat(load(VALID).embeddingCache()).isNull();
    assertThat(notes.clusteringKey()).isEqualTo(List.of("day", "number"));
    assertThat(notes.maxChars()).isEqualTo(1000);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "shards: 2|shards: 0|shards is 0, it must be a whole number from 1 to 128",
        "shards: 2|shards: many|shards is \"many\", it must be a whole number from 1 to 128",
        "shards: 2|shard: 2|shard is not a known key, allowed are [shards, model, vectors,"
            + " embedding_cache, collections]",
        "notes:|Notes!:|the name 'Notes!' does not match",
        "club.notes|notes|collections.notes.source is \"notes\", it must be keyspace.table",
        "text: body|body: text|collections.notes.body is not a known key",
        "text: body|text: [body]|collections.notes.text is [\"body\"], it must be the name of a",
        "text: body|text: room|column 'room' is a key column",
        "[author]|[body]|text is 'body', which may be neither title nor metadata",
        "[author]|[author, author]|metadata is [author, author], a column may stand there once",
        "[author]|author|collections.notes.metadata is \"author\", it must be a list",
        "[room]|[]|partition_key is empty",
        "max_chars: 1000|max_chars: 1.5|collections.notes.max_chars is 1.5, it must be a whole",
        "max_chars: 1000|text: body|not valid YAML: Duplicate field 'text'",
        "overlap: 20|overlap: 60|collections.notes.chunk.overlap is 60, it must be a whole number"
            + " from 0 to 50",
        "tokens: 100|tokens: 500|chunk.tokens is 500, it must be a whole number from 16 to 384",
        "chunk: {tokens: 100, overlap: 20}||collections.notes.chunk is missing, it must be a map",
      })
  void refusesWhatItDoesNotUnderstandAndSaysWhatIsAllowed(
      String valid, @Nullable String faulty, String message) {
    String yaml = VALID.replace(valid, faulty == null ? "" : faulty);

    assertThatThrownBy(() -> load(yaml))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("custom.yaml: ")
        .hasMessageContaining(message);
  }

  @Test
  void readsTheTypesOfFiltersAndTheEncodingOfVectors() throws IOException {
    String filters = "    filters: {day: time, number: number, author: keyword}\n";

    Collections collections = load("vectors: int4\n" + VALID + filters);

    assertThat(collections.vectors()).isEqualTo(VectorEncoding.INT4);
    assertThat(collections.require("notes").filters())
        .containsExactly(
            entry("day", FieldType.TIME),
            entry("number", FieldType.NUMBER),
            entry("author", FieldType.KEYWORD));
    assertThat(load(VALID).vectors()).isEqualTo(VectorEncoding.FLOAT32);
    assertThat(load(VALID).require("notes").filters()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{author: text}|collections.notes.filters.author is \"text\", it must be one of keyword,"
            + " number, time",
        "{author: KEYWORD}|collections.notes.filters.author is \"KEYWORD\", it must be one of",
        "{title: keyword}|collections.notes: filters names 'title', which is neither a key nor a",
        "{body: keyword}|collections.notes: filters names 'body', which is neither a key nor a",
        "[author]|collections.notes.filters is [\"author\"], it must be a mapping",
      })
  void refusesFiltersThatItCannotApply(String filters, String message) {
    assertThatThrownBy(() -> load(VALID + "    filters: " + filters + "\n"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(message);
  }

  @Test
  void refusesAnEncodingOfVectorsThatThereIsNot() {
    assertThatThrownBy(() -> load("vectors: int8\n" + VALID))
        .hasMessageContaining("vectors is \"int8\", it must be one of float32, int4");
  }

  @Test
  void readsTheTableOfTheEmbeddingCache() throws IOException {
    assertThat(load(VALID + "embedding_cache: club.cache\n").embeddingCache())
        .isEqualTo(new TableName("club", "cache"));
    assertThatThrownBy(() -> load(VALID + "embedding_cache: cache\n"))
        .hasMessageContaining("embedding_cache is \"cache\", it must be keyspace.table");
  }

  @Test
  void readsTheModelAndElseTakesTheBuiltInOne() throws IOException {
    assertThat(load(VALID).model()).isEqualTo(EmbeddingModel.builtIn());
    assertThat(load(VALID + MODEL).model())
        .isEqualTo(
            new EmbeddingModel("bge", ModelProvider.OPENAI, "http://127.0.0.1:1", 768, 2048, null));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "provider: openai|provider: azure|model.provider is \"azure\", it must be one of built_in,"
            + " djl",
        "provider: openai|provider: built_in|model: location is http://127.0.0.1:1 with the"
            + " provider",
        "  location: http://127.0.0.1:1||model: location is missing with the provider openai",
        "dimension: 768|dimension: 0|model.dimension is 0, it must be a whole number from 1 to"
            + " 4096",
        "max_tokens: 2048|tokens: 1|model.tokens is not a known key",
        "name: bge|name: ''|model.name is \"\", it must be a text",
      })
  void refusesAModelThatItDoesNotUnderstand(String valid, @Nullable String faulty, String message) {
    String yaml = VALID + MODEL.replace(valid, faulty == null ? "" : faulty);

    assertThatThrownBy(() -> load(yaml))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(message);
  }

  @Test
  void refusesTwoCollectionsOfOneTable() {
    String twice = VALID + VALID.substring(VALID.indexOf("  notes:")).replace("notes:", "more:");

    assertThatThrownBy(() -> load(twice)).hasMessageContaining("is used by another collection");
  }

  @Test
  void saysWhichFileItCannotRead() {
    assertThatThrownBy(() -> Collections.load(folder.resolve("absent.yaml")))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining("absent.yaml");
  }

  @Test
  void travelsToTheOperators() throws IOException {
    try (ObjectOutputStream out = new ObjectOutputStream(new ByteArrayOutputStream())) {
      out.writeObject(Collections.load(null));
    }
  }

  private Collections load(String yaml) throws IOException {
    return Collections.load(Files.writeString(folder.resolve("custom.yaml"), yaml, UTF_8));
  }
}
