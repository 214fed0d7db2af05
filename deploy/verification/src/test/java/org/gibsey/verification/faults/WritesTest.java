package org.gibsey.verification.faults;

import static org.assertj.core.api.Assertions.assertThat;

import com.datastax.oss.driver.api.core.cql.BatchStatement;
import com.datastax.oss.driver.api.core.cql.SimpleStatement;
import com.datastax.oss.driver.api.core.cql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class WritesTest {
  @Test
  void oneSeedGivesOneSequence() {
    assertThat(sequence(7)).isEqualTo(sequence(7)).isNotEqualTo(sequence(8));
  }

  @Test
  void aSequenceHoldsEveryKindOfWrite() {
    Writes writes = writes(7);
    List<String> kinds =
        IntStream.range(0, 1_000).mapToObj(i -> writes.next().kind()).distinct().toList();
    assertThat(kinds)
        .containsExactlyInAnyOrder(
            "insert",
            "update",
            "delete a column",
            "delete a row",
            "delete a range",
            "delete a partition",
            "expire",
            "delete and insert",
            "batch",
            "out of order");
  }

  private static Writes writes(long seed) {
    return new Writes(seed, List.of("one", "two"), () -> 1_000_000_000);
  }

  private static List<String> sequence(long seed) {
    Writes writes = writes(seed);
    List<String> sequence = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      sequence.add(describe(writes.next().statement()));
    }
    return sequence;
  }

  private static String describe(Statement<?> statement) {
    if (statement instanceof BatchStatement batch) {
      StringBuilder all = new StringBuilder(batch.getBatchType().toString());
      batch.forEach(each -> all.append(describe((Statement<?>) each)));
      return all.toString();
    }
    SimpleStatement simple = (SimpleStatement) statement;
    return simple.getQuery() + simple.getPositionalValues();
  }
}
