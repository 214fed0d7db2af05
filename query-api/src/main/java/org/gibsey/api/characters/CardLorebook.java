package org.gibsey.api.characters;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.ToIntFunction;

/**
 * The lorebook of a card, by the rules of versions 2 and 3; see {@link LoreScan} for when an entry
 * applies.
 *
 * <p>With {@code recursive_scanning}, keys may also be in the text of an entry that applies,
 * however deep. When all together have more tokens than allowed, those of the lowest priority go
 * first, and of the same priority those that are inserted last; {@code insertion_order} is the
 * priority of an entry without one.
 *
 * @param entries in the order in which they are inserted
 * @param scanDepth messages in which keys are looked for, 0 or more
 * @param tokenBudget most tokens of all entries that apply, 0 or more
 */
record CardLorebook(List<LoreEntry> entries, int scanDepth, int tokenBudget, boolean recursive)
    implements Lorebook {
  /** Messages in which keys are looked for when the book does not say. */
  static final int USUAL_SCAN_DEPTH = 8;

  /** Most tokens when the book does not say. */
  static final int USUAL_TOKEN_BUDGET = 1_000;

  private static final int MOST = 1_000_000;

  CardLorebook {
    entries = List.copyOf(entries);
  }

  /**
   * Reads the field {@code character_book}, which {@link CardFields} has looked at.
   *
   * @param warnings takes what has no effect
   */
  static Lorebook of(JsonNode book, List<String> warnings) {
    if (!CardFields.isThere(book)) {
      return EMPTY;
    }
    List<LoreEntry> entries = new ArrayList<>();
    for (JsonNode entry : book.path("entries")) {
      entries.add(
          LoreEntry.of(entry, "data.character_book.entries[" + entries.size() + "]", warnings));
    }
    entries.sort(Comparator.comparingDouble(LoreEntry::order));
    return new CardLorebook(
        entries,
        bounded(book.path("scan_depth"), USUAL_SCAN_DEPTH),
        bounded(book.path("token_budget"), USUAL_TOKEN_BUDGET),
        book.path("recursive_scanning").asBoolean(false));
  }

  private static int bounded(JsonNode number, int otherwise) {
    return (int) Math.max(0, Math.min(MOST, number.asDouble(otherwise)));
  }

  @Override
  public List<Lore> select(Scene scene, ToIntFunction<String> tokens) {
    boolean[] applies = applying(new LoreScan(scene, scanDepth));
    List<Weighed> chosen = new ArrayList<>();
    for (int i = 0; i < applies.length; i++) {
      if (applies[i]) {
        String text = scene.macros().fill(entries.get(i).text());
        chosen.add(new Weighed(entries.get(i), i, text, tokens.applyAsInt(text)));
      }
    }
    return within(chosen, Math.min(tokenBudget, scene.mostTokens())).stream()
        .map(Weighed::lore)
        .toList();
  }

  private boolean[] applying(LoreScan scan) {
    List<Optional<List<LoreKeys>>> missing = entries.stream().map(scan::missing).toList();
    boolean[] applies = new boolean[entries.size()];
    List<String> fresh = settle(missing, applies);
    // Every round looks only at the texts that the one before it has added.
    while (recursive && !fresh.isEmpty()) {
      List<String> lore = fresh;
      missing.forEach(
          keys -> keys.ifPresent(open -> open.removeIf(some -> lore.stream().anyMatch(some::in))));
      fresh = settle(missing, applies);
    }
    return applies;
  }

  /** Marks what has come to apply, and returns its texts. */
  private List<String> settle(List<Optional<List<LoreKeys>>> missing, boolean[] applies) {
    List<String> fresh = new ArrayList<>();
    for (int i = 0; i < applies.length; i++) {
      if (!applies[i] && missing.get(i).filter(List::isEmpty).isPresent()) {
        applies[i] = true;
        fresh.add(Macros.searched(entries.get(i).text()));
      }
    }
    return fresh;
  }

  private static List<Weighed> within(List<Weighed> chosen, int budget) {
    List<Weighed> staying = new ArrayList<>(chosen);
    List<Weighed> going = new ArrayList<>(chosen);
    going.sort(Weighed.FIRST_TO_GO);
    long sum = chosen.stream().mapToLong(Weighed::tokens).sum();
    for (int i = 0; sum > budget && i < going.size(); i++) {
      sum -= going.get(i).tokens();
      staying.remove(going.get(i));
    }
    return staying;
  }

  private record Weighed(LoreEntry entry, int index, String text, int tokens) {
    static final Comparator<Weighed> FIRST_TO_GO =
        Comparator.<Weighed, Boolean>comparing(
                weighed -> !weighed.entry().has(Decorator.IGNORE_ON_MAX_CONTEXT))
            .thenComparingDouble(weighed -> weighed.entry().rank())
            .thenComparing(Comparator.comparingInt(Weighed::index).reversed());

    Lore lore() {
      return new Lore(text, entry.goesTo(), entry.depth(), entry.role());
    }
  }
}
