package org.gibsey.indexing.source;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.gibsey.collection.TableName;
import org.gibsey.indexing.source.SourceTable.Kind;

/** Compares the table of the embedding cache with what the job reads and writes there. */
final class CacheTableJudge {
  private static final List<String> KEY = List.of("model", "text_hash", "chunking");
  private static final Map<String, String> OTHERS = Map.of("dimension", "int", "vectors", "blob");
  private static final String REMEDY =
      "; create it as deploy/schema.cql creates gibsey.embedding_cache, or leave the key"
          + " embedding_cache out";

  private CacheTableJudge() {}

  /** What forbids to start, each with what to do. */
  static List<String> problems(TableName name, SchemaReader schema) {
    return schema
        .table(name)
        .map(table -> problems(name, table))
        .orElseGet(() -> List.of("embedding_cache: there is no table " + name + REMEDY));
  }

  private static List<String> problems(TableName name, SourceTable table) {
    List<String> problems = new ArrayList<>();
    if (!table.key(Kind.PARTITION_KEY).equals(KEY) || !table.key(Kind.CLUSTERING).isEmpty()) {
      problems.add(
          "embedding_cache: the table %s has the key (%s, %s), it must be (%s) without clustering"
                  .formatted(name, table.key(Kind.PARTITION_KEY), table.key(Kind.CLUSTERING), KEY)
              + REMEDY);
    }
    KEY.forEach(column -> judge(name, table, column, "text", problems));
    OTHERS.forEach((column, type) -> judge(name, table, column, type, problems));
    return problems;
  }

  private static void judge(
      TableName name, SourceTable table, String column, String type, List<String> problems) {
    String actual = table.column(column).map(SourceTable.Column::type).orElse("missing");
    if (!actual.equals(type)) {
      problems.add(
          "embedding_cache: the column %s of the table %s is %s, it must be a %s"
                  .formatted(column, name, actual, type)
              + REMEDY);
    }
  }
}
