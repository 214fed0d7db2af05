package org.gibsey.index;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class MergePlanTest {
  private static final long UNLIMITED = Long.MAX_VALUE;
  private static final MergePlan PLAN = new MergePlan(10, 4);

  @Test
  void leavesATierAloneUntilItIsFull() {
    assertThat(PLAN.fullTier(live(20, 20, 20), UNLIMITED)).isEmpty();
  }

  @Test
  void mergesAFullTierAsAWhole() {
    assertThat(names(PLAN.fullTier(live(20, 21, 22, 23, 500), UNLIMITED)))
        .containsExactly(20L, 21L, 22L, 23L);
  }

  @Test
  void mergesWhatIsSmallerThanTheFullTierToo() {
    assertThat(names(PLAN.fullTier(live(100, 101, 102, 103, 1, 30), UNLIMITED)))
        .containsExactly(1L, 30L, 100L, 101L, 102L, 103L);
  }

  @Test
  void countsSegmentsBelowTheFloorAsEqual() {
    assertThat(PLAN.fullTier(live(1, 2, 5, 10), UNLIMITED)).hasSize(4);
  }

  @Test
  void writesNoMoreThanAllowed() {
    assertThat(names(PLAN.fullTier(live(20, 21, 22, 23), 70))).containsExactly(20L, 21L, 22L);
    assertThat(PLAN.fullTier(live(20, 21, 22, 23), 25)).isEmpty();
  }

  @Test
  void reclaimsNothingWhileLittleIsDead() {
    List<SizedSegment<Long>> segments = List.of(segment(100, 70), segment(100, 70));

    assertThat(MergePlan.reclaiming(segments, List.of(), UNLIMITED, 0.33)).isEmpty();
  }

  @Test
  void rewritesTheSegmentWithMostDeadBytesFirst() {
    SizedSegment<Long> worst = segment(100, 4);
    List<SizedSegment<Long>> segments = List.of(segment(100, 75), worst, segment(100, 70));

    assertThat(MergePlan.reclaiming(segments, List.of(), UNLIMITED, 0.4)).containsExactly(worst);
  }

  @Test
  void reclaimsEarlierWhenAMergeHappensAnyway() {
    SizedSegment<Long> fresh = segment(10, 10);
    SizedSegment<Long> old = segment(100, 60);
    List<SizedSegment<Long>> segments = List.of(fresh, old);

    assertThat(MergePlan.reclaiming(segments, List.of(), UNLIMITED, 0.33)).isEmpty();
    assertThat(MergePlan.reclaiming(segments, List.of(fresh), UNLIMITED, 0.33))
        .containsExactly(fresh, old);
  }

  @Test
  void leavesSegmentsAloneWhoseRewritingExceedsTheLimit() {
    SizedSegment<Long> large = segment(1_000, 400);
    SizedSegment<Long> small = segment(100, 45);

    assertThat(MergePlan.reclaiming(List.of(large, small), List.of(), 50, 0.3))
        .containsExactly(small);
  }

  @Test
  void knowsTheDeadShareAfterAMerge() {
    SizedSegment<Long> half = segment(100, 50);
    List<SizedSegment<Long>> segments = List.of(half, segment(50, 50));

    assertThat(MergePlan.deadShare(segments, List.of())).isEqualTo(1 - 100.0 / 150);
    assertThat(MergePlan.deadShare(segments, List.of(half))).isZero();
    assertThat(MergePlan.deadShare(List.<SizedSegment<Long>>of(), List.of())).isZero();
  }

  /** Each byte is written about once per tier, however many segments come. */
  @Test
  void writesEachByteOncePerTier() {
    List<SizedSegment<Long>> index = new ArrayList<>();
    long written = 0;
    int commits = 4 * 4 * 4 * 4;
    for (int commit = 0; commit < commits; commit++) {
      index.add(segment(20, 20));
      List<SizedSegment<Long>> merged = PLAN.fullTier(index, UNLIMITED);
      long bytes = merged.stream().mapToLong(SizedSegment::liveBytes).sum();
      if (bytes > 0) {
        index.removeAll(merged);
        index.add(segment(bytes, bytes));
        written += bytes;
      }
    }
    // 256 commits of 20 bytes fill at most four tiers.
    assertThat(written).isBetween(2 * 20L * commits, 4 * 20L * commits);
    assertThat(index).hasSizeLessThan(4 * 4);
  }

  private static List<SizedSegment<Long>> live(long... bytes) {
    return IntStream.range(0, bytes.length).mapToObj(i -> segment(bytes[i], bytes[i])).toList();
  }

  private static SizedSegment<Long> segment(long bytes, long live) {
    return new SizedSegment<>(bytes, bytes, live);
  }

  private static List<Long> names(List<SizedSegment<Long>> segments) {
    return segments.stream().map(SizedSegment::segment).toList();
  }
}
