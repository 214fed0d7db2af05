package org.gibsey.tools.reconcile;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.gibsey.collection.ChunkSettings;
import org.gibsey.collection.CollectionDefinition;
import org.gibsey.collection.Collections;
import org.gibsey.collection.TableName;
import org.gibsey.collection.VectorEncoding;
import org.gibsey.embedding.EmbeddingModel;

/** A table of pages with a chapter as metadata, and a title that shows in the text's hash alone. */
final class Pages {
  /** In seconds since 1970. */
  static final long NOW = 1_000;

  static final Clock CLOCK = Clock.fixed(Instant.ofEpochSecond(NOW), ZoneOffset.UTC);

  private static final CollectionDefinition COLLECTION =
      new CollectionDefinition(
          "pages",
          TableName.parse("gibsey.pages"),
          List.of("book_id"),
          List.of("page_num"),
          "text",
          "title",
          List.of("chapter"),
          null,
          Map.of(),
          100,
          new ChunkSettings(100, 0),
          null,
          1);
  static final SourceTable TABLE =
      new SourceTable(
          COLLECTION,
          List.of(
              new SourceColumn("book_id", ColumnType.TEXT),
              new SourceColumn("page_num", ColumnType.INT)),
          COLLECTION.valueColumns().stream()
              .map(name -> new SourceColumn(name, ColumnType.TEXT))
              .toList());
  static final Collections COLLECTIONS =
      new Collections(EmbeddingModel.builtIn(), VectorEncoding.FLOAT32, null, List.of(COLLECTION));
  static final ChangeEvents EVENTS = new ChangeEvents(TABLE, CLOCK);
  static final String KEY = "{\"book_id\":\"b\",\"page_num\":1}";

  private Pages() {}

  /**
   * A row in Cassandra.
   *
   * @param cells column, value and write time, each as {@code chapter=Salt@12}
   */
  static SourceRow row(String... cells) {
    ObjectNode key = JsonNodeFactory.instance.objectNode().put("book_id", "b").put("page_num", 1);
    Map<String, SourceCell> read = new HashMap<>();
    for (String cell : cells) {
      int equals = cell.indexOf('=');
      int at = cell.indexOf('@');
      read.put(
          cell.substring(0, equals),
          new SourceCell(
              JsonNodeFactory.instance.textNode(cell.substring(equals + 1, at)),
              Long.parseLong(cell.substring(at + 1)),
              0));
    }
    return new SourceRow(key, read);
  }

  /** What the index should hold of it. */
  static Optional<SearchableRow> meaning(SourceRow row) {
    return new RowMeaning(COLLECTIONS, TABLE, EVENTS, CLOCK).of(row);
  }

  /** What the index holds when it last saw the row like that. */
  static SearchableRow indexed(String... cells) {
    return meaning(row(cells)).orElseThrow();
  }
}
