package org.gibsey.shard;

import java.util.List;
import org.gibsey.index.Condition;
import org.gibsey.index.InvalidFilterException;
import org.gibsey.index.RowFilter;
import org.gibsey.shard.v2.Exists;
import org.gibsey.shard.v2.Filter;
import org.gibsey.shard.v2.Range;
import org.gibsey.shard.v2.Values;
import org.jspecify.annotations.Nullable;

/** Filters as messages, and back. */
final class WireFilter {
  private WireFilter() {}

  static Filter toMessage(RowFilter filter) {
    return Filter.newBuilder()
        .addAllMust(toMessages(filter.must()))
        .addAllShould(toMessages(filter.should()))
        .addAllMustNot(toMessages(filter.mustNot()))
        .build();
  }

  /**
   * The filter in a message.
   *
   * @throws InvalidFilterException when it has more conditions or values than allowed, or a
   *     condition is none
   */
  static RowFilter ofMessage(Filter filter) {
    return new RowFilter(
        ofMessages(filter.getMustList()),
        ofMessages(filter.getShouldList()),
        ofMessages(filter.getMustNotList()));
  }

  private static List<org.gibsey.shard.v2.Condition> toMessages(List<Condition> conditions) {
    return conditions.stream().map(WireFilter::toMessage).toList();
  }

  private static List<Condition> ofMessages(List<org.gibsey.shard.v2.Condition> conditions) {
    return conditions.stream().map(WireFilter::ofMessage).toList();
  }

  private static org.gibsey.shard.v2.Condition toMessage(Condition condition) {
    var message = org.gibsey.shard.v2.Condition.newBuilder().setColumn(condition.column());
    switch (condition) {
      case Condition.Equal equal -> message.setEqual(equal.value());
      case Condition.In in -> message.setIn(Values.newBuilder().addAllValues(in.values()));
      case Condition.Range range -> message.setRange(toMessage(range));
      case Condition.Exists exists -> message.setExists(Exists.getDefaultInstance());
    }
    return message.build();
  }

  private static Condition ofMessage(org.gibsey.shard.v2.Condition message) {
    String column = message.getColumn();
    return switch (message.getKindCase()) {
      case EQUAL -> new Condition.Equal(column, message.getEqual());
      case IN -> new Condition.In(column, message.getIn().getValuesList());
      case RANGE -> ofMessage(column, message.getRange());
      case EXISTS -> new Condition.Exists(column);
      case KIND_NOT_SET ->
          throw new InvalidFilterException("the condition on " + column + " says nothing");
    };
  }

  private static Range toMessage(Condition.Range range) {
    Range.Builder message = Range.newBuilder();
    @Nullable String above = range.above();
    @Nullable String from = range.from();
    @Nullable String below = range.below();
    @Nullable String to = range.to();
    if (above != null) {
      message.setAbove(above);
    }
    if (from != null) {
      message.setFrom(from);
    }
    if (below != null) {
      message.setBelow(below);
    }
    if (to != null) {
      message.setTo(to);
    }
    return message.build();
  }

  private static Condition ofMessage(String column, Range range) {
    return new Condition.Range(
        column,
        range.hasAbove() ? range.getAbove() : null,
        range.hasFrom() ? range.getFrom() : null,
        range.hasBelow() ? range.getBelow() : null,
        range.hasTo() ? range.getTo() : null);
  }
}
