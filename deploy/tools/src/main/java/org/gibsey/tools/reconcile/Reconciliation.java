package org.gibsey.tools.reconcile;

/**
 * One run over one collection. The index is listed first, into {@link RowDigests}; then every row
 * of Cassandra is compared with it, page by page; what nobody asked for by then is only in the
 * index, and is found by listing it once more. Memory grows with the rows of the index alone.
 */
final class Reconciliation {
  private final IndexSide index;
  private final SourceRows rows;
  private final RowMeaning meaning;
  private final Repairs repairs;
  private final Tally tally;
  private final Progress progress;

  Reconciliation(
      IndexSide index,
      SourceRows rows,
      RowMeaning meaning,
      Repairs repairs,
      Tally tally,
      Progress progress) {
    this.index = index;
    this.rows = rows;
    this.meaning = meaning;
    this.repairs = repairs;
    this.tally = tally;
    this.progress = progress;
  }

  void run() {
    RowDigests digests = new RowDigests();
    index.forEach(digests::put);
    tally.indexed(digests.size());
    progress.expect(digests.size());
    rows.forEach(row -> compare(row, digests));
    if (digests.unseen() > 0) {
      index.forEach(
          row -> {
            if (digests.isUnseen(row.rowKey())) {
              repairs.add(new Candidate(row.rowKey(), null));
            }
          });
    }
    repairs.flush();
  }

  private void compare(SourceRow row, RowDigests digests) {
    SearchableRow expected = meaning.of(row).orElse(null);
    tally.readFromCassandra(expected != null);
    if (expected == null) {
      if (digests.seeAny(row.rowKey())) {
        repairs.add(new Candidate(row.rowKey(), null));
      }
    } else if (digests.see(expected) == RowDigests.Match.SAME) {
      tally.equal(true);
    } else {
      repairs.add(new Candidate(row.rowKey(), expected));
    }
    progress.show();
  }
}
