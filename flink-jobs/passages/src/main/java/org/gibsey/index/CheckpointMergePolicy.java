package org.gibsey.index;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import org.apache.lucene.index.FilterMergePolicy;
import org.apache.lucene.index.MergeTrigger;
import org.apache.lucene.index.SegmentCommitInfo;
import org.apache.lucene.index.SegmentInfos;
import org.apache.lucene.index.TieredMergePolicy;
import org.jspecify.annotations.Nullable;

/**
 * Merges an index whose commits are uploaded: what a merge writes is paid for again unless nobody
 * saw its sources.
 *
 * <ul>
 *   <li>Segments born since the last commit, the tiny ones of refreshes, are merged among
 *       themselves only, and once more when the commit begins: a checkpoint uploads few segments
 *       that it will need for some time.
 *   <li>Committed segments are merged when {@value #FAN_IN} of a size are there. That merge also
 *       rewrites segments with many deleted documents when more than {@value #MOST_DEAD} of the
 *       index is dead.
 *   <li>Such a merge begins after every eighth commit only. Shards that are committed together
 *       merge together, and most checkpoints upload no merge at all.
 *   <li>When nothing was written for two checkpoints, segments that differ little in size are
 *       merged at once: a quiet index is soon one of few segments, and uploads what nobody else
 *       needs to.
 *   <li>No merge of committed segments writes more than half of the index.
 * </ul>
 *
 * <p>Forced merges are Lucene's own.
 */
final class CheckpointMergePolicy extends FilterMergePolicy {
  /** Segments of a size, for committed ones. More write less and make searches slower. */
  static final int FAN_IN = 8;

  /** Reclaiming costs (1 - d) / d bytes for each byte gained at the dead share d. */
  static final double MOST_DEAD = 0.33;

  private static final MergePlan COMMITTED = new MergePlan(1L << 20, FAN_IN);
  private static final MergePlan RESTING = new MergePlan(1L << 20, 2);
  private static final MergePlan BORN = new MergePlan(64L << 10, 10);

  private static final int REST_AFTER = 2;

  /** An index below twice this size may be rewritten as a whole. */
  private static final long ALWAYS_ALLOWED_BYTES = 4L << 20;

  private final int mostDocsAtCommit;
  private volatile Set<String> committed = Set.of();
  private volatile int commits;
  private volatile int idleCheckpoints;

  /**
   * For one index.
   *
   * @param mostDocsAtCommit documents that a merge during a commit may write: the commit waits for
   *     it
   */
  CheckpointMergePolicy(int mostDocsAtCommit) {
    super(inner());
    this.mostDocsAtCommit = mostDocsAtCommit;
  }

  /**
   * Says what the last commit holds.
   *
   * @param segments names of its segments
   */
  void committed(Set<String> segments) {
    committed = Set.copyOf(segments);
    commits = (commits + 1) % FAN_IN;
    idleCheckpoints = 0;
  }

  /**
   * Says that there was nothing to commit.
   *
   * @return whether it is time to look for merges
   */
  boolean idle() {
    idleCheckpoints = Math.min(REST_AFTER, idleCheckpoints + 1);
    return idleCheckpoints == REST_AFTER;
  }

  @Override
  public @Nullable MergeSpecification findMerges(
      MergeTrigger trigger, SegmentInfos infos, MergeContext context) throws IOException {
    Set<String> saved = committed;
    List<SizedSegment<SegmentCommitInfo>> born = new ArrayList<>();
    List<SizedSegment<SegmentCommitInfo>> old = new ArrayList<>();
    boolean oldOnesMerge = false;
    long indexBytes = 0;
    for (SegmentCommitInfo info : infos) {
      boolean isOld = saved.contains(info.info.name);
      SizedSegment<SegmentCommitInfo> segment = sized(info, context);
      indexBytes += isOld ? segment.liveBytes() : 0;
      if (context.getMergingSegments().contains(info)) {
        oldOnesMerge |= isOld;
      } else {
        (isOld ? old : born).add(segment);
      }
    }
    MergeSpecification merges = new MergeSpecification();
    add(merges, BORN.fullTier(born, Long.MAX_VALUE));
    // One at a time: two might write the whole index together.
    boolean resting = idleCheckpoints == REST_AFTER;
    if ((commits == 0 || resting) && !oldOnesMerge) {
      long most = Math.max(ALWAYS_ALLOWED_BYTES, indexBytes / 2);
      MergePlan plan = resting ? RESTING : COMMITTED;
      add(merges, MergePlan.reclaiming(old, plan.fullTier(old, most), most, MOST_DEAD));
    }
    return merges.merges.isEmpty() ? null : merges;
  }

  @Override
  public @Nullable MergeSpecification findFullFlushMerges(
      MergeTrigger trigger, SegmentInfos infos, MergeContext context) throws IOException {
    if (trigger != MergeTrigger.COMMIT) {
      return null;
    }
    List<SegmentCommitInfo> born = new ArrayList<>();
    for (SegmentCommitInfo info : infos) {
      if (!committed.contains(info.info.name) && !context.getMergingSegments().contains(info)) {
        born.add(info);
      }
    }
    born.sort(Comparator.comparingInt(info -> info.info.maxDoc()));
    MergeSpecification merges = new MergeSpecification();
    List<SegmentCommitInfo> next = new ArrayList<>();
    int docs = 0;
    for (SegmentCommitInfo info : born) {
      if (docs + info.info.maxDoc() > mostDocsAtCommit) {
        addMerge(merges, next);
        next = new ArrayList<>();
        docs = 0;
      }
      next.add(info);
      docs += info.info.maxDoc();
    }
    addMerge(merges, next);
    return merges.merges.isEmpty() ? null : merges;
  }

  private SizedSegment<SegmentCommitInfo> sized(SegmentCommitInfo info, MergeContext context)
      throws IOException {
    return new SizedSegment<>(info, info.sizeInBytes(), size(info, context));
  }

  private static void add(
      MergeSpecification merges, List<SizedSegment<SegmentCommitInfo>> segments) {
    if (!segments.isEmpty()) {
      merges.add(new OneMerge(segments.stream().map(SizedSegment::segment).toList()));
    }
  }

  private static void addMerge(MergeSpecification merges, List<SegmentCommitInfo> segments) {
    if (segments.size() > 1) {
      merges.add(new OneMerge(segments));
    }
  }

  private static TieredMergePolicy inner() {
    TieredMergePolicy policy = new TieredMergePolicy();
    policy.setNoCFSRatio(1);
    // Who forces out what is deleted wants all of it out.
    policy.setForceMergeDeletesPctAllowed(0);
    return policy;
  }
}
