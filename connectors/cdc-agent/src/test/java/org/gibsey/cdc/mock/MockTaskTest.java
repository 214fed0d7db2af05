package org.gibsey.cdc.mock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.connect.source.SourceRecord;
import org.gibsey.cdc.StoredOffset;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class MockTaskTest {
  private static final Map<String, String> OPTIONS =
      Map.of(
          "topic.prefix", "p", "rate.per.second", "0", "count", "500", "percent.row.deletes", "30");

  private static List<SourceRecord> run(Map<String, String> options, @Nullable Object offset)
      throws InterruptedException {
    MockTask task = new MockTask();
    task.initialize(new StoredOffset(offset == null ? null : Map.of(MockTask.NUMBER, offset)));
    task.start(options);
    List<SourceRecord> all = new ArrayList<>();
    List<SourceRecord> batch = task.poll();
    while (batch != null) {
      assertThat(batch).hasSizeLessThanOrEqualTo(2 * MockTask.BATCH);
      all.addAll(batch);
      batch = task.poll();
    }
    task.stop();
    return all;
  }

  @Test
  void goesOnBehindAnyAcknowledgedRecord() throws InterruptedException {
    List<SourceRecord> all = run(OPTIONS, null);
    assertThat(all.stream().filter(r -> r.value() != null)).hasSize(500);
    assertThat(all.get(0).topic()).isEqualTo("p.gibsey.pages");

    for (int last = 0; last < all.size(); last += 37) {
      List<SourceRecord> rest = run(OPTIONS, all.get(last).sourceOffset().get(MockTask.NUMBER));
      // A delete whose tombstone was not acknowledged comes again, nothing else does.
      boolean halfDelete = last + 1 < all.size() && all.get(last + 1).value() == null;
      List<SourceRecord> expected = all.subList(halfDelete ? last : last + 1, all.size());
      assertThat(rest.stream().map(MockTaskTest::content))
          .isEqualTo(expected.stream().map(MockTaskTest::content).toList());
    }
  }

  private static String content(SourceRecord record) {
    return record.key() + " " + record.value();
  }

  @Test
  void everyDeleteIsFollowedByATombstoneOfItsKey() throws InterruptedException {
    List<SourceRecord> all = run(OPTIONS, null);
    int deletes = 0;
    for (int i = 0; i < all.size(); i++) {
      if (all.get(i).value() instanceof Map<?, ?> value && "d".equals(value.get("op"))) {
        assertThat(all.get(i + 1).value()).isNull();
        assertThat(all.get(i + 1).key()).isEqualTo(all.get(i).key());
        deletes++;
      }
    }
    assertThat(deletes).isGreaterThan(50);
  }

  @Test
  void aHigherCountGoesOnAndAnotherSeedBeginsAnew() {
    Map<String, String> longer = new HashMap<>(OPTIONS);
    longer.put("count", "600");
    Map<String, String> other = new HashMap<>(OPTIONS);
    other.put("seed", "2");

    assertThat(MockOptions.of(longer).partition()).isEqualTo(MockOptions.of(OPTIONS).partition());
    assertThat(MockOptions.of(other).partition()).isNotEqualTo(MockOptions.of(OPTIONS).partition());
  }

  @Test
  void refusesAFileThatIsNotThere() {
    Map<String, String> options =
        Map.of("topic.prefix", "p", "file", Path.of("no", "such", "file").toString());

    assertThatThrownBy(() -> MockOptions.of(options))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("file");
  }

  @Test
  void keepsToItsRate() {
    Pace pace = new Pace(100, 0);
    assertThat(pace.take(64, 0)).isZero();
    assertThat(pace.take(64, 100_000_000)).isEqualTo(10);
    assertThat(pace.take(64, 100_000_001)).isZero();
    // An hour away brings one second's worth, not an hour's.
    int taken = 0;
    for (int i = 0; i < 10; i++) {
      taken += pace.take(64, 3_600_000_000_000L);
    }
    assertThat(taken).isEqualTo(100);
  }
}
