package org.gibsey.verification.faults;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** Which faults are injected how often. */
final class Plan {
  private Plan() {}

  /**
   * One run.
   *
   * @param number its place in the plan, from 1
   * @param seed decides what is written
   */
  record Run(Fault fault, int number, int of, long seed) {
    @Override
    public String toString() {
      return number + "/" + of + " " + fault;
    }
  }

  /**
   * The runs of a plan.
   *
   * @param faults {@code short} for one of each kind, {@code whole}, or a list such as {@code
   *     AGENT_KILLED*10,KAFKA_KILLED}
   * @param seed of the first run; every next one has one more, so that each can be run alone
   */
  static List<Run> of(String faults, long seed) {
    List<Fault> all =
        switch (faults) {
          case "short" -> List.of(Fault.values());
          case "whole" ->
              Arrays.stream(Fault.values())
                  .flatMap(fault -> repeat(fault, fault.wholeRuns()))
                  .toList();
          default -> Arrays.stream(faults.split(",", -1)).flatMap(Plan::item).toList();
        };
    List<Run> runs = new ArrayList<>();
    for (Fault fault : all) {
      runs.add(new Run(fault, runs.size() + 1, all.size(), seed + runs.size()));
    }
    return runs;
  }

  private static Stream<Fault> item(String item) {
    int star = item.indexOf('*');
    return star < 0
        ? Stream.of(Fault.valueOf(item))
        : repeat(
            Fault.valueOf(item.substring(0, star)), Integer.parseInt(item.substring(star + 1)));
  }

  private static Stream<Fault> repeat(Fault fault, int times) {
    return Stream.generate(() -> fault).limit(times);
  }
}
