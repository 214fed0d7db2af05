package org.gibsey.cdc;

import org.jspecify.annotations.Nullable;

/**
 * What a connector is doing, in Kafka Connect's words.
 *
 * @param name the state
 * @param trace stack trace of the failure; null unless {@link Name#FAILED}
 */
record ConnectorState(Name name, @Nullable String trace) {
  static final ConnectorState UNASSIGNED = new ConnectorState(Name.UNASSIGNED, null);
  static final ConnectorState RUNNING = new ConnectorState(Name.RUNNING, null);
  static final ConnectorState PAUSED = new ConnectorState(Name.PAUSED, null);

  static ConnectorState failed(String trace) {
    return new ConnectorState(Name.FAILED, trace);
  }

  /** Kafka Connect's states that occur here. */
  enum Name {
    /** Starting, or stopped with the agent. */
    UNASSIGNED,
    RUNNING,
    PAUSED,
    /** Ended by an error; another start is scheduled. */
    FAILED
  }
}
