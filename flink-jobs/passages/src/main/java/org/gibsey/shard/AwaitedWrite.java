package org.gibsey.shard;

import org.gibsey.change.SourcePosition;
import org.gibsey.index.VisibleRow;
import org.jspecify.annotations.Nullable;

/**
 * A write to a row that somebody waits for; at least one of both is given.
 *
 * <p>Where the row's newest event lies in the same topic and partition as {@code position}, its
 * offset decides. Otherwise the write time does: the row is seen as of a version whose time is not
 * before it. Without a write time, an event of another topic or partition never counts.
 *
 * <p>A write time is compared with the newest version of the whole row. A write that is older than
 * another one of the same row counts as seen with that other one, though it may have touched
 * another column: the position tells them apart. An event that changes nothing, as a repeated one,
 * makes no version, so that waiting for its position alone can be in vain.
 *
 * @param writeTimeMicros write time in microseconds since 1970, or null
 * @param position the write's change event, or null
 */
public record AwaitedWrite(@Nullable Long writeTimeMicros, @Nullable SourcePosition position) {
  public AwaitedWrite {
    if (writeTimeMicros == null && position == null) {
      throw new IllegalArgumentException("a write is known by its write time or its position");
    }
  }

  /** A write by its time in microseconds since 1970. */
  public static AwaitedWrite at(long writeTimeMicros) {
    return new AwaitedWrite(writeTimeMicros, null);
  }

  /** A write by its change event. */
  public static AwaitedWrite at(SourcePosition position) {
    return new AwaitedWrite(null, position);
  }

  /** Whether searches that see the row like this see the write, a deletion included. */
  boolean isIn(VisibleRow row) {
    SourcePosition source = row.source();
    if (position != null
        && source != null
        && source.topic().equals(position.topic())
        && source.partition() == position.partition()) {
      return source.offset() >= position.offset();
    }
    return writeTimeMicros != null
        && Math.max(row.writeTimeMicros(), row.versionTimeMicros()) >= writeTimeMicros;
  }
}
