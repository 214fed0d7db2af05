package org.gibsey.verification.faults;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.gibsey.verification.faults.Difference.Kind;
import org.gibsey.verification.faults.Difference.Place;

/** Compares the index and the table of vectors with the rows of Cassandra. */
final class Comparison {
  private final Snapshot snapshot;
  private final List<Difference> differences = new ArrayList<>();

  private Comparison(Snapshot snapshot) {
    this.snapshot = snapshot;
  }

  /** Every row that differs; none when both sides tell the same. */
  static List<Difference> of(Snapshot snapshot) {
    Comparison comparison = new Comparison(snapshot);
    comparison.compareIndex();
    comparison.comparePassages();
    return List.copyOf(comparison.differences);
  }

  private void compareIndex() {
    Map<PageKey, List<PageRow>> indexed =
        snapshot.indexed().stream()
            .collect(Collectors.groupingBy(PageRow::key, TreeMap::new, Collectors.toList()));
    for (PageKey key : keys(indexed)) {
      PageRow page = snapshot.pages().get(key);
      List<PageRow> copies = indexed.getOrDefault(key, List.of());
      if (page == null) {
        add(Kind.RESURRECTED, Place.INDEX, key, copies);
      } else if (copies.isEmpty()) {
        add(Kind.LOST, Place.INDEX, key, copies);
      } else if (copies.size() > 1) {
        add(Kind.DUPLICATED, Place.INDEX, key, copies);
      } else if (!copies.get(0).equals(page)) {
        add(Kind.STALE, Place.INDEX, key, copies);
      }
    }
  }

  /** Cassandra holds no key twice, so there are no duplicates here. */
  private void comparePassages() {
    Map<PageKey, List<PassageRow>> passages =
        snapshot.passages().stream()
            .collect(Collectors.groupingBy(PassageRow::key, TreeMap::new, Collectors.toList()));
    for (PageKey key : keys(passages)) {
      PageRow page = snapshot.pages().get(key);
      List<PassageRow> ofPage = passages.getOrDefault(key, List.of());
      if (page == null) {
        add(Kind.RESURRECTED, Place.PAGE_EMBEDDINGS, key, List.of());
      } else if (ofPage.stream().anyMatch(row -> !row.textHash().equals(page.textHash()))) {
        add(Kind.STALE, Place.PAGE_EMBEDDINGS, key, List.of());
      } else if (!complete(key, ofPage)) {
        add(Kind.LOST, Place.PAGE_EMBEDDINGS, key, List.of());
      }
    }
  }

  /** Numbered without a gap, the last one up to the end of the text. */
  private boolean complete(PageKey key, List<PassageRow> passages) {
    List<PassageRow> ordered =
        passages.stream().sorted(Comparator.comparingInt(PassageRow::number)).toList();
    for (int i = 0; i < ordered.size(); i++) {
      if (ordered.get(i).number() != i) {
        return false;
      }
    }
    return !ordered.isEmpty()
        && snapshot.textEnds().getOrDefault(key, -1) == ordered.get(ordered.size() - 1).end();
  }

  private Set<PageKey> keys(Map<PageKey, ?> derived) {
    TreeSet<PageKey> keys = new TreeSet<>(snapshot.pages().keySet());
    keys.addAll(derived.keySet());
    return keys;
  }

  private void add(Kind kind, Place place, PageKey key, List<PageRow> copies) {
    PageRow page = snapshot.pages().get(key);
    differences.add(
        new Difference(
            kind,
            place,
            key,
            page == null ? null : page.writeTimeMicros(),
            copies.isEmpty() ? null : copies.get(0).writeTimeMicros()));
  }
}
