package org.gibsey.indexing.history;

import java.util.List;
import org.gibsey.change.ChangeEvent;
import org.gibsey.row.RowVersion;

/** Something that materialises rows, with a clock that the test sets. */
public interface Subject extends AutoCloseable {
  /** Takes an event, and returns the versions that it made. */
  List<RowVersion> deliver(ChangeEvent event) throws Exception;

  /** Moves the clock, and returns the versions that this made. Never goes back. */
  List<RowVersion> advanceTo(long millis) throws Exception;

  /** What is kept, comparable with {@code equals}. */
  Object state() throws Exception;

  /** Ends this, and returns another that continues where it was. */
  Subject restored() throws Exception;

  @Override
  void close() throws Exception;
}
