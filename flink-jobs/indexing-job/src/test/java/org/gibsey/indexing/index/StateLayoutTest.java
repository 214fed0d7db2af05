package org.gibsey.indexing.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.ExecutionConfig;
import org.apache.flink.api.common.state.OperatorStateStore;
import org.apache.flink.core.fs.CloseableRegistry;
import org.apache.flink.runtime.state.DefaultOperatorStateBackendBuilder;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class StateLayoutTest {
  private OperatorStateStore store;

  @BeforeEach
  void makeStore() throws Exception {
    store =
        new DefaultOperatorStateBackendBuilder(
                getClass().getClassLoader(),
                new ExecutionConfig(),
                false,
                List.of(),
                new CloseableRegistry())
            .build();
  }

  @Test
  void refusesStateOfANewerFormat() throws Exception {
    new StateLayout(store, 2).save(Map.of("pages", 4), "v1", 0);

    assertThatThrownBy(() -> new StateLayout(store, 1).check(Map.of("pages", 4)))
        .isInstanceOf(UnfitStateException.class)
        .hasMessageContaining("format 2 and this release reads up to 1");
  }

  @Test
  void takesStateOfAnOlderFormat() throws Exception {
    new StateLayout(store, 1).save(Map.of("pages", 4), "v1", 0);

    assertThat(new StateLayout(store, 2).check(Map.of("pages", 4))).isEmpty();
  }

  @Test
  void takesStateThatIsEmpty() throws Exception {
    assertThat(new StateLayout(store, 1).check(Map.of("pages", 4))).isEmpty();
  }

  @Test
  void isWrittenByTheFirstSubtaskOnly() throws Exception {
    StateLayout layout = new StateLayout(store, 1);
    layout.save(Map.of("pages", 4), "v1", 0);
    layout.save(Map.of("pages", 4), "v1", 1);

    assertThat(layout.check(Map.of())).isEmpty();
  }

  @Test
  void tellsCollectionsThatNobodyWants() throws Exception {
    StateLayout layout = new StateLayout(store, 1);
    layout.save(Map.of("pages", 4, "notes", 2), "v1", 0);

    assertThat(layout.check(Map.of("pages", 4, "new", 1))).isEqualTo(Map.of("notes", 2));
  }

  @Test
  void keepsTheVersionOfTheIndex() throws Exception {
    StateLayout layout = new StateLayout(store, 1);
    assertThat(layout.version("fresh")).isEqualTo("fresh");

    layout.save(Map.of("pages", 4), "kept", 0);

    assertThat(new StateLayout(store, 1).version("fresh")).isEqualTo("kept");
  }
}
