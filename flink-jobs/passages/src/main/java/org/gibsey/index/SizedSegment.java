package org.gibsey.index;

/**
 * A segment as whoever plans a merge sees it.
 *
 * @param segment the segment
 * @param bytes what it takes, at least 1
 * @param liveBytes its bytes times the share of its documents that are not deleted: about what a
 *     merge would write of it
 */
record SizedSegment<T>(T segment, long bytes, long liveBytes) {
  /** Share of its bytes that a merge would drop, 0 to 1. */
  double deadShare() {
    return 1 - (double) liveBytes / Math.max(1, bytes);
  }
}
