package org.gibsey.api.http;

import io.javalin.http.Context;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The media types that a client accepts, with their weights (RFC 9110, section 12.5.1). Of several
 * ranges that fit a type the most specific one decides. Parameters of a type, such as its charset,
 * are not looked at: each type is served in one form.
 */
public final class Accepted {
  /** More than any client has reason to send; what follows is not looked at. */
  private static final int MAX_RANGES = 50;

  private static final Accepted ANYTHING = new Accepted(List.of());

  private final List<Range> ranges;

  private Accepted(List<Range> ranges) {
    this.ranges = ranges;
  }

  /** What the client of a request accepts; anything if it does not say. */
  public static Accepted by(Context ctx) {
    return parse(ctx.header("Accept"));
  }

  static Accepted parse(@Nullable String header) {
    if (header == null || header.isBlank()) {
      return ANYTHING;
    }
    List<Range> ranges = new ArrayList<>();
    for (String part : header.split(",", MAX_RANGES + 1)) {
      if (!part.isBlank() && ranges.size() < MAX_RANGES) {
        ranges.add(Range.parse(part));
      }
    }
    return ranges.isEmpty() ? ANYTHING : new Accepted(ranges);
  }

  /**
   * The type that the client likes best, the earlier one of two it likes the same.
   *
   * @param offered types such as {@code application/json}, in the server's own order
   */
  public Optional<String> best(List<String> offered) {
    @Nullable String best = null;
    double most = 0;
    for (String type : offered) {
      double weight = weight(type);
      if (weight > most) {
        best = type;
        most = weight;
      }
    }
    return Optional.ofNullable(best);
  }

  /** Whether the client likes a type better than what it gets otherwise. */
  public boolean prefers(String type, String otherwise) {
    return best(List.of(otherwise, type)).filter(type::equals).isPresent();
  }

  /** From 0, not accepted, to 1. */
  private double weight(String type) {
    if (ranges.isEmpty()) {
      return 1;
    }
    int closest = 0;
    double weight = 0;
    for (Range range : ranges) {
      int closeness = range.closeness(type);
      if (closeness > closest) {
        closest = closeness;
        weight = range.weight;
      }
    }
    return weight;
  }

  private record Range(String type, double weight) {
    static Range parse(String text) {
      String[] parts = text.split(";", -1);
      double weight = 1;
      for (int i = 1; i < parts.length; i++) {
        String parameter = parts[i].strip().toLowerCase(Locale.ROOT);
        if (parameter.startsWith("q=")) {
          weight = weight(parameter.substring(2).strip());
        }
      }
      return new Range(parts[0].strip().toLowerCase(Locale.ROOT), weight);
    }

    /** A weight that is none counts as the full one, as if it were not there. */
    private static double weight(String text) {
      return text.matches("0(\\.[0-9]{0,3})?|1(\\.0{0,3})?") ? Double.parseDouble(text) : 1;
    }

    /** 0 if this range does not hold the type, and more the narrower it is. */
    int closeness(String other) {
      if (type.equals(other)) {
        return 3;
      }
      if (type.equals("*/*") || type.equals("*")) {
        return 1;
      }
      return type.endsWith("/*") && other.startsWith(type.substring(0, type.length() - 1)) ? 2 : 0;
    }
  }
}
