package org.gibsey.verification.faults;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class PlanTest {
  @Test
  void theShortPlanHasOneOfEachKind() {
    assertThat(Plan.of("short", 1)).extracting(Plan.Run::fault).containsExactly(Fault.values());
  }

  @Test
  void theWholePlanHasFortyRunsEachWithASeedOfItsOwn() {
    assertThat(Plan.of("whole", 1)).hasSize(40).extracting(Plan.Run::seed).doesNotHaveDuplicates();
  }

  @Test
  void aListNamesKindsAndHowOften() {
    assertThat(Plan.of("KAFKA_KILLED*2,AGENT_KILLED", 1))
        .extracting(Plan.Run::fault)
        .containsExactly(Fault.KAFKA_KILLED, Fault.KAFKA_KILLED, Fault.AGENT_KILLED);
  }
}
