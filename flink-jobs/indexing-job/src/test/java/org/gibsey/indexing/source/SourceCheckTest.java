package org.gibsey.indexing.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
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
    Collections uncached = new Collections(1, COLLECTIONS.model(), null, COLLECTIONS.definitions());
    assertThat(SourceCheck.problems(uncached, new Schema(true, Optional.empty())))
        .singleElement()
        .asString()
        .contains("collections.pages.source", "no table gibsey.pages");
    assertThat(SourceCheck.problems(uncached, new Schema(false, Optional.empty()))).isEmpty();
  }

  @Test
  void namesAMissingTableOfTheEmbeddingCache() {
    assertThat(SourceCheck.problems(COLLECTIONS, new Schema(false, Optional.empty())))
        .singleElement()
        .asString()
        .contains("embedding_cache: there is no table gibsey.embedding_cache", "deploy/schema.cql");
  }

  @Test
  void comparesTheColumnsOfTheEmbeddingCache() {
    List<Column> cache =
        List.of(
            new Column("chunking", Kind.PARTITION_KEY, 2, "text"),
            new Column("model", Kind.PARTITION_KEY, 0, "text"),
            new Column("text_hash", Kind.PARTITION_KEY, 1, "text"),
            new Column("dimension", Kind.REGULAR, -1, "int"),
            new Column("vectors", Kind.REGULAR, -1, "blob"));
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
        new Schema(true, Optional.of(new SourceTable(false, cache))));
  }

  @Test
  void saysSoWhenCassandraCannotBeReached() {
    assertThatThrownBy(
            () -> SourceCheck.check(COLLECTIONS, new CassandraCluster("127.0.0.1:1", "dc")))
        .isInstanceOf(UnfitSourcesException.class)
        .hasMessageContaining("Cannot read the tables of the collections from Cassandra")
        .hasMessageContaining("127.0.0.1:1");
  }

  private record Schema(boolean hasKeyspace, Optional<SourceTable> table) implements SchemaReader {
    @Override
    public boolean hasKeyspace(String keyspace) {
      return hasKeyspace;
    }

    @Override
    public Optional<SourceTable> table(TableName name) {
      return table;
    }
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
