package org.gibsey.api.search;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import org.gibsey.api.http.Problem;
import org.gibsey.api.http.ProblemType;
import org.jspecify.annotations.Nullable;

/** A field whose value is one of a few names, the lower-case names of an enum's members. */
public final class Choice {
  private Choice() {}

  /**
   * The member of that name, or the default when none is given.
   *
   * @throws Problem when there is no member of that name
   */
  public static <E extends Enum<E>> E of(
      String field, @Nullable String given, Class<E> type, E byDefault) {
    if (given == null) {
      return byDefault;
    }
    for (E member : type.getEnumConstants()) {
      if (name(member).equals(given)) {
        return member;
      }
    }
    throw new Problem(
        ProblemType.INVALID_VALUE,
        "The field '%s' must be one of %s."
            .formatted(
                field,
                Arrays.stream(type.getEnumConstants())
                    .map(Choice::name)
                    .collect(Collectors.joining(", "))));
  }

  /** A member's name as it goes in and out. */
  public static String name(Enum<?> member) {
    return member.name().toLowerCase(Locale.ROOT);
  }
}
