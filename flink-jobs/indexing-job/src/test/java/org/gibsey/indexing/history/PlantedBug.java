package org.gibsey.indexing.history;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.gibsey.change.ChangeEvent;
import org.gibsey.change.ChangeKind;
import org.gibsey.change.WriteTime;

/**
 * A bug that the suites must notice, planted between what they deliver and what they test. {@code
 * -Dgibsey.planted-bug=tombstone-dropped} and so on makes the suites fail.
 */
public enum PlantedBug {
  /** Nothing is wrong. */
  NONE,
  /** Deletions of rows, partitions and ranges get lost. */
  TOMBSTONE_DROPPED,
  /** What arrives last wins, whenever it was written. */
  WRITE_TIME_IGNORED,
  /** An event that comes again counts as a new change. */
  DUPLICATE_CELL_COUNTED,
  /** What cannot be decoded vanishes. */
  DEAD_LETTER_SWALLOWED;

  private static final String PROPERTY = "gibsey.planted-bug";

  /**
   * The bug that the system property names.
   *
   * @throws IllegalArgumentException when there is none of that name
   */
  public static PlantedBug fromProperty() {
    String name = System.getProperty(PROPERTY, "none");
    return Arrays.stream(values())
        .filter(bug -> bug.name().equals(name.toUpperCase(Locale.ROOT).replace('-', '_')))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    PROPERTY + " is " + name + ", known are " + Arrays.toString(values())));
  }

  /**
   * The event as the bug lets it through, or empty.
   *
   * @param arrival number of the delivery, from 0
   * @param again whether the event was delivered before
   */
  Optional<ChangeEvent> deliver(ChangeEvent event, long arrival, boolean again) {
    return switch (this) {
      case NONE, DEAD_LETTER_SWALLOWED -> Optional.of(event);
      case TOMBSTONE_DROPPED ->
          event.kind() == ChangeKind.UPSERT ? Optional.of(event) : Optional.empty();
      case WRITE_TIME_IGNORED -> Optional.of(at(event, WriteTime.ofMicros(arrival)));
      case DUPLICATE_CELL_COUNTED ->
          Optional.of(
              again
                  ? at(
                      event,
                      new WriteTime(event.writeTime().micros(), event.writeTime().sequence() + 1))
                  : event);
    };
  }

  private static ChangeEvent at(ChangeEvent event, WriteTime time) {
    return new ChangeEvent(
        event.collection(),
        event.partitionKey(),
        event.rowKey(),
        event.kind(),
        time,
        event.cells(),
        event.range(),
        event.source());
  }
}
