package org.gibsey.api.search;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.gibsey.api.http.Problem;
import org.gibsey.api.http.ProblemType;
import org.gibsey.collection.CollectionDefinition;
import org.gibsey.index.Condition;
import org.gibsey.index.RowFilter;
import org.jspecify.annotations.Nullable;

/**
 * Reads a filter: an object with the lists {@code must}, {@code should} and {@code must_not} of
 * conditions, each of which may be left out.
 */
public final class FilterBody {
  /** Most conditions of all three lists together. */
  public static final int MOST_CONDITIONS =
      RowFilter.MOST_CONDITIONS - BookFilter.MOST_CONDITIONS - OwnRows.MOST_CONDITIONS;

  private static final List<String> LISTS = List.of("must", "should", "must_not");

  private FilterBody() {}

  /**
   * Which rows may be found.
   *
   * @param body the value of the field {@code filter}, or null when it is missing
   * @throws Problem when it is no filter, has too many conditions, or does not fit the columns of
   *     the collection
   */
  public static RowFilter of(@Nullable JsonNode body, CollectionDefinition collection) {
    return of(body, collection, "filter");
  }

  /** {@link #of(JsonNode, CollectionDefinition)} of a field with another name. */
  public static RowFilter of(
      @Nullable JsonNode body, CollectionDefinition collection, String field) {
    if (body == null || body.isNull()) {
      return RowFilter.NONE;
    }
    requireKnown(body, field);
    int conditions = LISTS.stream().mapToInt(name -> body.path(name).size()).sum();
    if (conditions > MOST_CONDITIONS) {
      throw invalid(
          ("The field '%s' has %d conditions, allowed are %d; several values of a column are one"
                  + " condition with 'in'.")
              .formatted(field, conditions, MOST_CONDITIONS));
    }
    FilterColumns columns = FilterColumns.of(collection);
    return new RowFilter(
        list(body, field, "must", columns),
        list(body, field, "should", columns),
        list(body, field, "must_not", columns));
  }

  private static void requireKnown(JsonNode body, String field) {
    if (!body.isObject()) {
      throw invalid(
          "The field '%s' must be an object with lists of conditions: must, should, must_not."
              .formatted(field));
    }
    for (Iterator<String> names = body.fieldNames(); names.hasNext(); ) {
      String name = names.next();
      if (!LISTS.contains(name)) {
        throw invalid(
            "There is no field '%s.%s'; known are must, must_not, should."
                .formatted(field, ConditionBody.shown(name)));
      }
    }
  }

  private static List<Condition> list(
      JsonNode body, String field, String name, FilterColumns columns) {
    JsonNode list = body.path(name);
    if (list.isMissingNode() || list.isNull()) {
      return List.of();
    }
    if (!list.isArray()) {
      throw invalid("The field '%s.%s' must be a list of conditions.".formatted(field, name));
    }
    List<Condition> conditions = new ArrayList<>(list.size());
    for (int i = 0; i < list.size(); i++) {
      conditions.add(
          ConditionBody.read(list.path(i), "%s.%s[%d]".formatted(field, name, i), columns));
    }
    return conditions;
  }

  private static Problem invalid(String detail) {
    return new Problem(ProblemType.INVALID_VALUE, detail);
  }
}
