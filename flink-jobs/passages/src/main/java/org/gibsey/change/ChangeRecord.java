package org.gibsey.change;

import com.fasterxml.jackson.databind.JsonNode;
import org.gibsey.change.DecodeResult.Decoded;
import org.gibsey.collection.CollectionDefinition;
import org.jspecify.annotations.Nullable;

/**
 * One Kafka record that holds a change event, parsed.
 *
 * @param key its key, or null when it has none
 * @param value its value
 * @param position where it lies
 */
record ChangeRecord(@Nullable JsonNode key, JsonNode value, SourcePosition position) {
  JsonNode source() throws RejectedException {
    return Fields.object(value, "source");
  }

  String op() throws RejectedException {
    return Fields.text(value, "op");
  }

  /** A change of one row. */
  Decoded ofRow(
      CollectionDefinition collection,
      String partitionKey,
      String rowKey,
      ChangeKind kind,
      WriteTime writeTime,
      CellChange... cells) {
    return new Decoded(
        new ChangeEvent(
            collection.name(), partitionKey, rowKey, kind, writeTime, cells, null, position));
  }

  /** A deletion of the rows of a partition: of a range of them, or of all when it is null. */
  Decoded ofRows(
      CollectionDefinition collection,
      String partitionKey,
      @Nullable ClusteringRange range,
      WriteTime writeTime) {
    return new Decoded(
        new ChangeEvent(
            collection.name(),
            partitionKey,
            null,
            range == null ? ChangeKind.DELETE_PARTITION : ChangeKind.DELETE_RANGE,
            writeTime,
            new CellChange[0],
            range,
            position));
  }
}
