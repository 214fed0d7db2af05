package org.gibsey.api.search;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import org.gibsey.api.http.Problem;
import org.gibsey.api.http.ProblemType;
import org.gibsey.collection.FieldType;
import org.gibsey.index.Condition;
import org.gibsey.index.RowFilter;
import org.jspecify.annotations.Nullable;

/**
 * Reads one condition of a filter: an object with {@code field} and one of {@code eq}, {@code in},
 * {@code exists} and bounds, which are {@code gt} or {@code gte}, {@code lt} or {@code lte}.
 */
final class ConditionBody {
  private static final Set<String> BOUNDS = Set.of("gt", "gte", "lt", "lte");
  private static final String KINDS = "eq, in, exists, or bounds gt, gte, lt, lte";
  private static final int MAX_NAME_SHOWN = 60;

  private final JsonNode body;
  private final String place;
  private final String column;
  private final FieldType type;

  private ConditionBody(JsonNode body, String place, String column, FieldType type) {
    this.body = body;
    this.place = place;
    this.column = column;
    this.type = type;
  }

  /**
   * A condition.
   *
   * @param place where it stands in the body, for messages
   * @throws Problem when it is none, or does not fit the columns
   */
  static Condition read(JsonNode body, String place, FilterColumns columns) {
    if (!body.isObject()) {
      throw invalid(
          "The field '%s' must be an object such as {\"field\": …, \"eq\": …}.".formatted(place));
    }
    JsonNode field = body.path("field");
    if (!field.isTextual()) {
      throw invalid(
          "The field '%s.field' must name a column; there are: %s.".formatted(place, columns));
    }
    FieldType type = columns.type(field.textValue());
    if (type == null) {
      throw invalid(
          "The field '%s.field' names '%s', which can't be filtered by; there are: %s."
              .formatted(place, shown(field.textValue()), columns));
    }
    return new ConditionBody(body, place, field.textValue(), type).condition();
  }

  private Condition condition() {
    String kind = kind();
    return switch (kind) {
      case "eq" -> new Condition.Equal(column, value("eq"));
      case "in" -> new Condition.In(column, values());
      case "exists" -> exists();
      default -> range();
    };
  }

  /** The one kind of condition that is asked for. */
  private String kind() {
    @Nullable String kind = null;
    for (Iterator<String> names = body.fieldNames(); names.hasNext(); ) {
      String name = names.next();
      if (name.equals("field")) {
        continue;
      }
      String next = BOUNDS.contains(name) ? "range" : name;
      if (!Set.of("eq", "in", "exists", "range").contains(next) || name.equals("range")) {
        throw invalid(
            "There is no field '%s.%s'; allowed are %s.".formatted(place, shown(name), KINDS));
      }
      if (kind != null && !kind.equals(next)) {
        throw invalid("The field '%s' may have only one of %s.".formatted(place, KINDS));
      }
      kind = next;
    }
    if (kind == null) {
      throw invalid("The field '%s' needs one of %s.".formatted(place, KINDS));
    }
    return kind;
  }

  private List<String> values() {
    JsonNode in = body.path("in");
    if (!in.isArray() || in.isEmpty() || in.size() > RowFilter.MOST_VALUES) {
      throw invalid(
          "The field '%s.in' must be a list of 1 to %d values."
              .formatted(place, RowFilter.MOST_VALUES));
    }
    List<String> values = new ArrayList<>(in.size());
    for (int i = 0; i < in.size(); i++) {
      values.add(FilterValue.of(in.path(i), type, place + ".in[" + i + "]"));
    }
    return values;
  }

  private Condition exists() {
    if (!body.path("exists").booleanValue()) {
      throw invalid(
          ("The field '%s.exists' must be true; for rows without a value put the condition into"
                  + " must_not.")
              .formatted(place));
    }
    return new Condition.Exists(column);
  }

  private Condition range() {
    if (type == FieldType.KEYWORD) {
      throw invalid(
          ("The field '%s' has a bound, but the column '%s' holds keywords, which have no order; use"
                  + " eq, in or exists.")
              .formatted(place, column));
    }
    if ((body.has("gt") && body.has("gte")) || (body.has("lt") && body.has("lte"))) {
      throw invalid(
          "The field '%s' has two bounds on the same side; leave one out.".formatted(place));
    }
    return new Condition.Range(column, bound("gt"), bound("gte"), bound("lt"), bound("lte"));
  }

  private @Nullable String bound(String name) {
    return body.has(name) ? value(name) : null;
  }

  private String value(String name) {
    return FilterValue.of(body.path(name), type, place + "." + name);
  }

  static String shown(String name) {
    return name.length() <= MAX_NAME_SHOWN ? name : name.substring(0, MAX_NAME_SHOWN) + "…";
  }

  private static Problem invalid(String detail) {
    return new Problem(ProblemType.INVALID_VALUE, detail);
  }
}
