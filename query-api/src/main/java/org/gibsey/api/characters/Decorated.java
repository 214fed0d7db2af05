package org.gibsey.api.characters;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The text of a lorebook's entry, parted from its decorators: the lines at its beginning that start
 * with {@code @@}. A line with {@code @@@} is used when the one before it is of no use here; of two
 * of one name the first counts.
 *
 * @param values the decorators that have an effect, with what they say
 * @param text the rest, without blank lines around it
 */
record Decorated(Map<Decorator, String> values, String text) {
  private static final Pattern LINE =
      Pattern.compile("(@@@?)([A-Za-z_]{1,60})(?:[ \\t]+(.*))?", Pattern.DOTALL);

  Decorated {
    values = Map.copyOf(values);
  }

  static Decorated of(String content) {
    Map<Decorator, String> values = new EnumMap<>(Decorator.class);
    List<String> lines = content.lines().toList();
    int at = 0;
    boolean settled = false;
    for (; at < lines.size(); at++) {
      String line = lines.get(at).strip();
      if (line.isEmpty()) {
        continue;
      }
      if (!line.startsWith("@@")) {
        break;
      }
      boolean fallback = line.startsWith("@@@");
      if (!fallback || !settled) {
        settled = take(line, values);
      }
    }
    return new Decorated(values, String.join("\n", lines.subList(at, lines.size())).strip());
  }

  /** Whether the line is one that is understood here. */
  private static boolean take(String line, Map<Decorator, String> values) {
    Matcher parts = LINE.matcher(line);
    if (!parts.matches()) {
      return false;
    }
    String value = parts.group(3) == null ? "" : parts.group(3).strip();
    return Decorator.of(parts.group(2), value)
        .map(
            known -> {
              values.putIfAbsent(known, value);
              return true;
            })
        .orElse(false);
  }

  boolean has(Decorator decorator) {
    return values.containsKey(decorator);
  }

  /** The number that a decorator says, if it is there. */
  OptionalInt number(Decorator decorator) {
    @Nullable String value = values.get(decorator);
    return value == null ? OptionalInt.empty() : OptionalInt.of(Integer.parseInt(value));
  }

  /** The words that a decorator lists; none when it is not there. */
  List<String> words(Decorator decorator) {
    return Decorator.words(values.getOrDefault(decorator, ""));
  }

  /** What a decorator says, or something else when it is not there. */
  String value(Decorator decorator, String otherwise) {
    return values.getOrDefault(decorator, otherwise);
  }
}
