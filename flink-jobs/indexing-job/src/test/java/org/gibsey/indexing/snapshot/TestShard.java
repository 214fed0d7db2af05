package org.gibsey.indexing.snapshot;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.gibsey.change.SourcePosition;
import org.gibsey.index.IndexDefinition;
import org.gibsey.index.PassageIndex;
import org.gibsey.row.EmbeddedRow;
import org.gibsey.row.FieldValue;
import org.gibsey.row.Passage;
import org.gibsey.row.RowVersion;
import org.gibsey.shard.ShardId;

/** A real index as one attempt has it. */
final class TestShard implements AutoCloseable {
  static final String COLLECTION = "pages";

  private static final int DIMENSION = 16;

  private final ShardId id;
  private final Path folder;
  private final PassageIndex index;
  private int commits;

  /** A shard in a folder of its own, which may hold what {@link #copyTo} left. */
  TestShard(int shard, Path folder) throws IOException {
    this.id = new ShardId(COLLECTION, shard);
    this.folder = folder;
    this.index =
        PassageIndex.open(
            Files.createDirectories(folder.resolve("index")), IndexDefinition.DEFAULT);
  }

  ShardId id() {
    return id;
  }

  PassageIndex index() {
    return index;
  }

  Path directory() {
    return folder.resolve("index");
  }

  /** Indexes some pages, each one a version. */
  void write(int from, int to) throws IOException {
    for (int page = from; page < to; page++) {
      index.apply(row(page));
    }
    index.refreshIfStale();
  }

  HeldCommit commit() throws IOException {
    commits++;
    return HeldCommit.of(
        id, directory(), index.commit(), index.vectors(), folder.resolve("held-" + commits));
  }

  /** What a checkpoint would restore elsewhere. */
  void copyTo(Path other) throws IOException {
    Path target = Files.createDirectories(other.resolve("index"));
    for (var file : index.commit()) {
      Files.copy(directory().resolve(file.name()), target.resolve(file.name()));
    }
  }

  @Override
  public void close() throws IOException {
    index.close();
  }

  private static EmbeddedRow row(int page) {
    String text = "salt on page " + page;
    Random random = new Random(page);
    float[] vector = new float[DIMENSION];
    double squares = 0;
    for (int i = 0; i < DIMENSION; i++) {
      vector[i] = (float) random.nextGaussian();
      squares += vector[i] * vector[i];
    }
    for (int i = 0; i < DIMENSION; i++) {
      vector[i] /= (float) Math.sqrt(squares);
    }
    RowVersion version =
        new RowVersion(
            COLLECTION,
            "{\"book_id\":\"book\",\"page_num\":%d}".formatted(page),
            page + 1L,
            page + 1L,
            true,
            false,
            null,
            text,
            new FieldValue[0],
            new SourcePosition("topic", 0, page));
    return new EmbeddedRow(
        version,
        "hash",
        "model",
        new Passage[] {new Passage(0, 0, text.length(), text)},
        new float[][] {vector});
  }
}
