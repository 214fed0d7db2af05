package org.gibsey.indexing.history;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.gibsey.change.ChangeDecoder;
import org.gibsey.change.ChangeEvent;
import org.gibsey.change.DecodeResult;
import org.gibsey.change.SourcePosition;
import org.gibsey.collection.CollectionDefinition;
import org.gibsey.row.PartitionMaterializer;
import org.gibsey.row.RowVersion;
import org.junit.jupiter.api.Test;

/**
 * Deletions of what was said, as Debezium tells them of a key with two clustering columns: whatever
 * the order of the events and however often each comes, what was deleted is gone.
 */
final class DeletedTurnsTest {
  private static final org.gibsey.collection.Collections COLLECTIONS =
      org.gibsey.collection.Collections.load(null);
  private static final CollectionDefinition TURNS = COLLECTIONS.require("turns");
  private static final int ORDERS = 500;
  private static final String BOTH_NULL = "{\"chat_id\":\"c\",\"turn_num\":null,\"speaker\":null}";

  private final ChangeDecoder decoder = new ChangeDecoder(COLLECTIONS);

  @Test
  void aDeletedChatIsGoneInEveryOrder() {
    List<ChangeEvent> events = said();
    events.add(partitionDeleted(100));
    assertThat(livingAfterAnyOrder(events)).isEmpty();
  }

  @Test
  void whatIsSaidAfterTheDeletionStays() {
    List<ChangeEvent> events = said();
    events.add(partitionDeleted(100));
    events.add(said(4, "reader", 101));
    assertThat(livingAfterAnyOrder(events)).containsExactly(key(4, "reader"));
  }

  @Test
  void replacedTurnsAreGoneAndTheOnesBeforeStay() {
    List<ChangeEvent> events = said();
    events.add(rangeDeleted(2, 100));
    events.add(rowDeleted(1, "character", 100));
    assertThat(livingAfterAnyOrder(events)).containsExactly(key(1, "reader"));
  }

  /** Two turns of two speakers, written at the times 11, 12, 21 and 22. */
  private List<ChangeEvent> said() {
    List<ChangeEvent> events = new ArrayList<>();
    for (int turn = 1; turn <= 2; turn++) {
      events.add(said(turn, "reader", 10 * turn + 1));
      events.add(said(turn, "character", 10 * turn + 2));
    }
    return events;
  }

  private static List<String> livingAfterAnyOrder(List<ChangeEvent> events) {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    List<String> first = living(events);
    for (int i = 0; i < ORDERS; i++) {
      List<ChangeEvent> order = new ArrayList<>(events);
      order.add(events.get(random.nextInt(events.size())));
      order.add(events.get(random.nextInt(events.size())));
      Collections.shuffle(order, random);
      assertThat(living(order)).as("seed %d, order %d: %s", seed, i, order).isEqualTo(first);
    }
    return first;
  }

  /** Keys of the rows that searches find after these events, in order. */
  private static List<String> living(List<ChangeEvent> events) {
    PartitionMaterializer materializer = new PartitionMaterializer(TURNS);
    MemoryPartition partition = new MemoryPartition();
    Map<String, RowVersion> newest = new LinkedHashMap<>();
    for (ChangeEvent event : events) {
      try {
        materializer.apply(
            event, partition, 1_000, made -> newest.put(made.version().rowKey(), made.version()));
      } catch (Exception e) {
        throw new IllegalStateException(e);
      }
    }
    return newest.values().stream()
        .filter(RowVersion::searchable)
        .map(RowVersion::rowKey)
        .sorted()
        .toList();
  }

  private ChangeEvent said(int turn, String speaker, long micros) {
    return event(
        "i",
        key(turn, speaker),
        """
        "owner_id":%s,"character_id":%s,"book_id":null,"progress":null,
        "said_at":{"value":1795276800000,"deletion_ts":null,"set":true},"text":%s,
        "_range_start":null,"_range_end":null\
        """
            .formatted(value("\"reader\""), value("\"edda\""), value("\"The heron.\"")),
        micros);
  }

  private ChangeEvent rowDeleted(int turn, String speaker, long micros) {
    return event("d", key(turn, speaker), gone(micros), micros);
  }

  private ChangeEvent partitionDeleted(long micros) {
    return event("d", BOTH_NULL, gone(micros), micros);
  }

  private ChangeEvent rangeDeleted(int from, long micros) {
    return event(
        "r",
        BOTH_NULL,
        """
        "owner_id":null,"character_id":null,"book_id":null,"progress":null,"said_at":null,
        "text":null,
        "_range_start":{"method":"INCL_START_BOUND","values":[{"name":"turn_num","value":"%d",
          "type":"org.apache.cassandra.db.marshal.Int32Type"}]},
        "_range_end":{"method":"INCL_END_BOUND","values":[]}\
        """
            .formatted(from),
        micros);
  }

  private static String gone(long micros) {
    String cell = "{\"value\":null,\"deletion_ts\":%d,\"set\":true}".formatted(micros);
    return """
    "owner_id":%1$s,"character_id":%1$s,"book_id":%1$s,"progress":%1$s,"said_at":%1$s,
    "text":%1$s,"_range_start":null,"_range_end":null\
    """
        .formatted(cell);
  }

  private static String value(String json) {
    return "{\"value\":%s,\"deletion_ts\":null,\"set\":true}".formatted(json);
  }

  private ChangeEvent event(String op, String key, String after, long micros) {
    String value =
        """
        {"ts_ms":1,"op":"%s","source":{"ts_us":%d,"keyspace":"gibsey","table":"turns",
         "snapshot":"false","file":"CommitLog-7-1.log","pos":%d},
         "after":{"chat_id":%s,%s}}\
        """
            .formatted(op, micros, micros, value("\"c\""), after);
    DecodeResult result =
        decoder.decode(
            key.getBytes(UTF_8),
            value.getBytes(UTF_8),
            new SourcePosition("gibsey.gibsey.turns", 0, micros));
    assertThat(result).as(value).isInstanceOf(DecodeResult.Decoded.class);
    return ((DecodeResult.Decoded) result).event();
  }

  private static String key(int turn, String speaker) {
    return "{\"chat_id\":\"c\",\"turn_num\":%d,\"speaker\":\"%s\"}".formatted(turn, speaker);
  }
}
