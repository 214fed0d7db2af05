package org.gibsey.indexing.index;

/**
 * How much a test did.
 *
 * @param histories lives of an index
 * @param writes versions of rows, replayed ones included
 * @param checkpoints that completed, savepoints included
 * @param restores from one of them
 * @param checkedRows rows that were looked for, in all comparisons
 */
record HistoryCounts(
    long histories, long writes, long checkpoints, long restores, long checkedRows) {
  static final HistoryCounts NONE = new HistoryCounts(0, 0, 0, 0, 0);

  HistoryCounts plus(HistoryCounts more) {
    return new HistoryCounts(
        histories + more.histories,
        writes + more.writes,
        checkpoints + more.checkpoints,
        restores + more.restores,
        checkedRows + more.checkedRows);
  }
}
