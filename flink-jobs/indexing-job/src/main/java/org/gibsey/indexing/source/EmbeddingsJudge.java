package org.gibsey.indexing.source;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.gibsey.collection.CollectionDefinition;
import org.gibsey.collection.TableName;
import org.gibsey.indexing.source.SourceTable.Column;
import org.gibsey.indexing.source.SourceTable.Kind;

/** Compares the table of a collection's vectors with what the job writes there. */
final class EmbeddingsJudge {
  private static final String PASSAGE = "passage";

  private EmbeddingsJudge() {}

  /**
   * What forbids to start, each with the CQL that mends it; none if there is nothing to mend.
   *
   * @param name the table of vectors
   * @param table as it is; empty when there is none
   * @param source the captured table, which knows the types of the key; empty when it is elsewhere
   * @param dimension numbers in a vector of the model
   */
  static List<String> problems(
      CollectionDefinition collection,
      TableName name,
      Optional<SourceTable> table,
      Optional<SourceTable> source,
      int dimension) {
    String path = "collections." + collection.name() + ".embeddings";
    String create = create(collection, name, source, dimension);
    if (table.isEmpty()) {
      return List.of("%s: there is no table %s; %s".formatted(path, name, create));
    }
    List<String> problems = new ArrayList<>();
    List<String> clustering =
        Stream.concat(collection.clusteringKey().stream(), Stream.of(PASSAGE)).toList();
    if (!table.get().key(Kind.PARTITION_KEY).equals(collection.partitionKey())
        || !table.get().key(Kind.CLUSTERING).equals(clustering)) {
      problems.add(
          "%s: the table %s has another key; DROP TABLE %s; %s"
              .formatted(path, name, name, create));
      return problems;
    }
    columns(dimension)
        .forEach(
            (column, type) -> {
              String actual = table.get().column(column).map(Column::type).orElse("");
              if (actual.isEmpty()) {
                problems.add(
                    "%s: the table %s lacks a column; ALTER TABLE %s ADD %s %s"
                        .formatted(path, name, name, column, type));
              } else if (!actual.equals(type)) {
                problems.add(
                    "%s: the column %s of %s is a %s, not a %s; DROP TABLE %s; %s"
                        .formatted(path, column, name, actual, type, name, create));
              }
            });
    return problems;
  }

  private static Map<String, String> columns(int dimension) {
    Map<String, String> columns = new LinkedHashMap<>();
    columns.put(PASSAGE, "int");
    columns.put("start_offset", "int");
    columns.put("end_offset", "int");
    columns.put("model", "text");
    columns.put("text_hash", "text");
    columns.put("embedding", "vector<float, " + dimension + ">");
    return columns;
  }

  private static String create(
      CollectionDefinition collection,
      TableName name,
      Optional<SourceTable> source,
      int dimension) {
    Stream<String> key =
        collection.keyColumns().stream()
            .map(
                column ->
                    column
                        + " "
                        + source
                            .flatMap(table -> table.column(column))
                            .map(Column::type)
                            .orElse("<its type>"));
    Stream<String> values =
        columns(dimension).entrySet().stream().map(e -> e.getKey() + " " + e.getValue());
    String clustering =
        Stream.concat(collection.clusteringKey().stream(), Stream.of(PASSAGE))
            .collect(Collectors.joining(", "));
    return "CREATE TABLE %s (%s, PRIMARY KEY ((%s), %s))"
        .formatted(
            name,
            Stream.concat(key, values).collect(Collectors.joining(", ")),
            String.join(", ", collection.partitionKey()),
            clustering);
  }
}
