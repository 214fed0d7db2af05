package org.gibsey.api.retrieve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.gibsey.api.retrieve.Hits.hit;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.gibsey.shard.PassageHit;
import org.junit.jupiter.api.Test;

final class MergePassagesTest {
  @Test
  void joinsWhatOverlapsAndTouches() {
    String text = "One two. Three four. Five six. Seven.";
    List<Stretch> merged =
        MergePassages.of(
            List.of(hit(1, text, 21, 37, 0.3), hit(1, text, 0, 20, 0.2), hit(1, text, 9, 30, 0.9)));
    assertThat(merged).hasSize(1);
    assertThat(merged.getFirst().text()).isEqualTo(text);
    assertThat(merged.getFirst().score()).isEqualTo(0.9);
    assertThat(merged.getFirst().best().passage().start()).isEqualTo(9);
  }

  @Test
  void leavesOutWhatSaysTheSameAgain() {
    String text = "The river rose in April.";
    String shouted = "THE RIVER — rose, in April!";
    String longer = "The river rose in April. It stood for nine days.";
    assertThat(
            MergePassages.of(
                List.of(
                    hit(1, text, 0, text.length(), 0.9),
                    hit(2, shouted, 0, shouted.length(), 0.8),
                    hit(3, "The driver rose in April.", 0, 25, 0.1))))
        .extracting(Stretch::text)
        .containsExactly(text, "The driver rose in April.");
    List<Stretch> replaced =
        MergePassages.of(
            List.of(hit(1, text, 0, text.length(), 0.9), hit(2, longer, 0, longer.length(), 0.8)));
    assertThat(replaced).extracting(Stretch::text).containsExactly(longer);
    assertThat(replaced.getFirst().score()).isEqualTo(0.9);
  }

  @Test
  void everyStretchIsAPieceOfItsPageAndNothingIsLostOrTwice() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    for (int round = 0; round < 300; round++) {
      List<String> pages = List.of(page(random, "a"), page(random, "b"), page(random, "c"));
      List<PassageHit> hits = new ArrayList<>();
      for (int i = 0; i < 12; i++) {
        int page = random.nextInt(pages.size());
        int start = random.nextInt(pages.get(page).length() - 1);
        int end = start + 1 + random.nextInt(Math.min(60, pages.get(page).length() - start));
        hits.add(hit(page, pages.get(page), start, end, random.nextDouble()));
      }
      Collections.shuffle(hits, random);
      List<Stretch> merged = MergePassages.of(hits);
      for (Stretch stretch : merged) {
        String page = pages.get((int) stretch.best().source().offset());
        assertThat(page.substring(stretch.start(), stretch.end()))
            .as("seed %d", seed)
            .isEqualTo(stretch.text());
      }
      assertThat(merged)
          .as("seed %d", seed)
          .isSortedAccordingTo((a, b) -> Double.compare(b.score(), a.score()));
      for (int budget : new int[] {1, 7, 30, 500}) {
        List<Stretch> kept = new TokenBudget(MergePassagesTest::words).within(merged, budget);
        assertThat(kept.stream().mapToInt(Stretch::tokens).sum())
            .as("seed %d", seed)
            .isLessThanOrEqualTo(budget);
        for (Stretch stretch : kept) {
          String page = pages.get((int) stretch.best().source().offset());
          assertThat(page.substring(stretch.start(), stretch.end())).isEqualTo(stretch.text());
          assertThat(stretch.tokens()).isEqualTo(words(stretch.text()));
        }
      }
    }
  }

  @Test
  void cutsToWholeSentencesAroundTheBestPassage() {
    String text = "One two three. Four five six. Seven eight nine. Ten eleven twelve.";
    List<Stretch> merged =
        MergePassages.of(List.of(hit(1, text, 0, text.length(), 0.5), hit(1, text, 30, 47, 0.9)));
    TokenBudget budget = new TokenBudget(MergePassagesTest::words);
    assertThat(budget.within(merged, 4))
        .extracting(Stretch::text)
        .containsExactly("Seven eight nine.");
    assertThat(budget.within(merged, 9))
        .extracting(Stretch::text)
        .containsExactly("Four five six. Seven eight nine. Ten eleven twelve.");
    assertThat(budget.within(merged, 2)).isEmpty();
    List<Stretch> two =
        MergePassages.of(
            List.of(hit(1, text, 0, text.length(), 0.5), hit(2, "Short one.", 0, 10, 0.1)));
    assertThat(budget.within(two, 2)).extracting(Stretch::text).containsExactly("Short one.");
  }

  private static String page(Random random, String letter) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < 40; i++) {
      text.append(letter).append(random.nextInt(10_000)).append(i % 5 == 4 ? ". " : " ");
    }
    return text.append("end.").toString();
  }

  private static int words(String text) {
    return text.split("\\s+", -1).length;
  }
}
