package org.gibsey.indexing;

import java.time.Duration;
import java.util.List;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.gibsey.change.ChangeEvent;
import org.gibsey.collection.Collections;
import org.gibsey.indexing.history.Subject;
import org.gibsey.row.RowVersion;
import org.jspecify.annotations.Nullable;

/** The operator as Flink runs it, with snapshots and a clock of the test. */
final class MaterializeRowSubject implements Subject {
  private static final Collections COLLECTIONS = Collections.load(null);

  private final KeyedOneInputStreamOperatorTestHarness<String, ChangeEvent, RowVersion> operator;

  MaterializeRowSubject() throws Exception {
    this(null);
  }

  private MaterializeRowSubject(@Nullable OperatorSubtaskState snapshot) throws Exception {
    operator =
        new KeyedOneInputStreamOperatorTestHarness<>(
            new KeyedProcessOperator<>(new MaterializeRow(COLLECTIONS, Duration.ofDays(10))),
            MaterializeRow::keyOf,
            Types.STRING);
    operator.getExecutionConfig().disableGenericTypes();
    if (snapshot != null) {
      operator.initializeState(snapshot);
    }
    operator.open();
  }

  @Override
  public List<RowVersion> deliver(ChangeEvent event) throws Exception {
    operator.processElement(event, 0);
    return output();
  }

  @Override
  public List<RowVersion> advanceTo(long millis) throws Exception {
    operator.setProcessingTime(millis);
    return output();
  }

  private List<RowVersion> output() {
    List<RowVersion> made = operator.extractOutputValues();
    operator.getOutput().clear();
    return made;
  }

  /** How many entries there are of what; what lies in them shows in later versions. */
  @Override
  public Object state() {
    return List.of(operator.numKeyedStateEntries(), operator.numProcessingTimeTimers());
  }

  @Override
  public Subject restored() throws Exception {
    long now = operator.getProcessingTime();
    OperatorSubtaskState snapshot = operator.snapshot(1, 1);
    operator.close();
    MaterializeRowSubject restored = new MaterializeRowSubject(snapshot);
    restored.operator.setProcessingTime(now);
    return restored;
  }

  @Override
  public void close() throws Exception {
    operator.close();
  }
}
