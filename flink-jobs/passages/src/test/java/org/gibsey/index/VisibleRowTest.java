package org.gibsey.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.gibsey.index.TestRows.gone;
import static org.gibsey.index.TestRows.row;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.lucene.document.BinaryDocValuesField;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.NumericDocValuesField;
import org.apache.lucene.document.StringField;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.store.FSDirectory;
import org.apache.lucene.util.BytesRef;
import org.gibsey.change.SourcePosition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VisibleRowTest {
  private static final String KEY = TestRows.key("the-salt-clock", 1);

  @TempDir private Path path;

  @Test
  void showsARowOnceARefreshHasShownIt() throws Exception {
    try (PassageIndex index = open()) {
      index.apply(row(KEY, 10, "alpha", "beta"));
      assertThat(index.visible(KEY)).isEmpty();

      index.refreshIfStale();

      assertThat(index.visible(KEY))
          .contains(new VisibleRow(true, 10, 10, new SourcePosition("topic", 3, 10)));
      assertThat(index.visible(TestRows.key("the-salt-clock", 2))).isEmpty();
    }
  }

  @Test
  void showsTheRemovalOfARow() throws Exception {
    try (PassageIndex index = open()) {
      index.apply(row(KEY, 10, "alpha"));
      index.refreshIfStale();
      index.apply(gone(KEY, 12));
      assertThat(index.visible(KEY)).map(VisibleRow::searchable).contains(true);

      index.refreshIfStale();

      assertThat(index.visible(KEY))
          .contains(new VisibleRow(false, 12, 12, new SourcePosition("topic", 3, 12)));
    }
  }

  @Test
  void showsARemovalThatFormatOneWrote() throws Exception {
    writeRemovalOfFormatOne();

    try (PassageIndex index = open()) {
      assertThat(index.visible(KEY)).contains(new VisibleRow(false, 12, 12, null));
      assertThat(index.apply(row(KEY, 11, "late"))).isFalse();
      assertThat(index.apply(row(KEY, 13, "new"))).isTrue();
      index.refreshIfStale();
      assertThat(index.visible(KEY)).map(VisibleRow::source).isPresent();
    }
  }

  @Test
  void tellsAfterEachRefreshThatShowsSomething() throws Exception {
    AtomicInteger told = new AtomicInteger();
    AtomicInteger toldOfRows = new AtomicInteger();
    try (PassageIndex index = open()) {
      index.onRefresh(told::incrementAndGet);
      assertThat(told).as("what is there already").hasValue(1);
      index.onRefresh(() -> toldOfRows.addAndGet(rows(index)));

      index.refreshIfStale();
      assertThat(told).as("nothing new").hasValue(1);

      index.apply(row(KEY, 10, "alpha"));
      index.refreshIfStale();
      assertThat(told).hasValue(2);
      assertThat(toldOfRows).as("rows that a listener finds").hasValue(1);
    }
  }

  private PassageIndex open() throws IOException {
    return PassageIndex.open(path, IndexDefinition.DEFAULT);
  }

  private static int rows(PassageIndex index) {
    try {
      return (int) index.counts().rows();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private void writeRemovalOfFormatOne() throws IOException {
    Document gone = new Document();
    gone.add(new StringField("row_key", KEY, Field.Store.NO));
    gone.add(new BinaryDocValuesField("row_key", new BytesRef(KEY)));
    gone.add(new NumericDocValuesField("write_time", 12));
    gone.add(new StringField("kind", "gone", Field.Store.NO));
    try (FSDirectory directory = FSDirectory.open(path);
        IndexWriter writer = new IndexWriter(directory, new IndexWriterConfig())) {
      writer.addDocument(gone);
      writer.setLiveCommitData(Map.of("format", "1", "newest_write_time_micros", "12").entrySet());
      writer.commit();
    }
  }
}
