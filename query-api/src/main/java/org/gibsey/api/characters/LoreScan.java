package org.gibsey.api.characters;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.gibsey.api.characters.Lorebook.Line;
import org.gibsey.api.characters.Lorebook.Scene;
import org.jspecify.annotations.Nullable;

/**
 * Which entries apply to a scene. The rules, of which the first that decides counts:
 *
 * <ol>
 *   <li>what is not enabled, has no text, or tells of pages that are not read yet does not;
 *   <li>{@code @@activate} does, {@code @@dont_activate} does not;
 *   <li>when it applied at an earlier turn, {@code @@keep_activate_after_match} does and
 *       {@code @@dont_activate_after_match} does not;
 *   <li>not before its time, out of its turn or after another greeting;
 *   <li>not when an excluded key was said;
 *   <li>when a key was said, or it needs none, and one of each narrowing list.
 * </ol>
 *
 * @param depth in how many messages keys are looked for, unless an entry says otherwise
 */
record LoreScan(Scene scene, int depth) {
  /**
   * What is still to be said for an entry to apply.
   *
   * @return of each of these, one key must be in the text of another entry that applies: none when
   *     the entry applies already; empty when it can't apply
   */
  Optional<List<LoreKeys>> missing(LoreEntry entry) {
    @Nullable Integer progress = scene.progress();
    if (!entry.enabled()
        || entry.text().isEmpty()
        || (progress != null && progress < entry.fromPage())) {
      return Optional.empty();
    }
    if (entry.has(Decorator.ACTIVATE)) {
      return Optional.of(new ArrayList<>());
    }
    if (entry.has(Decorator.DONT_ACTIVATE)) {
      return Optional.empty();
    }
    if (entry.has(Decorator.KEEP_ACTIVATE_AFTER_MATCH) && appliedBefore(entry)) {
      return Optional.of(new ArrayList<>());
    }
    if (entry.has(Decorator.DONT_ACTIVATE_AFTER_MATCH) && appliedBefore(entry)) {
      return Optional.empty();
    }
    return missing(entry, scene.lines(), scene.replies());
  }

  /** At one of the reader's lines before the last, as far as they are known, by what was said. */
  private boolean appliedBefore(LoreEntry entry) {
    List<Line> lines = scene.lines();
    long replies = scene.earlierReplies();
    for (int i = 0; i < lines.size() - 1; i++) {
      if (!lines.get(i).byReader()) {
        replies++;
      } else if (missing(entry, lines.subList(0, i + 1), replies)
          .filter(List::isEmpty)
          .isPresent()) {
        return true;
      }
    }
    return false;
  }

  private Optional<List<LoreKeys>> missing(LoreEntry entry, List<Line> lines, long replies) {
    int most = entry.decorated().number(Decorator.SCAN_DEPTH).orElse(depth);
    List<Line> scanned = lines.subList(Math.max(0, lines.size() - most), lines.size());
    if (!isTime(entry, replies) || said(entry.excluded(), scanned)) {
      return Optional.empty();
    }
    List<LoreKeys> missing = new ArrayList<>(entry.narrowing());
    if (!entry.constant()) {
      missing.add(entry.keys());
    }
    missing.removeIf(keys -> said(keys, scanned));
    return Optional.of(missing);
  }

  private boolean isTime(LoreEntry entry, long replies) {
    Decorated decorated = entry.decorated();
    OptionalInt every = decorated.number(Decorator.ACTIVATE_ONLY_EVERY);
    OptionalInt greeting = decorated.number(Decorator.IS_GREETING);
    return replies >= decorated.number(Decorator.ACTIVATE_ONLY_AFTER).orElse(0)
        && (every.isEmpty() || replies % every.getAsInt() == 0)
        && (greeting.isEmpty() || scene.greeting() == greeting.getAsInt());
  }

  private static boolean said(LoreKeys keys, List<Line> lines) {
    return lines.stream().anyMatch(line -> keys.in(line.text()));
  }
}
