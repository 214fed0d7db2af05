package org.gibsey.indexing.index;

import java.util.Arrays;
import java.util.List;
import org.gibsey.row.EmbeddedRow;
import org.gibsey.row.FieldValue;
import org.gibsey.row.Passage;
import org.gibsey.row.RowVersion;

/** Bugs that the check of histories must notice. */
enum PlantedIndexBug {
  NONE,
  DELETION_IGNORED,
  OLDER_VERSION_WINS,
  FURTHER_PASSAGES_LOST,
  FIELDS_LOST,
  WRONG_VECTOR,
  REPLAY_FORGOTTEN,
  COMMITTED_BUT_NOT_SAVED;

  /** A time later than all others: each version that comes replaces the one before. */
  private static final long LATER = 1L << 40;

  /** What reaches the index of a row. */
  List<EmbeddedRow> change(EmbeddedRow row) {
    return switch (this) {
      case NONE, REPLAY_FORGOTTEN, COMMITTED_BUT_NOT_SAVED -> List.of(row);
      case DELETION_IGNORED -> row.row().searchable() ? List.of(row) : List.of();
      case OLDER_VERSION_WINS -> List.of(with(row, LATER, row.row().fields()));
      case FIELDS_LOST -> List.of(with(row, row.row().versionTimeMicros(), new FieldValue[0]));
      case FURTHER_PASSAGES_LOST -> List.of(passages(row, Math.min(1, row.passages().length)));
      case WRONG_VECTOR -> List.of(otherVectors(row));
    };
  }

  private static EmbeddedRow with(EmbeddedRow row, long versionTime, FieldValue[] fields) {
    RowVersion version = row.row();
    return new EmbeddedRow(
        new RowVersion(
            version.collection(),
            version.rowKey(),
            version.writeTimeMicros(),
            versionTime,
            version.searchable(),
            version.replaces(),
            version.title(),
            version.text(),
            fields,
            version.source()),
        row.textHash(),
        row.model(),
        row.passages(),
        row.vectors());
  }

  private static EmbeddedRow passages(EmbeddedRow row, int count) {
    Passage[] passages = Arrays.copyOf(row.passages(), count);
    return new EmbeddedRow(
        row.row(), row.textHash(), row.model(), passages, Arrays.copyOf(row.vectors(), count));
  }

  private static EmbeddedRow otherVectors(EmbeddedRow row) {
    float[][] vectors = new float[row.vectors().length][];
    for (int i = 0; i < vectors.length; i++) {
      vectors[i] = Rows.vector(i, RandomRows.DIMENSION);
    }
    return new EmbeddedRow(row.row(), row.textHash(), row.model(), row.passages(), vectors);
  }
}
