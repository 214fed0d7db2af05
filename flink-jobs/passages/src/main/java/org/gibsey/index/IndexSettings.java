package org.gibsey.index;

import org.apache.lucene.index.ConcurrentMergeScheduler;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.TieredMergePolicy;

/** How Lucene writes a shard that is refreshed many times a second and checkpointed often. */
final class IndexSettings {
  private static final double WRITE_BUFFER_MB = 32;

  // Segments below this size count as equal, so that the many tiny ones of frequent refreshes are
  // merged among themselves. A higher floor would rewrite, and checkpoint, more for each change.
  private static final double FLOOR_SEGMENT_MB = 1;

  // Half of Lucene's default: every segment is searched in turn, and shards are small.
  private static final double SEGMENTS_PER_TIER = 4;

  private IndexSettings() {}

  static IndexWriterConfig writerConfig() {
    IndexWriterConfig config = new IndexWriterConfig(WordQuery.ALL_WORDS);
    config.setRAMBufferSizeMB(WRITE_BUFFER_MB);
    config.setMergePolicy(mergePolicy());
    config.setMergeScheduler(mergeScheduler());
    // One file for each segment: fewer entries in the checkpoint, fewer open files.
    config.setUseCompoundFile(true);
    // A checkpoint takes the segments as they are rather than wait for merges.
    config.setMaxFullFlushMergeWaitMillis(0);
    // What isn't in a checkpoint is replayed; committing it on close would be for nothing.
    config.setCommitOnClose(false);
    return config;
  }

  private static TieredMergePolicy mergePolicy() {
    TieredMergePolicy policy = new TieredMergePolicy();
    policy.setFloorSegmentMB(FLOOR_SEGMENT_MB);
    policy.setSegmentsPerTier(SEGMENTS_PER_TIER);
    policy.setNoCFSRatio(1);
    return policy;
  }

  private static ConcurrentMergeScheduler mergeScheduler() {
    ConcurrentMergeScheduler scheduler = new ConcurrentMergeScheduler();
    scheduler.setMaxMergesAndThreads(4, 1);
    scheduler.disableAutoIOThrottle();
    return scheduler;
  }
}
