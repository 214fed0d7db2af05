package org.gibsey.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.gibsey.api.TestApi.SEARCH;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Random filters find what a plain loop over the rows finds. */
final class RandomFilterTest {
  private static final int ROWS = 90;
  private static final int FILTERS = 150;

  @TempDir private Path folder;

  @Test
  void filtersFindWhatALoopFinds() throws Exception {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    List<TestPage> pages = pages(random);
    try (LiveIndex index = new LiveIndex(folder, new WordEmbedder())) {
      index.put(pages);
      try (TestApi api =
          TestApi.start(
              index.search(),
              new FakePages(),
              CompletableFuture.completedFuture(new WordEmbedder()),
              Duration.ofSeconds(20))) {
        for (int i = 0; i < FILTERS; i++) {
          check(api, pages, random, "seed %d, filter %d".formatted(seed, i));
        }
      }
    }
  }

  private static void check(TestApi api, List<TestPage> pages, Random random, String said)
      throws Exception {
    List<RandomCondition> must = conditions(random);
    List<RandomCondition> should = conditions(random);
    List<RandomCondition> mustNot = conditions(random);
    String body =
        "{\"query\":\"salt\",\"limit\":100,\"mode\":\"%s\",\"filter\":{\"must\":%s,\"should\":%s,\"must_not\":%s}}"
            .formatted(
                random.nextBoolean() ? "text" : "vector", json(must), json(should), json(mustNot));
    HttpResponse<String> response = api.post(SEARCH, body);
    assertThat(response.statusCode()).as("%s: %s", said, response.body()).isEqualTo(200);
    assertThat(FoundPages.of(TestApi.json(response)))
        .as("%s: %s", said, body)
        .containsExactlyInAnyOrderElementsOf(
            pages.stream()
                .filter(page -> must.stream().allMatch(c -> c.holds().test(page)))
                .filter(
                    page -> should.isEmpty() || should.stream().anyMatch(c -> c.holds().test(page)))
                .filter(page -> mustNot.stream().noneMatch(c -> c.holds().test(page)))
                .map(page -> page.book() + "/" + page.number())
                .toList());
  }

  private static List<RandomCondition> conditions(Random random) {
    // Mostly few, so that something is left to be found.
    int count = random.nextInt(3) == 0 ? random.nextInt(4) : random.nextInt(2);
    return IntStream.range(0, count).mapToObj(i -> RandomCondition.of(random)).toList();
  }

  private static String json(List<RandomCondition> conditions) {
    return conditions.stream()
        .map(RandomCondition::json)
        .collect(Collectors.joining(",", "[", "]"));
  }

  private static List<TestPage> pages(Random random) {
    List<TestPage> pages = new ArrayList<>();
    for (int i = 0; i < ROWS; i++) {
      pages.add(
          new TestPage(
              "book-" + i % 3, i / 3, name(random), null, name(random), "Salt " + i + " salt."));
    }
    return pages;
  }

  private static @Nullable String name(Random random) {
    int name = random.nextInt(RandomCondition.NAMES.size() + 2);
    return name < RandomCondition.NAMES.size()
        ? RandomCondition.plain(RandomCondition.NAMES.get(name))
        : null;
  }
}
