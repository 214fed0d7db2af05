package org.gibsey.indexing.index;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.gibsey.index.FoundPassage;
import org.gibsey.index.IndexCounts;
import org.gibsey.index.IndexedRow;
import org.gibsey.index.IndexedRows;
import org.gibsey.index.PassageIndex;
import org.gibsey.index.PassageQuery;
import org.gibsey.index.RowFilter;
import org.gibsey.index.SearchTimeoutException;
import org.gibsey.row.EmbeddedRow;
import org.gibsey.row.FieldValue;
import org.gibsey.row.Passage;
import org.gibsey.shard.RowShard;
import org.gibsey.shard.ShardId;

/**
 * Compares shards with a {@link RowModel}: every row, text, field, provenance and count is there,
 * is found by its own vector and its own words, and there is nothing else.
 */
final class ContentCheck {
  private static final int PAGE = 7;

  private final Map<ShardId, PassageIndex> indexes;
  private final RowModel model;
  private final String context;
  private long checkedRows;

  /**
   * @param context said with every failure, for example how to replay
   */
  ContentCheck(Map<ShardId, PassageIndex> indexes, RowModel model, String context) {
    this.indexes = indexes;
    this.model = model;
    this.context = context;
  }

  /**
   * Compares the shards of a collection.
   *
   * @return number of rows that were looked for
   */
  long check(String collection, int shards) throws IOException, SearchTimeoutException {
    List<EmbeddedRow> searchable = model.searchable(collection);
    List<String> listed = new ArrayList<>();
    long passages = 0;
    Long newest = null;
    for (int number = 0; number < shards; number++) {
      PassageIndex index = index(new ShardId(collection, number));
      index.refreshIfStale();
      IndexCounts counts = index.counts();
      passages += counts.passages();
      Long shardNewest = counts.newestWriteTimeMicros();
      newest =
          newest == null || (shardNewest != null && shardNewest > newest) ? shardNewest : newest;
      List<String> rows = list(index);
      assertThat(counts.rows()).as(context).isEqualTo(rows.size());
      listed.addAll(rows);
    }
    assertThat(listed)
        .as("rows of %s, %s", collection, context)
        .containsExactlyInAnyOrderElementsOf(
            searchable.stream().map(ContentCheck::inShort).toList());
    assertThat(passages)
        .as(context)
        .isEqualTo(searchable.stream().mapToLong(row -> row.passages().length).sum());
    assertThat(newest).as(context).isEqualTo(model.newestTime(collection));
    for (EmbeddedRow row : searchable) {
      checkFound(row, index(shardOf(row, shards)));
    }
    for (EmbeddedRow row : model.gone(collection)) {
      assertThat(index(shardOf(row, shards)).row(row.row().rowKey())).as(context).isEmpty();
      checkedRows++;
    }
    return checkedRows;
  }

  private void checkFound(EmbeddedRow row, PassageIndex index)
      throws IOException, SearchTimeoutException {
    List<String> words = RandomRows.ownWords(row);
    for (Passage passage : row.passages()) {
      float[] vector = row.vectors()[passage.number()];
      PassageQuery query = new PassageQuery(words.get(passage.number()), vector, RowFilter.NONE, 1);
      var found = index.search(query, () -> false);
      assertThat(found.byVector()).as(context).hasSize(1);
      assertThat(found.byVector().get(0).score()).as(context).isGreaterThan(0.999f);
      assertSame(found.byVector().get(0), row, passage);
      assertThat(found.byText()).as(context).hasSize(1);
      assertSame(found.byText().get(0), row, passage);
    }
    FoundPassage first = index.row(row.row().rowKey()).orElseThrow();
    assertSame(first, row, row.passages()[0]);
    checkedRows++;
  }

  private void assertSame(FoundPassage found, EmbeddedRow row, Passage passage) {
    assertThat(found)
        .as(context)
        .isEqualTo(
            new FoundPassage(
                row.row().rowKey(),
                found.score(),
                passage,
                fields(row),
                row.row().source(),
                row.row().writeTimeMicros(),
                row.textHash(),
                row.model()));
  }

  private static Map<String, String> fields(EmbeddedRow row) {
    return Arrays.stream(row.row().fields())
        .collect(Collectors.toMap(FieldValue::name, FieldValue::value));
  }

  private PassageIndex index(ShardId shard) {
    PassageIndex index = indexes.get(shard);
    if (index == null) {
      throw new AssertionError("shard %s is not open, %s".formatted(shard, context));
    }
    return index;
  }

  private static ShardId shardOf(EmbeddedRow row, int shards) {
    return new ShardId(row.row().collection(), RowShard.of(row.row().rowKey(), shards));
  }

  private static List<String> list(PassageIndex index) throws IOException {
    List<String> rows = new ArrayList<>();
    byte[] after = new byte[0];
    while (after != null) {
      IndexedRows page = index.rows(after, PAGE);
      for (IndexedRow row : page.rows()) {
        rows.add("%s at %d".formatted(row.rowKey(), row.versionTimeMicros()));
      }
      after = page.next();
    }
    return rows;
  }

  private static String inShort(EmbeddedRow row) {
    return "%s at %d".formatted(row.row().rowKey(), row.row().versionTimeMicros());
  }
}
