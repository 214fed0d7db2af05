package org.gibsey.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.gibsey.api.ProblemAssert.assertProblem;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.gibsey.api.http.ProblemType;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Provokes every problem there is over HTTP, so that none is only declared. */
final class EveryProblemTest {
  /** The statuses that callers of any HTTP interface must expect. */
  private static final List<Integer> COMMON =
      List.of(400, 401, 403, 404, 405, 406, 409, 413, 414, 415, 422, 429, 431, 500, 503);

  @TestFactory
  List<DynamicTest> everyProblemComesAsItIsDeclared() {
    return Provocations.all().entrySet().stream()
        .map(
            entry ->
                DynamicTest.dynamicTest(
                    entry.getKey().name(),
                    () -> {
                      ProblemType type = entry.getKey();
                      String name = type.urn().substring(type.urn().lastIndexOf(':') + 1);
                      try (ProvokedApi api = new ProvokedApi()) {
                        assertProblem(entry.getValue().provoke(api), type.status(), name);
                      }
                    }))
        .toList();
  }

  @Test
  void noProblemIsLeftOut() {
    Set<ProblemType> missing = EnumSet.allOf(ProblemType.class);
    missing.removeAll(Provocations.all().keySet());
    assertThat(missing)
        .as(
            "these are provoked by no test: add a line for each to Provocations, which sends a"
                + " request to the running API and returns its response")
        .isEmpty();
  }

  @Test
  void everyCommonStatusIsProvoked() {
    Set<Integer> provoked =
        Provocations.all().keySet().stream().map(ProblemType::status).collect(Collectors.toSet());
    assertThat(provoked).containsAll(COMMON);
  }
}
