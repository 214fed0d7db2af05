package org.gibsey.indexing.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.gibsey.collection.Collections;
import org.gibsey.collection.TableName;
import org.gibsey.indexing.source.CollectionJudge.Judgement;
import org.gibsey.indexing.source.SourceTable.Column;
import org.gibsey.indexing.source.SourceTable.Kind;
import org.gibsey.indexing.table.CassandraCluster;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class SourceCheckTest {
  private static final String VECTORS = "page_embeddings";
  private static final String CACHE = "embedding_cache";
  private static final Collections COLLECTIONS = Collections.load(null);

  private final List<Column> columns =
      new ArrayList<>(
          List.of(
              new Column("page_num", Kind.CLUSTERING, 0, "int"),
              new Column("book_id", Kind.PARTITION_KEY, 0, "text"),
              new Column("text", Kind.REGULAR, -1, "text"),
              new Column("title", Kind.REGULAR, -1, "text"),
              new Column("chapter", Kind.REGULAR, -1, "text"),
              new Column("speaker", Kind.REGULAR, -1, "text"),
              new Column("likes", Kind.REGULAR, -1, "counter")));

  @Test
  void acceptsTheTableOfTheBuiltInCollection() {
    assertThat(judge(true)).isEqualTo(new Judgement(List.of(), List.of()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"frozen<list<text>>", "vector<float, 3>", "frozen<tuple<int, text>>", "uuid"})
  void acceptsTypesWhoseValueIsOneCell(String type) {
    replace("speaker", Kind.REGULAR, type);

    assertThat(judge(true).problems()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"list<text>", "set<int>", "map<text, frozen<list<int>>>", "person"})
  void refusesCollectionsAndUserDefinedTypesThatAreNotFrozen(String type) {
    replace("speaker", Kind.REGULAR, type);

    assertThat(judge(true).problems())
        .singleElement()
        .asString()
        .startsWith("collections.pages.metadata: the column speaker is a " + type)
        .contains("frozen<" + type + ">");
  }

  @Test
  void refusesCountersAndStaticColumns() {
    replace("title", Kind.REGULAR, "counter");
    replace("text", Kind.STATIC, "text");

    assertThat(judge(true).problems())
        .satisfiesExactly(
            text -> assertThat(text).contains("collections.pages.text", "text is a text STATIC"),
            title -> assertThat(title).contains("collections.pages.title", "counter"));
  }

  @Test
  void refusesAnotherKeyThanTheTables() {
    replace("speaker", Kind.CLUSTERING, "text");

    assertThat(judge(true).problems())
        .anySatisfy(
            problem ->
                assertThat(problem)
                    .startsWith("collections.pages.clustering_key: it is [page_num], but")
                    .contains("gibsey.pages has [page_num, speaker]"));
  }

  @Test
  void refusesATableThatIsNotCaptured() {
    assertThat(judge(false).problems())
        .singleElement()
        .asString()
        .contains("collections.pages.source", "ALTER TABLE gibsey.pages WITH cdc = true");
  }

  @Test
  void refusesAMissingTextAndOnlyWarnsOfOtherMissingColumns() {
    columns.removeIf(column -> List.of("text", "chapter").contains(column.name()));

    Judgement judgement = judge(true);

    assertThat(judgement.problems())
        .singleElement()
        .asString()
        .contains("collections.pages.text", "no column text");
    assertThat(judgement.warnings())
        .singleElement()
        .asString()
        .contains("collections.pages.metadata", "no column chapter");
  }

  @Test
  void namesAMissingTableAndPassesOverAKeyspaceOfAnotherDatabase() {
    Map<String, SourceTable> derived = Map.of(VECTORS, vectors(384), CACHE, cache());
    assertThat(SourceCheck.problems(COLLECTIONS, new Schema(true, derived)))
        .satisfiesExactly(
            pages ->
                assertThat(pages).contains("collections.pages.source", "no table gibsey.pages"),
            turns ->
                assertThat(turns).contains("collections.turns.source", "no table gibsey.turns"));
    assertThat(SourceCheck.problems(COLLECTIONS, new Schema(false, derived))).isEmpty();
  }

  @Test
  void saysHowToMakeAMissingTableOfVectors() {
    assertThat(SourceCheck.problems(COLLECTIONS, new Schema(false, Map.of(CACHE, cache()))))
        .singleElement()
        .asString()
        .startsWith("collections.pages.embeddings: there is no table gibsey.page_embeddings;")
        .contains("CREATE TABLE gibsey.page_embeddings (", "embedding vector<float, 384>")
        .endsWith("PRIMARY KEY ((book_id), page_num, passage))");
  }

  @Test
  void refusesVectorsOfAnotherDimension() {
    Map<String, SourceTable> derived = Map.of(VECTORS, vectors(768), CACHE, cache());
    assertThat(SourceCheck.problems(COLLECTIONS, new Schema(false, derived)))
        .singleElement()
        .asString()
        .contains("embedding of gibsey.page_embeddings is a vector<float, 768>", "DROP TABLE");
  }

  @Test
  void namesAMissingTableOfTheEmbeddingCache() {
    assertThat(SourceCheck.problems(COLLECTIONS, new Schema(false, Map.of(VECTORS, vectors(384)))))
        .singleElement()
        .asString()
        .contains("embedding_cache: there is no table gibsey.embedding_cache", "deploy/schema.cql");
  }

  @Test
  void comparesTheColumnsOfTheEmbeddingCache() {
    List<Column> cache = cache().columns();
    assertThat(cacheProblems(cache)).isEmpty();

    assertThat(cacheProblems(cache.subList(1, 4)))
        .satisfiesExactly(
            key -> assertThat(key).contains("has the key ([model, text_hash], [])"),
            chunking -> assertThat(chunking).contains("column chunking", "is missing", "a text"),
            vectors -> assertThat(vectors).contains("column vectors", "is missing", "a blob"));
  }

  private static List<String> cacheProblems(List<Column> cache) {
    return CacheTableJudge.problems(
        new TableName("club", "cache"),
        new Schema(true, Map.of("cache", new SourceTable(false, cache))));
  }

  @Test
  void saysSoWhenCassandraCannotBeReached() {
    assertThatThrownBy(
            () -> SourceCheck.check(COLLECTIONS, new CassandraCluster("127.0.0.1:1", "dc")))
        .isInstanceOf(UnfitSourcesException.class)
        .hasMessageContaining("Cannot read the tables of the collections from Cassandra")
        .hasMessageContaining("127.0.0.1:1");
  }

  /** Tables by their names without the keyspace. */
  private record Schema(boolean hasKeyspace, Map<String, SourceTable> tables)
      implements SchemaReader {
    @Override
    public boolean hasKeyspace(String keyspace) {
      return hasKeyspace;
    }

    @Override
    public Optional<SourceTable> table(TableName name) {
      return Optional.ofNullable(tables.get(name.table()));
    }
  }

  private static SourceTable vectors(int dimension) {
    return new SourceTable(
        false,
        List.of(
            new Column("book_id", Kind.PARTITION_KEY, 0, "text"),
            new Column("page_num", Kind.CLUSTERING, 0, "int"),
            new Column("passage", Kind.CLUSTERING, 1, "int"),
            new Column("start_offset", Kind.REGULAR, -1, "int"),
            new Column("end_offset", Kind.REGULAR, -1, "int"),
            new Column("model", Kind.REGULAR, -1, "text"),
            new Column("text_hash", Kind.REGULAR, -1, "text"),
            new Column("embedding", Kind.REGULAR, -1, "vector<float, " + dimension + ">")));
  }

  private static SourceTable cache() {
    return new SourceTable(
        false,
        List.of(
            new Column("chunking", Kind.PARTITION_KEY, 2, "text"),
            new Column("model", Kind.PARTITION_KEY, 0, "text"),
            new Column("text_hash", Kind.PARTITION_KEY, 1, "text"),
            new Column("dimension", Kind.REGULAR, -1, "int"),
            new Column("vectors", Kind.REGULAR, -1, "blob")));
  }

  private Judgement judge(boolean cdc) {
    return CollectionJudge.judge(COLLECTIONS.require("pages"), new SourceTable(cdc, columns));
  }

  private void replace(String name, Kind kind, String type) {
    columns.replaceAll(
        column ->
            column.name().equals(name)
                ? new Column(name, kind, kind == Kind.CLUSTERING ? 1 : -1, type)
                : column);
  }
}
