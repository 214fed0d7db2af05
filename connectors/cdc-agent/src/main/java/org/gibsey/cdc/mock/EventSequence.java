package org.gibsey.cdc.mock;

import java.io.Closeable;
import org.apache.kafka.connect.errors.ConnectException;
import org.jspecify.annotations.Nullable;

/** A sequence of events that is the same every time it is read. */
interface EventSequence extends Closeable {
  /**
   * An event of the sequence. Numbers must be asked for in ascending order.
   *
   * @param number from 0
   * @return the event, or null if the sequence is over
   * @throws ConnectException if it cannot be read
   */
  @Nullable MockEvent at(long number);

  @Override
  void close();
}
