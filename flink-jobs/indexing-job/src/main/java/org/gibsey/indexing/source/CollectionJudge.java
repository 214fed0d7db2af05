package org.gibsey.indexing.source;

import java.util.ArrayList;
import java.util.List;
import org.gibsey.collection.CollectionDefinition;
import org.gibsey.indexing.source.SourceTable.Column;
import org.gibsey.indexing.source.SourceTable.Kind;

/** Compares a collection with its table: what would make it wrong without anybody noticing. */
final class CollectionJudge {
  private final CollectionDefinition collection;
  private final SourceTable table;
  private final List<String> problems = new ArrayList<>();
  private final List<String> warnings = new ArrayList<>();

  private CollectionJudge(CollectionDefinition collection, SourceTable table) {
    this.collection = collection;
    this.table = table;
  }

  /**
   * A judgement.
   *
   * @param problems what forbids to start, each with the key of {@code collections.yaml}, the
   *     column, its type and what to do
   * @param warnings what is only worth knowing
   */
  record Judgement(List<String> problems, List<String> warnings) {}

  static Judgement judge(CollectionDefinition collection, SourceTable table) {
    CollectionJudge judge = new CollectionJudge(collection, table);
    judge.capture();
    judge.key("partition_key", collection.partitionKey(), Kind.PARTITION_KEY);
    judge.key("clustering_key", collection.clusteringKey(), Kind.CLUSTERING);
    judge.text();
    judge.values();
    return new Judgement(List.copyOf(judge.problems), List.copyOf(judge.warnings));
  }

  private void capture() {
    if (!table.cdc()) {
      problem(
          "source",
          "the table %s is not captured; ALTER TABLE %s WITH cdc = true, on nodes with cdc_enabled"
              .formatted(collection.source(), collection.source()));
    }
  }

  private void key(String yamlKey, List<String> declared, Kind kind) {
    List<String> actual = table.key(kind);
    if (!declared.equals(actual)) {
      problem(
          yamlKey,
          "it is %s, but the table %s has %s; write these"
              .formatted(declared, collection.source(), actual));
    }
  }

  private void text() {
    if (table.column(collection.text()).isEmpty()) {
      problem(
          "text",
          "the table %s has no column %s; name one that it has"
              .formatted(collection.source(), collection.text()));
    }
  }

  private void values() {
    for (String name : collection.valueColumns()) {
      String yamlKey = yamlKey(name);
      table
          .column(name)
          .ifPresentOrElse(
              column -> value(yamlKey, column),
              () -> {
                if (!yamlKey.equals("text")) {
                  warnings.add(
                      "%s: the table %s has no column %s, so that it stays empty"
                          .formatted(path(yamlKey), collection.source(), name));
                }
              });
    }
  }

  private void value(String yamlKey, Column column) {
    String what = "the column %s is a %s".formatted(column.name(), column.type());
    switch (column.kind()) {
      case STATIC ->
          problem(
              yamlKey,
              what
                  + " STATIC, which belongs to the partition and not to a row; leave it out or move"
                  + " it to a regular column");
      case PARTITION_KEY, CLUSTERING ->
          problem(yamlKey, what + " of the key, which every hit carries already; leave it out");
      case REGULAR -> {
        switch (CellType.of(column.type())) {
          case SINGLE -> {
            // An event carries the whole value.
          }
          case MULTI ->
              problem(
                  yamlKey,
                  what
                      + ", and the events of a type that is not frozen do not tell what was added"
                      + " from what was removed; use frozen<"
                      + column.type()
                      + "> or leave it out");
          case COUNTER ->
              problem(yamlKey, what + ", whose events carry parts of its sum only; leave it out");
        }
      }
    }
  }

  private String yamlKey(String column) {
    if (column.equals(collection.text())) {
      return "text";
    }
    return column.equals(collection.title()) ? "title" : "metadata";
  }

  private void problem(String yamlKey, String what) {
    problems.add(path(yamlKey) + ": " + what);
  }

  private String path(String yamlKey) {
    return "collections." + collection.name() + "." + yamlKey;
  }
}
