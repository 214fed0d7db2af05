package org.gibsey.index;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Which segments to merge, so that each byte is written few times and no merge writes a large part
 * of the index.
 *
 * <p>Segments are sorted into tiers by size, each tier {@link #fanIn} times as large as the one
 * below. A full tier is merged as a whole together with everything smaller, so that merges are rare
 * and a document is written about once per tier (the logarithmic method: Bentley and Saxe, 1980).
 * What deletes leave behind is reclaimed from the segment with the largest dead share, which writes
 * least for each byte gained (Rosenblum and Ousterhout, "The design and implementation of a
 * log-structured file system", 1992).
 *
 * @param floorBytes segments up to this size count as equal
 * @param fanIn segments that fill a tier, and ratio of the sizes of two tiers, at least 2
 */
record MergePlan(long floorBytes, int fanIn) {
  /** A segment with fewer dead bytes is not worth a merge. */
  private static final double LEAST_DEAD_SHARE = 0.2;

  /** Beyond the share at which a merge reclaims, by how much it must be to cause a merge. */
  private static final double SLACK = 0.1;

  /**
   * The fullest tier's segments and all smaller ones.
   *
   * @param mostBytes what one merge may write
   * @return in the order of their sizes; empty when no tier is full
   */
  <T> List<SizedSegment<T>> fullTier(List<SizedSegment<T>> segments, long mostBytes) {
    List<SizedSegment<T>> small =
        segments.stream()
            // Another one like it would not fit beside it.
            .filter(segment -> segment.liveBytes() <= mostBytes / 2)
            .sorted(Comparator.comparingLong(SizedSegment::liveBytes))
            .toList();
    Map<Integer, Integer> counts = new HashMap<>();
    small.forEach(segment -> counts.merge(tier(segment.liveBytes()), 1, Integer::sum));
    int full =
        counts.entrySet().stream()
            .filter(tier -> tier.getValue() >= fanIn)
            .mapToInt(Map.Entry::getKey)
            .max()
            .orElse(-1);
    List<SizedSegment<T>> chosen = new ArrayList<>();
    long bytes = 0;
    for (SizedSegment<T> segment : small) {
      bytes += segment.liveBytes();
      if (tier(segment.liveBytes()) > full || bytes > mostBytes) {
        break;
      }
      chosen.add(segment);
    }
    return chosen.size() < Math.max(2, fanIn / 2) ? List.of() : chosen;
  }

  /**
   * Segments to rewrite because too much of the index is dead.
   *
   * @param segments all segments that no merge holds
   * @param chosen those that are merged anyway
   * @param mostBytes what the merge may write, the chosen ones included
   * @param mostDead share of dead bytes in all segments from which a merge takes more segments than
   *     those of its tier; a tenth above it, dead bytes cause a merge
   * @return the chosen ones and some more, or none
   */
  static <T> List<SizedSegment<T>> reclaiming(
      List<SizedSegment<T>> segments,
      List<SizedSegment<T>> chosen,
      long mostBytes,
      double mostDead) {
    double allowed = chosen.isEmpty() ? mostDead + SLACK : mostDead;
    if (deadShare(segments, List.of()) <= allowed) {
      return chosen;
    }
    List<SizedSegment<T>> merged = new ArrayList<>(chosen);
    long bytes = chosen.stream().mapToLong(SizedSegment::liveBytes).sum();
    List<SizedSegment<T>> others =
        segments.stream()
            .filter(segment -> !chosen.contains(segment))
            .filter(segment -> segment.deadShare() >= LEAST_DEAD_SHARE)
            .sorted(Comparator.<SizedSegment<T>>comparingDouble(SizedSegment::deadShare).reversed())
            .toList();
    for (SizedSegment<T> segment : others) {
      if (deadShare(segments, merged) < mostDead - SLACK) {
        break;
      }
      if (bytes + segment.liveBytes() <= mostBytes) {
        merged.add(segment);
        bytes += segment.liveBytes();
      }
    }
    return merged;
  }

  /** Share of dead bytes in all segments once some of them are merged, 0 to 1. */
  static <T> double deadShare(List<SizedSegment<T>> segments, List<SizedSegment<T>> merged) {
    long live = segments.stream().mapToLong(SizedSegment::liveBytes).sum();
    long bytes = segments.stream().mapToLong(SizedSegment::bytes).sum();
    for (SizedSegment<T> segment : merged) {
      bytes -= segment.bytes() - segment.liveBytes();
    }
    return bytes == 0 ? 0 : 1 - (double) live / bytes;
  }

  private int tier(long bytes) {
    int tier = 0;
    for (double size = (double) bytes / floorBytes; size > fanIn; size /= fanIn) {
      tier++;
    }
    return tier;
  }
}
