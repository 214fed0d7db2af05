package org.gibsey.change;

import com.fasterxml.jackson.databind.JsonNode;
import org.gibsey.change.DecodeResult.RejectReason;
import org.gibsey.change.DecodeResult.SkipReason;
import org.gibsey.change.DecodeResult.Skipped;
import org.gibsey.collection.CollectionDefinition;
import org.gibsey.collection.Collections;
import org.jspecify.annotations.Nullable;

/**
 * Reads Debezium's change events as JSON, each of key and value with or without its schema: those
 * of the Cassandra connector, whose {@code source} has a {@code keyspace} ({@link
 * CassandraEnvelope}), and those of the connectors for relational databases ({@link
 * StandardEnvelope}).
 *
 * <p>The collection is the one whose source is {@code keyspace.table} in Cassandra, {@code
 * schema.table} in databases with schemas such as PostgreSQL, {@code db.table} in others such as
 * MySQL.
 *
 * <p>Safe for use by several threads at once.
 */
public final class ChangeDecoder {
  private final Collections collections;

  public ChangeDecoder(Collections collections) {
    this.collections = collections;
  }

  /**
   * Decodes one Kafka record.
   *
   * @param key bytes of its key, or null
   * @param value bytes of its value, or null for a tombstone
   * @param source where it lies
   */
  public DecodeResult decode(
      byte @Nullable [] key, byte @Nullable [] value, SourcePosition source) {
    if (value == null) {
      return new Skipped(SkipReason.TOMBSTONE);
    }
    try {
      JsonNode parsedKey = key == null ? null : SchemaWrapper.payload("key", key);
      JsonNode parsedValue = SchemaWrapper.payload("value", value);
      return parsedValue == null
          ? new Skipped(SkipReason.TOMBSTONE)
          : decode(new ChangeRecord(parsedKey, parsedValue, source));
    } catch (RejectedException e) {
      return e.result();
    }
  }

  private DecodeResult decode(ChangeRecord change) throws RejectedException {
    JsonNode source = change.source();
    if (source.has("keyspace")) {
      String keyspace = Fields.text(source, "keyspace");
      return new CassandraEnvelope(collection(change, keyspace)).read(change);
    }
    if (change.op().equals("m")) {
      return new Skipped(SkipReason.LOG_MESSAGE);
    }
    String owner = Fields.text(source, source.hasNonNull("schema") ? "schema" : "db");
    return new StandardEnvelope(collection(change, owner)).read(change);
  }

  private CollectionDefinition collection(ChangeRecord change, String owner)
      throws RejectedException {
    String table = Fields.text(change.source(), "table");
    return collections
        .of(owner, table)
        .orElseThrow(
            () ->
                new RejectedException(
                    RejectReason.UNKNOWN_TABLE,
                    "no collection reads the table " + owner + "." + table,
                    change.key() == null ? null : change.key().toString()));
  }
}
