package org.gibsey.cdc.mock;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** Records in the place of an event, each with another fault that a reader has to refuse. */
final class Poison {
  private static final int FAULTS = 9;

  private final Envelope envelope;
  private final Map<String, @Nullable Object> key;
  private final Random random;

  /**
   * Creates a record.
   *
   * @param envelope of an event in order
   * @param key of a row, kept but for one fault, so that the record can be traced to a book
   * @param random chooses the fault
   */
  Poison(Envelope envelope, Map<String, @Nullable Object> key, Random random) {
    this.envelope = envelope;
    this.key = key;
    this.random = random;
  }

  MockEvent event() {
    Map<String, @Nullable Object> after = new LinkedHashMap<>();
    after.put("text", Envelope.cell("Nobody should ever find this.", null));
    Map<String, @Nullable Object> value = envelope.value("i", after);
    return switch (random.nextInt(FAULTS)) {
      case 0 -> with("This is no event, only a remark in the margin.");
      case 1 -> with(List.of(1L, 2L, 3L));
      case 2 -> {
        value.remove("source");
        yield with(value);
      }
      case 3 -> {
        source(value).remove("ts_us");
        yield with(value);
      }
      case 4 -> {
        source(value).put("ts_us", "yesterday");
        yield with(value);
      }
      case 5 -> {
        source(value).put("table", "scrolls_that_nobody_reads");
        yield with(value);
      }
      case 6 -> {
        value.put("op", "x");
        yield with(value);
      }
      case 7 -> {
        after.put("text", "a text where a cell belongs");
        yield with(value);
      }
      default -> {
        Map<String, @Nullable Object> partial = new LinkedHashMap<>(key);
        partial.remove(Envelope.PAGE);
        yield new MockEvent(partial, value, null, false);
      }
    };
  }

  private MockEvent with(Object value) {
    return new MockEvent(key, value, null, false);
  }

  @SuppressWarnings("unchecked") // Envelope made it
  private static Map<String, @Nullable Object> source(Map<String, @Nullable Object> value) {
    return (Map<String, @Nullable Object>) Objects.requireNonNull(value.get("source"));
  }
}
