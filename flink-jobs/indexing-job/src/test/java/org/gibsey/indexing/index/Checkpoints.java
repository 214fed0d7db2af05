package org.gibsey.indexing.index;

import java.util.List;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.state.SharedStateRegistry;
import org.apache.flink.runtime.state.SharedStateRegistryImpl;

/**
 * What the checkpoint coordinator does: numbers checkpoints, and fills in the files that an
 * incremental one shares with those before it.
 */
final class Checkpoints {
  private final SharedStateRegistry shared = new SharedStateRegistryImpl();
  private long last;

  long next() {
    last++;
    return last;
  }

  void complete(long checkpoint, List<OperatorSubtaskState> states) {
    states.forEach(state -> state.registerSharedStates(shared, checkpoint));
  }
}
