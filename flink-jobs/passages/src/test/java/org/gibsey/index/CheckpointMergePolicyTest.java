package org.gibsey.index;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.apache.lucene.analysis.core.KeywordAnalyzer;
import org.apache.lucene.document.BinaryDocValuesField;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.StringField;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.SegmentInfos;
import org.apache.lucene.index.SerialMergeScheduler;
import org.apache.lucene.index.Term;
import org.apache.lucene.store.ByteBuffersDirectory;
import org.apache.lucene.store.Directory;
import org.apache.lucene.util.BytesRef;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckpointMergePolicyTest {
  private static final int DOCUMENT_BYTES = 8 << 10;

  private final Directory directory = new ByteBuffersDirectory();
  private final CheckpointMergePolicy policy = new CheckpointMergePolicy(100);
  private IndexWriter writer;

  @TempDir private Path folder;

  @BeforeEach
  void open() throws IOException {
    IndexWriterConfig config = new IndexWriterConfig(new KeywordAnalyzer());
    config.setMergePolicy(policy);
    // Merges happen where they are found: the same in every run.
    config.setMergeScheduler(new SerialMergeScheduler());
    config.setMaxFullFlushMergeWaitMillis(60_000);
    writer = new IndexWriter(directory, config);
  }

  @AfterEach
  void close() throws IOException {
    writer.rollback();
    directory.close();
  }

  @Test
  void commitsTheSegmentsOfRefreshesAsOne() throws IOException {
    for (int i = 0; i < 7; i++) {
      write(i);
      refresh();
    }

    assertThat(commit()).hasSize(1);
  }

  @Test
  void leavesCommittedSegmentsAloneUntilTheEighthCommit() throws IOException {
    Set<String> before = Set.of();
    for (int commit = 0; commit < CheckpointMergePolicy.FAN_IN - 1; commit++) {
      write(2 * commit);
      refresh();
      write(2 * commit + 1);
      Set<String> after = commit();
      assertThat(after).hasSize(before.size() + 1).containsAll(before);
      before = after;
    }
    write(100);
    commit();
    // Merged with the next flush, for the commit after it.
    write(101);
    refresh();

    assertThat(commit()).hasSizeLessThan(3).doesNotContainAnyElementsOf(before);
  }

  @Test
  void mergesWhatIsThereWhenNothingIsWrittenForTwoCheckpoints() throws IOException {
    for (int commit = 0; commit < 4; commit++) {
      write(commit);
      commit();
    }
    assertThat(policy.idle()).isFalse();
    assertThat(policy.idle()).isTrue();
    writer.maybeMerge();

    assertThat(commit()).hasSize(1);
    assertThat(policy.idle()).as("the commit was no rest").isFalse();
  }

  @Test
  void waitsAtACommitForSmallMergesOnly() throws IOException {
    for (int part = 0; part < 3; part++) {
      for (int i = 0; i < 60; i++) {
        write(100 * part + i);
      }
      refresh();
    }

    // Any two of them have more than 100 documents.
    assertThat(commit()).hasSize(3);
  }

  @Test
  void writesNoLargePartOfTheIndexAtOnceAndKeepsDeadBytesBounded() throws IOException {
    long seed = Long.getLong("test.seed", System.nanoTime());
    System.out.println("CheckpointMergePolicyTest -Dtest.seed=" + seed);
    Random random = new Random(seed);
    int documents = 4_000;
    Set<String> known = new HashSet<>();
    for (int i = 0; i < documents; i++) {
      write(i);
      if (i % 200 == 199) {
        added(known);
      }
    }
    for (int commit = 0; commit < 60; commit++) {
      for (int i = 0; i < 200; i++) {
        write(random.nextInt(documents));
        if (i % 20 == 19) {
          refresh();
        }
      }
      long added = added(known);
      long all = bytes(known);
      assertThat(added).as("seed %d, commit %d", seed, commit).isLessThan(all * 3 / 4);
      assertThat(all)
          .as("seed %d, commit %d", seed, commit)
          .isLessThan(2L * documents * DOCUMENT_BYTES);
    }
  }

  @Test
  void countsWhatWasRestoredAsCommitted() throws IOException {
    List<CommittedFile> before;
    try (PassageIndex index = PassageIndex.open(folder, IndexDefinition.DEFAULT)) {
      index.apply(TestRows.row(TestRows.key("book", 1), 1, "one"));
      before = index.commit();
    }
    try (PassageIndex index = PassageIndex.open(folder, IndexDefinition.DEFAULT)) {
      index.apply(TestRows.row(TestRows.key("book", 2), 2, "two"));
      assertThat(segmentFiles(index.commit())).containsAll(segmentFiles(before));
    }
  }

  private static List<CommittedFile> segmentFiles(List<CommittedFile> files) {
    return files.stream().filter(file -> !file.name().startsWith("segments_")).toList();
  }

  private void write(int number) throws IOException {
    Document document = new Document();
    String key = Integer.toString(number);
    document.add(new StringField("key", key, Field.Store.NO));
    byte[] bytes = new byte[DOCUMENT_BYTES];
    new Random(number).nextBytes(bytes);
    document.add(new BinaryDocValuesField("bytes", new BytesRef(bytes)));
    writer.updateDocument(new Term("key", key), document);
  }

  private void refresh() throws IOException {
    DirectoryReader.open(writer).close();
  }

  /** Names of the segments that a commit holds. */
  private Set<String> commit() throws IOException {
    writer.commit();
    SegmentInfos infos = SegmentInfos.readLatestCommit(directory);
    Set<String> names = new HashSet<>();
    infos.forEach(segment -> names.add(segment.info.name));
    policy.committed(names);
    return Collections.unmodifiableSet(names);
  }

  /** Bytes of the files that a commit adds to those that are known. */
  private long added(Set<String> known) throws IOException {
    commit();
    List<String> files = new ArrayList<>(SegmentInfos.readLatestCommit(directory).files(true));
    long before = bytes(known.stream().filter(files::contains).toList());
    known.clear();
    known.addAll(files);
    return bytes(files) - before;
  }

  private long bytes(Iterable<String> files) throws IOException {
    long bytes = 0;
    for (String file : files) {
      bytes += directory.fileLength(file);
    }
    return bytes;
  }
}
