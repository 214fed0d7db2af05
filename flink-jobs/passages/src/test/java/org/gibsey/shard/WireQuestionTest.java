package org.gibsey.shard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import java.util.List;
import java.util.Map;
import org.gibsey.index.Condition;
import org.gibsey.index.Grouping;
import org.gibsey.index.PassageDetails;
import org.gibsey.index.PassageQuery;
import org.gibsey.index.RowFilter;
import org.gibsey.index.WordStatistics;
import org.gibsey.shard.v2.Filter;
import org.gibsey.shard.v2.SearchRequest;
import org.junit.jupiter.api.Test;

/** Questions survive the way through their messages. */
class WireQuestionTest {
  @Test
  void keepsEveryConditionAndItsPlace() {
    RowFilter filter =
        new RowFilter(
            List.of(
                new Condition.Equal("book_id", ""),
                new Condition.Range("page_num", "1", null, null, "9.5")),
            List.of(
                new Condition.In("speaker", List.of("Edda", "", "Ödön")),
                new Condition.Range("written", null, "2026-01-01T00:00:00Z", "0", null)),
            List.of(new Condition.Exists("chapter")));

    assertThat(WireFilter.ofMessage(WireFilter.toMessage(filter))).isEqualTo(filter);
    assertThat(WireFilter.ofMessage(Filter.getDefaultInstance())).isEqualTo(RowFilter.NONE);
  }

  @Test
  void refusesAConditionThatSaysNothing() {
    Filter filter =
        Filter.newBuilder()
            .addMust(org.gibsey.shard.v2.Condition.newBuilder().setColumn("speaker"))
            .build();

    assertThatThrownBy(() -> WireFilter.ofMessage(filter))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("speaker");
  }

  @Test
  void keepsAllElseOfAQuestion() {
    float[] vector = {0.1f, -0f, Float.MIN_VALUE, 1e30f};
    ShardQuestion question =
        new ShardQuestion(
            new PassageQuery(
                "bell",
                vector,
                RowFilter.NONE,
                7,
                Grouping.PASSAGE,
                40,
                true,
                new PassageDetails(true, "bells"),
                new WordStatistics(
                    new WordStatistics.FieldSize(1, 2),
                    new WordStatistics.FieldSize(3, 4),
                    Map.of("bell", new WordStatistics.Frequency(5, 6)))),
            "a-model");

    ShardQuestion read = WireQuestion.ofMessage(WireQuestion.toMessage(question));

    assertThat(read.model()).isEqualTo("a-model");
    assertThat(read.query())
        .usingRecursiveComparison()
        .withStrictTypeChecking()
        .isEqualTo(question.query());
  }

  @Test
  void refusesAVectorThatIsCutOff() {
    SearchRequest request =
        SearchRequest.newBuilder()
            .setLimit(1)
            .setVector(ByteString.copyFrom(new byte[] {1, 2, 3, 4, 5}))
            .build();

    assertThatThrownBy(() -> WireQuestion.ofMessage(request))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("5 bytes");
  }
}
