package org.gibsey.verification.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.gibsey.verification.Stack;
import org.gibsey.verification.faults.Difference.Kind;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whatever dies in the middle of a stream of writes: in the end the index and the table of vectors
 * hold exactly the rows that Cassandra holds.
 *
 * <p>The system property {@code gibsey.faults} says which faults are injected (see {@link Plan}),
 * {@code gibsey.seed} repeats the writes of an earlier run.
 */
@Tag("faults")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class FaultIT {
  private static final Path OUTPUT = Path.of(System.getProperty("output"));

  /** A few writes fill a segment, and a few segments the space for what waits for the agent. */
  private static final Map<String, String> SMALL_COMMIT_LOG =
      Map.of("GIBSEY_CASSANDRA_SEGMENT", "1MiB", "GIBSEY_CDC_SPACE", "8MiB");

  private final long seed = Long.getLong("gibsey.seed", new Random().nextInt(Integer.MAX_VALUE));
  private final Report report = new Report(OUTPUT.resolve("faults.txt"), seed);
  private final Stack stack;
  private final ChangeStream stream;
  private final IndexSide index;

  FaultIT() throws Exception {
    System.out.println("gibsey.seed=" + seed);
    stack = Stack.start(SMALL_COMMIT_LOG, "--no-demo");
    stream = new ChangeStream(stack.kafka(), stack.port("GIBSEY_FLINK_UI_PORT"));
    index = new IndexSide(stack.kafka());
  }

  Stream<Plan.Run> runs() {
    return Plan.of(System.getProperty("gibsey.faults", "short"), seed).stream();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("runs")
  void nothingIsLostDuplicatedOrResurrected(Plan.Run run) throws Exception {
    boolean passed = false;
    FaultRun faultRun = new FaultRun(stack, stream, index, run);
    try {
      RunResult result = faultRun.run();
      report.add(result);
      System.out.println(result.text());
      assertThat(result.differences()).isEmpty();
      noticesPlantedDifferences(faultRun.snapshot());
      passed = true;
    } finally {
      if (!passed) {
        keepLogs("run-" + run.number());
        stack.up("--no-demo");
      }
    }
  }

  @AfterAll
  void close() throws Exception {
    System.out.println(report.text());
    index.close();
    stream.close();
    stack.close();
  }

  /** Otherwise a comparison that always finds both sides alike would not be noticed. */
  private static void noticesPlantedDifferences(Snapshot alike) {
    PageRow row = alike.indexed().get(0);
    Map<PageKey, PageRow> deleted = new HashMap<>(alike.pages());
    deleted.remove(row.key());
    List<PageRow> lost = alike.indexed().subList(1, alike.indexed().size());
    List<PageRow> twice = new ArrayList<>(alike.indexed());
    twice.add(row);
    assertThat(kinds(deleted, alike.indexed(), alike)).contains(Kind.RESURRECTED);
    assertThat(kinds(alike.pages(), lost, alike)).containsExactly(Kind.LOST);
    assertThat(kinds(alike.pages(), twice, alike)).containsExactly(Kind.DUPLICATED);
  }

  private static List<Kind> kinds(
      Map<PageKey, PageRow> pages, List<PageRow> indexed, Snapshot alike) {
    return Comparison.of(new Snapshot(pages, alike.textEnds(), indexed, alike.passages())).stream()
        .map(Difference::kind)
        .toList();
  }

  private void keepLogs(String name) throws IOException {
    Path folder = Files.createDirectories(OUTPUT.resolve("fault-logs").resolve(name));
    try (Stream<Path> files = Files.walk(stack.state(), 2)) {
      for (Path log : files.filter(file -> file.toString().endsWith(".log")).toList()) {
        Files.copy(log, folder.resolve(log.getFileName()), StandardCopyOption.REPLACE_EXISTING);
      }
    }
  }
}
