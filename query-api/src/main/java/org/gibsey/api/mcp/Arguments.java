package org.gibsey.api.mcp;

import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.gibsey.api.http.Problem;
import org.gibsey.api.http.ProblemType;
import org.gibsey.api.search.Limits;
import org.gibsey.api.search.QueryText;
import org.jspecify.annotations.Nullable;

/** What a tool is called with, checked as the fields of a body are. */
final class Arguments {
  private final Map<String, Object> values;

  /**
   * Arguments.
   *
   * @param schema an object's, whose properties are all that may be given
   * @throws Problem when there is one that the tool does not know
   */
  Arguments(Map<String, Object> schema, @Nullable Map<String, Object> values) {
    this.values = values == null ? Map.of() : values;
    Set<?> known = ((Map<?, ?>) schema.getOrDefault("properties", Map.of())).keySet();
    for (String name : this.values.keySet()) {
      if (!known.contains(name)) {
        throw invalid(
            "There is no argument '%s'; known are %s."
                .formatted(
                    name.length() > 60 ? name.substring(0, 60) : name,
                    String.join(
                        ", ", new TreeSet<>(known.stream().map(String::valueOf).toList()))));
      }
    }
  }

  /** A text that can be searched for; see {@link QueryText}. */
  String query(String name) {
    return QueryText.of(text(name), name);
  }

  @Nullable String text(String name) {
    @Nullable Object value = values.get(name);
    if (value == null || value instanceof String) {
      return (String) value;
    }
    throw invalid("The argument '" + name + "' must be a string.");
  }

  String required(String name) {
    @Nullable String text = text(name);
    if (text == null) {
      throw invalid("The argument '" + name + "' is missing.");
    }
    return text;
  }

  int requiredNumber(String name) {
    @Nullable Integer number = number(name);
    if (number == null) {
      throw invalid("The argument '" + name + "' is missing.");
    }
    return number;
  }

  /** A number from 1 to {@code max}, or the default. */
  int limit(String name, int byDefault, int max) {
    return Limits.within(name, number(name), byDefault, max);
  }

  private @Nullable Integer number(String name) {
    @Nullable Object value = values.get(name);
    if (value == null || value instanceof Integer) {
      return (Integer) value;
    }
    throw invalid("The argument '" + name + "' must be a whole number.");
  }

  private static Problem invalid(String detail) {
    return new Problem(ProblemType.INVALID_VALUE, detail);
  }
}
