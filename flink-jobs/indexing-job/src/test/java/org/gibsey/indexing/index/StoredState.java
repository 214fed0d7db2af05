package org.gibsey.indexing.index;

import java.io.DataInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.runtime.checkpoint.OperatorState;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.checkpoint.metadata.CheckpointMetadata;

/** The operator's state in a savepoint or checkpoint that a cluster wrote to a folder. */
final class StoredState {
  private StoredState() {}

  /** The state of each of the subtasks that wrote it. */
  static List<OperatorSubtaskState> of(Path folder) throws Exception {
    CheckpointMetadata metadata;
    try (DataInputStream in =
        new DataInputStream(Files.newInputStream(folder.resolve("_metadata")))) {
      metadata =
          org.apache.flink.runtime.checkpoint.Checkpoints.loadCheckpointMetadata(
              in, StoredState.class.getClassLoader(), folder.toUri().toString());
    }
    List<OperatorSubtaskState> states = new ArrayList<>();
    for (OperatorState operator : metadata.getOperatorStates()) {
      // No other operator of these jobs has keyed state.
      if (operator.getStates().stream()
          .anyMatch(state -> !state.getManagedKeyedState().isEmpty())) {
        for (int subtask = 0; subtask < operator.getParallelism(); subtask++) {
          states.add(operator.getState(subtask));
        }
      }
    }
    if (states.isEmpty()) {
      throw new IllegalStateException("no index state in " + folder);
    }
    return states;
  }
}
