package org.gibsey.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.gibsey.index.TestRows.gone;
import static org.gibsey.index.TestRows.key;
import static org.gibsey.index.TestRows.row;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.gibsey.collection.VectorEncoding;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What was deleted leaves the files of an index that has to erase it. */
final class ErasingTest {
  private static final String WORD = "xylograph";

  @TempDir private Path path;

  @Test
  @Timeout(60)
  void whatWasDeletedLeavesTheFiles() throws Exception {
    try (PassageIndex index = open(Duration.ZERO)) {
      index.apply(row(key("chat", 1), 10, "A " + WORD + " of the harbour."));
      index.apply(row(key("chat", 2), 11, "The heron stays."));
      assertThat(holdsWord(index.commit())).isTrue();

      index.apply(gone(key("chat", 1), 12));
      index.refreshIfStale();

      // Each commit is a checkpoint; the merge runs between two of them.
      while (holdsWord(index.commit())) {
        LockSupport.parkNanos(Duration.ofMillis(5).toNanos());
      }
      assertThat(index.counts().rows()).isEqualTo(1);
    }
  }

  @Test
  void withoutThatTheFilesKeepIt() throws Exception {
    try (PassageIndex index = open(null)) {
      index.apply(row(key("chat", 1), 10, "A " + WORD + " of the harbour."));
      index.apply(row(key("chat", 2), 11, "The heron stays."));
      index.commit();
      index.apply(gone(key("chat", 1), 12));
      assertThat(holdsWord(index.commit())).isTrue();
    }
  }

  @Test
  void rewritingIsNotRepeatedForEachDeletion() throws Exception {
    try (PassageIndex index = open(Duration.ofHours(1))) {
      index.apply(row(key("chat", 1), 10, "The heron goes."));
      index.apply(row(key("chat", 2), 11, "The heron stays."));
      index.commit();
      index.apply(gone(key("chat", 1), 12));
      index.commit(); // the first time is now
      index.apply(row(key("chat", 3), 13, "A " + WORD + "."));
      index.apply(row(key("chat", 4), 13, "A gull."));
      index.commit();
      index.apply(gone(key("chat", 3), 14));
      assertThat(holdsWord(index.commit())).isTrue();
    }
  }

  private PassageIndex open(@Nullable Duration eraseWithin) throws IOException {
    return PassageIndex.open(
        path, new IndexDefinition(List.of(), Map.of(), VectorEncoding.FLOAT32, eraseWithin));
  }

  /** Short texts lie in the files as they are. */
  private boolean holdsWord(List<CommittedFile> files) throws IOException {
    for (CommittedFile file : files) {
      String bytes =
          new String(Files.readAllBytes(path.resolve(file.name())), StandardCharsets.ISO_8859_1);
      if (bytes.contains(WORD)) {
        return true;
      }
    }
    return false;
  }
}
