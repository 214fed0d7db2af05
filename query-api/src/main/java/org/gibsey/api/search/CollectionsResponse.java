package org.gibsey.api.search;

import java.util.List;
import java.util.Map;
import org.gibsey.collection.CollectionDefinition;
import org.gibsey.collection.Collections;
import org.jspecify.annotations.Nullable;

/** What can be searched, as it goes out. */
record CollectionsResponse(List<Entry> collections) {
  /**
   * A collection.
   *
   * @param source its table, {@code keyspace.table}
   * @param keyColumns names of the columns of a hit's key
   * @param text name of the column that is searched
   * @param title name of the column that stands above the text, or null
   * @param fields names of the other columns that a hit carries
   * @param owner whether a row belongs to someone, who alone finds it
   * @param filters columns that searches can be narrowed by, and how they are compared
   * @param shards number of shards
   * @param dimension length of its vectors
   */
  record Entry(
      String name,
      String source,
      List<String> keyColumns,
      String text,
      @Nullable String title,
      List<String> fields,
      boolean owner,
      Map<String, String> filters,
      int shards,
      String model,
      int dimension) {}

  static CollectionsResponse of(Collections all) {
    return new CollectionsResponse(
        all.definitions().stream().map(collection -> entry(collection, all)).toList());
  }

  private static Entry entry(CollectionDefinition collection, Collections all) {
    return new Entry(
        collection.name(),
        collection.source().toString(),
        collection.keyColumns(),
        collection.text(),
        collection.title(),
        collection.metadata(),
        collection.isOwned(),
        FilterColumns.of(collection).named(),
        collection.shards(),
        all.model().name(),
        all.model().dimension());
  }
}
