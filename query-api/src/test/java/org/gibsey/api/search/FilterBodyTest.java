package org.gibsey.api.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.gibsey.api.http.Problem;
import org.gibsey.api.http.ProblemType;
import org.gibsey.collection.ChunkSettings;
import org.gibsey.collection.CollectionDefinition;
import org.gibsey.collection.FieldType;
import org.gibsey.collection.TableName;
import org.gibsey.index.Condition;
import org.gibsey.index.RowFilter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

final class FilterBodyTest {
  private static final CollectionDefinition LETTERS =
      new CollectionDefinition(
          "letters",
          new TableName("gibsey", "letters"),
          List.of("box"),
          List.of("number"),
          "text",
          null,
          List.of("writer", "sent", "read"),
          null,
          Map.of(
              "number",
              FieldType.NUMBER,
              "writer",
              FieldType.KEYWORD,
              "sent",
              FieldType.TIME,
              "read",
              FieldType.KEYWORD),
          1_000,
          new ChunkSettings(200, 40),
          null,
          1);

  @Test
  void readsEveryKindOfCondition() throws Exception {
    RowFilter filter =
        read(
            """
            {"must":[{"field":"box","eq":"attic"},
                     {"field":"number","gt":2,"lte":7.5},
                     {"field":"sent","gte":"2026-05-01","lt":1780000000000}],
             "should":[{"field":"writer","in":["Edda",7,true]},{"field":"number","in":[1,-2e3]}],
             "must_not":[{"field":"sent","exists":true},{"field":"read","eq":false}]}
            """);
    assertThat(filter)
        .isEqualTo(
            new RowFilter(
                List.of(
                    new Condition.Equal("box", "attic"),
                    new Condition.Range("number", "2", null, null, "7.5"),
                    new Condition.Range("sent", null, "2026-05-01", "2026-05-28T20:26:40Z", null)),
                List.of(
                    new Condition.In("writer", List.of("Edda", "7", "true")),
                    new Condition.In("number", List.of("1", "-2000.0"))),
                List.of(new Condition.Exists("sent"), new Condition.Equal("read", "false"))));
  }

  @Test
  void millisecondsMeanTheSameHoweverFewTheyAre() throws Exception {
    // The index itself would read a small number as days.
    assertThat(read("{\"must\":[{\"field\":\"sent\",\"lt\":5}]}").must())
        .containsExactly(new Condition.Range("sent", null, null, "1970-01-01T00:00:00.005Z", null));
  }

  @Test
  void listsMayBeMissingOrEmpty() throws Exception {
    assertThat(FilterBody.of(null, LETTERS)).isEqualTo(RowFilter.NONE);
    assertThat(read("null")).isEqualTo(RowFilter.NONE);
    assertThat(read("{}")).isEqualTo(RowFilter.NONE);
    assertThat(read("{\"must\":[],\"should\":null}")).isEqualTo(RowFilter.NONE);
  }

  static Stream<Arguments> wrong() {
    String many =
        IntStream.range(0, FilterBody.MOST_CONDITIONS + 1)
            .mapToObj(i -> "{\"field\":\"box\",\"eq\":\"" + i + "\"}")
            .collect(Collectors.joining(","));
    String values =
        IntStream.range(0, 257).mapToObj(Integer::toString).collect(Collectors.joining(","));
    return Stream.of(
        Arguments.of("[]", "'filter' must be an object"),
        Arguments.of("\"box\"", "'filter' must be an object"),
        Arguments.of("{\"most\":[]}", "no field 'filter.most'"),
        Arguments.of("{\"must\":{}}", "'filter.must' must be a list"),
        Arguments.of("{\"must_not\":\"x\"}", "'filter.must_not' must be a list"),
        Arguments.of("{\"must\":[1]}", "'filter.must[0]' must be an object"),
        Arguments.of("{\"must\":[{\"eq\":\"x\"}]}", "'filter.must[0].field' must name a column"),
        Arguments.of(
            "{\"should\":[{\"field\":\"box\",\"eq\":\"x\"},{\"field\":\"colour\",\"eq\":\"x\"}]}",
            "'filter.should[1].field' names 'colour', which can't be filtered by; there are: box"
                + " (keyword), number (number), "),
        condition("\"field\":\"text\",\"eq\":\"x\"", "names 'text'"),
        condition("\"field\":\"box\"", "needs one of eq, in, exists"),
        condition("\"field\":\"box\",\"eq\":\"x\",\"in\":[\"x\"]", "only one of"),
        condition("\"field\":\"number\",\"eq\":1,\"lt\":2", "only one of"),
        condition("\"field\":\"box\",\"like\":\"x\"", "no field 'filter.must[0].like'"),
        condition("\"field\":\"box\",\"range\":\"x\"", "no field 'filter.must[0].range'"),
        condition("\"field\":\"box\",\"gt\":\"x\"", "keywords, which have no order"),
        condition("\"field\":\"number\",\"gt\":1,\"gte\":1", "two bounds on the same side"),
        condition("\"field\":\"number\",\"lt\":1,\"lte\":1", "two bounds on the same side"),
        condition("\"field\":\"number\",\"eq\":\"1\"", "'filter.must[0].eq' must be a number"),
        condition("\"field\":\"number\",\"eq\":null", "'filter.must[0].eq' must be a number"),
        condition("\"field\":\"number\",\"eq\":1e999", "'filter.must[0].eq' must be a number"),
        condition("\"field\":\"number\",\"in\":[1,true]", "'filter.must[0].in[1]' must be a"),
        condition("\"field\":\"box\",\"eq\":[\"x\"]", "'filter.must[0].eq' must be a string"),
        condition("\"field\":\"sent\",\"eq\":true", "must be a time"),
        condition("\"field\":\"sent\",\"eq\":1.5", "must be a time"),
        condition("\"field\":\"sent\",\"eq\":9223372036854775807", "must be a time"),
        condition("\"field\":\"sent\",\"eq\":-9223372036854775808", "must be a time"),
        condition("\"field\":\"box\",\"in\":[]", "list of 1 to 256"),
        condition("\"field\":\"box\",\"in\":\"x\"", "list of 1 to 256"),
        condition("\"field\":\"box\",\"in\":[" + values + "]", "list of 1 to 256"),
        condition("\"field\":\"box\",\"exists\":false", "must be true"),
        condition("\"field\":\"box\",\"exists\":1", "must be true"),
        condition("\"field\":\"box\",\"eq\":\"" + "x".repeat(1_001) + "\"", "at most 1000"),
        Arguments.of("{\"must\":[" + many + "]}", "has 62 conditions, allowed are 61"));
  }

  private static Arguments condition(String fields, String told) {
    return Arguments.of("{\"must\":[{" + fields + "}]}", told);
  }

  @ParameterizedTest
  @MethodSource("wrong")
  void whatIsWrongIsToldWithItsPlace(String filter, String told) {
    assertThatThrownBy(() -> read(filter))
        .isInstanceOfSatisfying(
            Problem.class,
            problem -> assertThat(problem.type()).isEqualTo(ProblemType.INVALID_VALUE))
        .hasMessageContaining(told);
  }

  private static RowFilter read(String json) throws Exception {
    return FilterBody.of(new ObjectMapper().readTree(json), LETTERS);
  }
}
