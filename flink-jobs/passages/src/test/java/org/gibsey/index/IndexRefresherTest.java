package org.gibsey.index;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IndexRefresherTest {
  private static final Duration LONG = Duration.ofSeconds(60);

  @TempDir private Path path;
  private final CompletableFuture<Throwable> failure = new CompletableFuture<>();

  @Test
  void showsALoneWriteWithoutWaitingForTheInterval() throws Exception {
    try (PassageIndex index = PassageIndex.open(path, IndexDefinition.DEFAULT);
        IndexRefresher refresher = start(index, Duration.ofHours(1))) {
      index.apply(TestRows.row(TestRows.key("book", 1), 10, "bell"));
      refresher.wake();

      awaitRows(index, 1);
    }
    assertThat(failure).isNotDone();
  }

  @Test
  void showsEveryWriteOfAFlood() throws Exception {
    try (PassageIndex index = PassageIndex.open(path, IndexDefinition.DEFAULT);
        IndexRefresher refresher = start(index, Duration.ofMillis(1))) {
      for (int page = 1; page <= 500; page++) {
        index.apply(TestRows.row(TestRows.key("book", page), 10, "bell"));
        refresher.wake();
      }

      awaitRows(index, 500);
    }
  }

  @Test
  void tellsThatItCanNotRefreshAnyMore() throws Exception {
    PassageIndex index = PassageIndex.open(path, IndexDefinition.DEFAULT);
    try (IndexRefresher refresher = start(index, Duration.ofMillis(1))) {
      index.apply(TestRows.row(TestRows.key("book", 1), 10, "bell"));
      index.close();
      refresher.wake();

      assertThat(failure).succeedsWithin(LONG);
    }
  }

  private IndexRefresher start(PassageIndex index, Duration interval) {
    return IndexRefresher.start("refresher", List.of(index), interval, failure::complete);
  }

  private static void awaitRows(PassageIndex index, int rows) throws Exception {
    long end = System.nanoTime() + LONG.toNanos();
    while (index.counts().rows() < rows) {
      assertThat(System.nanoTime()).as("not visible in time").isLessThan(end);
      Thread.onSpinWait();
    }
  }
}
