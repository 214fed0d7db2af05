package org.gibsey.cdc.cassandra;

import java.time.Instant;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.jspecify.annotations.Nullable;

/** Sends what the connector had to skip to the dead-letter topic. */
final class DeadLetters implements ReadSegments.UnreadableSegments {
  /** Connector option, filled in by the agent: the topic's name. */
  static final String TOPIC_OPTION = "dead.letters.topic";

  /** The fields of every dead letter; a place in the commit log has none of the others. */
  private static final Schema SCHEMA =
      SchemaBuilder.struct()
          .field("reason", Schema.STRING_SCHEMA)
          .field("detail", Schema.STRING_SCHEMA)
          .field("topic", Schema.OPTIONAL_STRING_SCHEMA)
          .field("partition", Schema.OPTIONAL_INT32_SCHEMA)
          .field("offset", Schema.OPTIONAL_INT64_SCHEMA)
          .field("row_key", Schema.OPTIONAL_STRING_SCHEMA)
          .field("at", Schema.STRING_SCHEMA)
          .field("key_base64", Schema.OPTIONAL_STRING_SCHEMA)
          .field("value_base64", Schema.OPTIONAL_STRING_SCHEMA)
          .build();

  private final EmitRecords emit;
  private final String topic;

  DeadLetters(EmitRecords emit, @Nullable String topic) {
    this.emit = emit;
    this.topic = topic == null ? "memory.dead-letters" : topic;
  }

  @Override
  public void skipped(SegmentFile segment, int from, int places) {
    String detail =
        "%d places behind byte %d of segment %s cannot be decoded"
            .formatted(places, from, segment.name());
    Struct letter =
        new Struct(SCHEMA)
            .put("reason", "UNREADABLE_MUTATION")
            .put("detail", detail)
            .put("at", Instant.now().toString());
    emit.emit(topic, letter, segment.id());
  }
}
