package org.gibsey.cdc.cassandra;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Sends what the connector had to skip to the dead-letter topic. */
final class DeadLetters implements ReadSegments.UnreadableSegments {
  /** Connector option, filled in by the agent: the topic's name. */
  static final String TOPIC_OPTION = "dead.letters.topic";

  private final EmitRecords emit;
  private final String topic;

  DeadLetters(EmitRecords emit, @Nullable String topic) {
    this.emit = emit;
    this.topic = topic == null ? "memory.dead-letters" : topic;
  }

  @Override
  public void skipped(SegmentFile segment, int from, int places) {
    Map<String, @Nullable Object> letter = new LinkedHashMap<>();
    letter.put("reason", "UNREADABLE_MUTATION");
    letter.put(
        "detail",
        places
            + " places behind byte "
            + from
            + " of segment "
            + segment.name()
            + " cannot be decoded");
    letter.put("topic", null);
    letter.put("partition", null);
    letter.put("offset", null);
    letter.put("row_key", null);
    letter.put("at", Instant.now().toString());
    letter.put("key_base64", null);
    letter.put("value_base64", null);
    emit.emit(topic, letter, segment.id());
  }
}
