package org.gibsey.benchmarks.index;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.apache.flink.util.FileUtils;
import org.gibsey.collection.VectorEncoding;
import org.gibsey.row.RowVersion;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class IndexJobTest {
  private static final IndexJob.Setting SETTING =
      new IndexJob.Setting(2, 2, Duration.ofMillis(200), VectorEncoding.FLOAT32);

  private final TestPassages passages = TestPassages.synthetic(300, 9);
  private final RowFeed feed = new RowFeed(passages);
  private Path folder = Path.of("");

  // JUnit's own does not bear with a cluster that still tidies up.
  @BeforeEach
  void makeFolder() throws Exception {
    folder = Files.createTempDirectory("index-job");
  }

  @AfterEach
  void deleteFolder() throws Exception {
    FileUtils.deleteDirectory(folder.toFile());
  }

  @Test
  void makesEveryWriteOfTheFeedSearchable() throws Exception {
    try (IndexJob job = IndexJob.start(feed, passages, SETTING, folder)) {
      Visibility visibility = fill(job);
      int place = feed.write(7, 3);
      RowVersion row = passages.row(7, 3).row();
      visibility.await(row.rowKey(), row.writeTimeMicros());

      assertThat(feed.left(place)).isNotZero();
      assertThat(
              job.client()
                  .row(TestPassages.COLLECTION, row.rowKey(), Duration.ofSeconds(30))
                  .orElseThrow()
                  .writeTimeMicros())
          .isEqualTo(row.writeTimeMicros());
    }
  }

  @Test
  @Timeout(60)
  void readsTheFeedAgainBehindAFailure() throws Exception {
    try (IndexJob job = IndexJob.start(feed, passages, SETTING, folder)) {
      Visibility visibility = fill(job);
      job.fail();
      // The first writes may be seen before the failure.
      for (int version = 1; job.starts() < 2; version++) {
        var unused = feed.write(8, version);
        RowVersion row = passages.row(8, version).row();
        visibility.await(row.rowKey(), row.writeTimeMicros());
      }

      assertThat(job.starts()).isEqualTo(2);
    }
  }

  private Visibility fill(IndexJob job) throws Exception {
    for (int number = 0; number < passages.size(); number++) {
      var unused = feed.write(number, 0);
    }
    Visibility visibility = new Visibility(job.client());
    visibility.awaitRows(passages.size(), job);
    return visibility;
  }
}
