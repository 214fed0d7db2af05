package org.gibsey.index;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.lucene.index.CheckIndex;
import org.apache.lucene.store.FSDirectory;
import org.gibsey.row.EmbeddedRow;
import org.gibsey.row.Passage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Compares an index with a map after random operations. */
class PassageIndexRandomizedTest {
  private static final int OPERATIONS = 1_000;
  private static final int PAGES = 60;
  private static final List<String> WORDS =
      List.of("bell", "salt", "tide", "beam", "pan", "stair", "peat", "crust", "hammer", "brine");

  @TempDir private Path path;

  private final Map<String, Long> versionTimes = new HashMap<>();
  private final Map<String, List<String>> visible = new TreeMap<>();

  @Test
  void holdsWhatAMapHoldsAfterAnyOperations() throws Exception {
    long seed = Long.getLong("test.seed", System.nanoTime());
    String replay = "replay with -Dtest.seed=" + seed;
    Random random = new Random(seed);
    PassageIndex index = PassageIndex.open(path, IndexDefinition.DEFAULT);
    try {
      for (int i = 0; i < OPERATIONS; i++) {
        int dice = random.nextInt(100);
        if (dice < 90) {
          apply(index, randomRow(random));
        } else if (dice < 96) {
          index.refreshIfStale();
        } else if (dice < 99) {
          index.commit();
        } else {
          index.commit();
          index.close();
          index = PassageIndex.open(path, IndexDefinition.DEFAULT);
          compare(index, replay);
        }
      }
      index.refreshIfStale();
      compare(index, replay);
      index.commit();
    } finally {
      index.close();
    }
    try (FSDirectory directory = FSDirectory.open(path);
        CheckIndex check = new CheckIndex(directory)) {
      assertThat(check.checkIndex().clean).as(replay).isTrue();
    }
  }

  private void apply(PassageIndex index, EmbeddedRow row) throws Exception {
    String key = row.row().rowKey();
    Long known = versionTimes.get(key);
    boolean wins = known == null || row.row().versionTimeMicros() >= known;
    assertThat(index.apply(row)).isEqualTo(wins);
    if (!wins) {
      return;
    }
    versionTimes.put(key, row.row().versionTimeMicros());
    if (row.row().searchable()) {
      visible.put(
          key,
          IntStream.range(0, row.passages().length)
              .mapToObj(i -> row.passages()[i].text())
              .toList());
    } else {
      visible.remove(key);
    }
  }

  private void compare(PassageIndex index, String replay) throws Exception {
    long passages = visible.values().stream().mapToLong(List::size).sum();
    Long newest = versionTimes.values().stream().max(Long::compare).orElse(null);
    assertThat(index.counts())
        .as(replay)
        .isEqualTo(new IndexCounts(visible.size(), passages, newest));
    for (Map.Entry<String, List<String>> row : visible.entrySet()) {
      assertThat(index.row(row.getKey()).map(FoundPassage::passage).map(Passage::text))
          .as(replay)
          .contains(row.getValue().get(0));
    }
    for (String word : WORDS) {
      assertThat(byText(index, word)).as("%s, %s", word, replay).isEqualTo(modelByText(word));
    }
    assertThat(keysByPages(index)).as(replay).containsExactlyInAnyOrderElementsOf(visible.keySet());
    for (List<String> texts : visible.values()) {
      float[] vector = TestRows.vector(texts.get(0).hashCode());
      FoundPassages found =
          index.search(new PassageQuery(null, vector, RowFilter.NONE, PAGES), () -> false);
      assertThat(found.byVector().get(0).score()).as(replay).isGreaterThan(0.999f);
      assertThat(found.byVector()).as(replay).hasSize(visible.size());
    }
  }

  private static List<String> byText(PassageIndex index, String word) throws Exception {
    return index
        .search(new PassageQuery(word, null, RowFilter.NONE, PAGES), () -> false)
        .byText()
        .stream()
        .map(FoundPassage::rowKey)
        .sorted()
        .toList();
  }

  private static List<String> keysByPages(PassageIndex index) throws Exception {
    List<String> keys = new ArrayList<>();
    byte[] after = new byte[0];
    while (after != null) {
      IndexedRows page = index.rows(after, 7);
      assertThat(page.rows()).hasSizeLessThanOrEqualTo(7);
      page.rows().forEach(row -> keys.add(row.rowKey()));
      after = page.next();
    }
    return keys;
  }

  private List<String> modelByText(String word) {
    return visible.entrySet().stream()
        .filter(row -> row.getValue().stream().anyMatch(text -> text.contains(word)))
        .map(Map.Entry::getKey)
        .sorted()
        .toList();
  }

  private static EmbeddedRow randomRow(Random random) {
    String key = TestRows.key("book-" + random.nextInt(3), random.nextInt(PAGES / 3));
    long writeTime = random.nextInt(OPERATIONS);
    if (random.nextInt(5) == 0) {
      return TestRows.gone(key, writeTime);
    }
    String[] texts = new String[1 + random.nextInt(4)];
    for (int i = 0; i < texts.length; i++) {
      texts[i] =
          random
              .ints(1 + random.nextInt(5), 0, WORDS.size())
              .mapToObj(WORDS::get)
              .collect(Collectors.joining(" "));
    }
    return TestRows.row(key, writeTime, texts);
  }
}
