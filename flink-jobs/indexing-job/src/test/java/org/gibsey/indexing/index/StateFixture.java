package org.gibsey.indexing.index;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.stream.Stream;
import org.apache.flink.api.common.JobID;
import org.apache.flink.core.execution.SavepointFormatType;
import org.gibsey.row.EmbeddedRow;

/**
 * A savepoint that lies with the tests for as long as state of its format is to be restored, and
 * the rows that are in it.
 */
final class StateFixture {
  /** Shards of each collection in every fixture. */
  static final Map<String, Integer> SHARDS = Map.of("pages", 4, "notes", 2, "letters", 1);

  /** Subtasks that wrote it. */
  static final int PARALLELISM = 2;

  private static final String FOLDER = "org/gibsey/indexing/state/index-format-";
  private static final String ROWS = "rows.json";
  private static final String SAVEPOINT = "savepoint";
  private static final ObjectMapper JSON = new ObjectMapper();

  private StateFixture() {}

  /** Copies the savepoint of a format to an empty folder: a job may claim and delete its own. */
  static Path savepoint(int format, Path to) throws IOException {
    copy(resource(format).resolve(SAVEPOINT), to);
    return to;
  }

  /** The newest version of every row that the savepoint knows, deleted ones included. */
  static RowModel rows(int format) throws IOException {
    RowModel model = new RowModel();
    model.applyAll(
        List.of(JSON.readValue(resource(format).resolve(ROWS).toFile(), EmbeddedRow[].class)));
    return model;
  }

  /**
   * Writes the fixture of today's format into the sources, seen from the module's folder.
   *
   * @param format number of the format
   */
  static void write(int format, Path temporary) throws Exception {
    String log = "fixture-" + format;
    RowModel model = new RowModel();
    RandomRows rows = new RandomRows(new Random(format), 70);
    Path savepoint;
    try (TestCluster cluster = new TestCluster(temporary)) {
      IndexJobs jobs =
          new IndexJobs(
              log, PARALLELISM, temporary.resolve("checkpoints").toUri().toString(), null);
      JobID job = cluster.start(jobs.job(IndexJobs.options(SHARDS, log), null));
      cluster.awaitRunning(job);
      // Files of 256 KB and more lie in another map of the state than smaller ones.
      for (int letter = 0; letter < 10; letter++) {
        append(log, model, rows.large("letters", letter, 1_500));
      }
      for (int part = 0; part < 3; part++) {
        for (int row = 0; row < 150; row++) {
          append(log, model, rows.next(List.of("pages", "notes")));
        }
        TestCluster.await(RowLog.named(log)::isRead);
        Path unused = cluster.checkpoint(job);
      }
      savepoint = cluster.stop(job, temporary, SavepointFormatType.CANONICAL);
    }
    Path folder = Path.of("src/test/resources", FOLDER + format);
    copy(savepoint, folder.resolve(SAVEPOINT));
    JSON.writeValue(folder.resolve(ROWS).toFile(), model.newest());
  }

  private static void append(String log, RowModel model, EmbeddedRow row) {
    model.apply(row);
    RowLog.named(log).append(row);
  }

  private static Path resource(int format) {
    String name = "/" + FOLDER + format + "/" + ROWS;
    try {
      Path rows =
          Path.of(
              Objects.requireNonNull(StateFixture.class.getResource(name), "there is no " + name)
                  .toURI());
      return Objects.requireNonNull(rows.getParent());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void copy(Path from, Path to) throws IOException {
    Files.createDirectories(to);
    try (Stream<Path> files = Files.list(from)) {
      files.forEach(
          file -> {
            try {
              Files.copy(file, to.resolve(from.relativize(file).toString()));
            } catch (IOException e) {
              throw new UncheckedIOException(e);
            }
          });
    }
  }
}
