package org.gibsey.api.characters;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.gibsey.api.characters.Lorebook.Line;
import org.gibsey.api.characters.Lorebook.Scene;

/**
 * The rules of lorebooks, read off the specifications one by one and carried out as slowly as they
 * are written, from the JSON itself. Decorators are one on a line and well-formed.
 */
final class PlainLorebook {
  private final JsonNode book;

  PlainLorebook(JsonNode book) {
    this.book = book;
  }

  /** The texts that apply, in their order. */
  List<String> select(Scene scene) {
    List<JsonNode> entries = new ArrayList<>();
    book.path("entries").forEach(entries::add);
    List<JsonNode> active = new ArrayList<>();
    boolean more = true;
    while (more) {
      List<String> lore =
          book.path("recursive_scanning").asBoolean()
              ? active.stream().map(PlainLorebook::text).toList()
              : List.of();
      List<JsonNode> now =
          entries.stream()
              .filter(entry -> active.contains(entry) || applies(entry, scene, lore))
              .toList();
      more = now.size() > active.size() && book.path("recursive_scanning").asBoolean();
      active.clear();
      active.addAll(now);
    }
    // Stable, so that entries of one order stay as they are listed.
    active.sort(Comparator.comparingDouble(entry -> entry.path("insertion_order").asDouble()));
    while (active.stream().mapToInt(entry -> LorebookTest.words(text(entry))).sum()
        > Math.min(book.path("token_budget").asInt(1_000), scene.mostTokens())) {
      active.remove(weakest(active));
    }
    return active.stream().map(PlainLorebook::text).toList();
  }

  private static JsonNode weakest(List<JsonNode> active) {
    return IntStream.range(0, active.size())
        .boxed()
        .min(
            Comparator.<Integer>comparingInt(
                    i -> value(active.get(i), "ignore_on_max_context") == null ? 1 : 0)
                .thenComparingDouble(i -> rank(active.get(i)))
                .thenComparing(Comparator.<Integer>reverseOrder()))
        .map(active::get)
        .orElseThrow();
  }

  private static double rank(JsonNode entry) {
    return entry.has("priority")
        ? entry.path("priority").asDouble()
        : entry.path("insertion_order").asDouble();
  }

  private boolean applies(JsonNode entry, Scene scene, List<String> lore) {
    if (!entry.path("enabled").asBoolean(true) || text(entry).isEmpty()) {
      return false;
    }
    Integer progress = scene.progress();
    JsonNode page = entry.at("/extensions/gibsey/from_page");
    if (progress != null && !page.isMissingNode() && page.asInt() > progress) {
      return false;
    }
    if (value(entry, "activate") != null) {
      return true;
    }
    if (value(entry, "dont_activate") != null) {
      return false;
    }
    boolean before =
        IntStream.range(1, scene.lines().size())
            .filter(i -> scene.lines().get(i - 1).byReader())
            .anyMatch(i -> matches(entry, upTo(scene, i), List.of()));
    if (before && value(entry, "keep_activate_after_match") != null) {
      return true;
    }
    if (before && value(entry, "dont_activate_after_match") != null) {
      return false;
    }
    return matches(entry, scene, lore);
  }

  private static Scene upTo(Scene scene, int lines) {
    return new Scene(
        scene.lines().subList(0, lines),
        scene.earlierReplies(),
        scene.greeting(),
        scene.progress(),
        scene.mostTokens(),
        scene.macros());
  }

  private boolean matches(JsonNode entry, Scene scene, List<String> lore) {
    long replies =
        scene.earlierReplies() + scene.lines().stream().filter(line -> !line.byReader()).count();
    String after = value(entry, "activate_only_after");
    String every = value(entry, "activate_only_every");
    String greeting = value(entry, "is_greeting");
    if ((after != null && replies < Integer.parseInt(after))
        || (every != null && replies % Integer.parseInt(every) != 0)
        || (greeting != null && scene.greeting() != Integer.parseInt(greeting))) {
      return false;
    }
    String own = value(entry, "scan_depth");
    int depth = own == null ? book.path("scan_depth").asInt(8) : Integer.parseInt(own);
    List<String> said = new ArrayList<>();
    for (int i = Math.max(0, scene.lines().size() - depth); i < scene.lines().size(); i++) {
      Line line = scene.lines().get(i);
      said.add(line.text());
    }
    List<String> all = new ArrayList<>(said);
    all.addAll(lore);
    String excluded = value(entry, "exclude_keys");
    if (excluded != null && any(entry, List.of(excluded.split(",", -1)), said)) {
      return false;
    }
    String additional = value(entry, "additional_keys");
    if (additional != null && !any(entry, List.of(additional.split(",", -1)), all)) {
      return false;
    }
    if (entry.path("selective").asBoolean()
        && !entry.path("secondary_keys").isEmpty()
        && !any(entry, list(entry.path("secondary_keys")), all)) {
      return false;
    }
    return entry.path("constant").asBoolean() || any(entry, list(entry.path("keys")), all);
  }

  private static boolean any(JsonNode entry, List<String> keys, List<String> texts) {
    int flags = entry.path("case_sensitive").asBoolean() ? 0 : Pattern.CASE_INSENSITIVE;
    return keys.stream()
        .map(String::strip)
        .map(
            key ->
                Pattern.compile("(?<![a-zA-Z0-9])" + Pattern.quote(key) + "(?![a-zA-Z0-9])", flags))
        .anyMatch(key -> texts.stream().anyMatch(text -> key.matcher(text).find()));
  }

  private static List<String> list(JsonNode texts) {
    List<String> list = new ArrayList<>();
    texts.forEach(text -> list.add(text.asText()));
    return list;
  }

  private static @org.jspecify.annotations.Nullable String value(JsonNode entry, String name) {
    return entry
        .path("content")
        .asText()
        .lines()
        .filter(line -> line.equals("@@" + name) || line.startsWith("@@" + name + " "))
        .map(line -> line.substring(name.length() + 2).strip())
        .findFirst()
        .orElse(null);
  }

  private static String text(JsonNode entry) {
    return String.join(
        "\n",
        entry.path("content").asText().lines().filter(line -> !line.startsWith("@@")).toList());
  }
}
