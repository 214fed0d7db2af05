package org.gibsey.index;

import org.apache.lucene.index.IndexWriterConfig;
import org.gibsey.collection.VectorEncoding;

/** How Lucene writes a shard that is refreshed many times a second and checkpointed often. */
final class IndexSettings {
  private static final double WRITE_BUFFER_MB = 32;

  // A commit waits for merges of so many documents: a second at most, their graph included.
  private static final int MOST_DOCS_MERGED_AT_COMMIT = 2_048;
  private static final long LONGEST_WAIT_AT_COMMIT_MS = 5_000;

  private IndexSettings() {}

  static IndexWriterConfig writerConfig(CheckpointMergePolicy merges, VectorEncoding vectors) {
    IndexWriterConfig config = new IndexWriterConfig(WordQuery.ALL_WORDS);
    config.setRAMBufferSizeMB(WRITE_BUFFER_MB);
    config.setCodec(VectorFormats.codec(vectors));
    config.setMergePolicy(merges);
    config.setMergeScheduler(new LargeMergesInTurn());
    // One file for each segment: fewer entries in the checkpoint, fewer open files.
    config.setUseCompoundFile(true);
    // What the checkpoint uploads is merged first; after this time it takes what there is.
    config.setMaxFullFlushMergeWaitMillis(LONGEST_WAIT_AT_COMMIT_MS);
    // What isn't in a checkpoint is replayed; committing it on close would be for nothing.
    config.setCommitOnClose(false);
    return config;
  }

  static CheckpointMergePolicy mergePolicy() {
    return new CheckpointMergePolicy(MOST_DOCS_MERGED_AT_COMMIT);
  }
}
