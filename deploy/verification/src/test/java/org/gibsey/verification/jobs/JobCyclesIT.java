package org.gibsey.verification.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.gibsey.verification.Eventually;
import org.gibsey.verification.Stack;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * A job that embeds the whole demo book is started and cancelled {@code gibsey.cycles} times in one
 * TaskManager, at a random moment of its work. No cancel may crash the native libraries, leave a
 * thread or a class loader behind, or spoil the model for the next start.
 *
 * <p>The report, {@code cycles.txt}, shows the TaskManager's memory and threads on the way.
 */
@Tag("soak")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class JobCyclesIT {
  private static final int REPORT_EVERY = 10;

  /** From here on class loading, caches and thread pools have settled. */
  private static final int WARM = 20;

  private static final long LONGEST_RUN_MILLIS = 3_000;

  /** Pools of the JVM and of Netty breathe; one thread left behind by each cycle shows. */
  private static final int MORE_THREADS = 20;

  private final int cycles = Integer.getInteger("gibsey.cycles", 200);
  private final long seed = Long.getLong("gibsey.seed", new Random().nextInt(Integer.MAX_VALUE));
  private final List<String> report = new ArrayList<>();
  private final Stack stack;

  JobCyclesIT() throws Exception {
    System.out.println("gibsey.seed=" + seed);
    stack = Stack.start(Map.of());
  }

  @AfterAll
  void close() throws Exception {
    Files.write(Path.of(System.getProperty("output"), "cycles.txt"), report);
    stack.close();
  }

  @Test
  void noStartOrCancelHarmsTheNext() throws Exception {
    Random random = new Random(seed);
    long taskManager = pid();
    try (FlinkRest flink = new FlinkRest(stack.port("GIBSEY_FLINK_UI_PORT"))) {
      String jar = flink.upload(ShadowJob.jar());
      @Nullable TaskManagerUse warm = null;
      for (int cycle = 1; cycle <= cycles; cycle++) {
        ShadowJob job = submit(flink, jar, "cycle-" + cycle);
        job.awaitRunning();
        LockSupport.parkNanos(random.nextLong(LONGEST_RUN_MILLIS) * 1_000_000);
        job.cancel();
        assertThat(pid()).as("the TaskManager of the first cycle").isEqualTo(taskManager);
        if (cycle % REPORT_EVERY == 0) {
          TaskManagerUse now = flink.taskManager();
          report(cycle, taskManager, now);
          warm = cycle == WARM ? now : warm;
        }
      }
      ShadowJob last = submit(flink, jar, "last");
      embedsTheWholeBook(last);
      last.cancel();
      leavesNothingBehind(warm, flink.taskManager());
    }
    assertThat(crashReports()).isEmpty();
  }

  /** Without the cache of vectors and the table of vectors: every start embeds every page. */
  private ShadowJob submit(FlinkRest flink, String jar, String name) throws Exception {
    return ShadowJob.submit(stack, flink, jar, name, "--collections=" + collections());
  }

  private Path collections() throws Exception {
    Path file = Path.of(System.getProperty("output"), "soak-collections.yaml").toAbsolutePath();
    if (Files.notExists(file)) {
      Path builtIn =
          Path.of(
              System.getProperty("checkout"),
              "flink-jobs/passages/src/main/resources/org/gibsey/collection/collections.yaml");
      try (Stream<String> lines = Files.lines(builtIn)) {
        Files.write(file, lines.filter(line -> !line.strip().startsWith("embedding")).toList());
      }
    }
    return file;
  }

  private void embedsTheWholeBook(ShadowJob job) throws Exception {
    try (IndexedKeys first = new IndexedKeys(stack.kafka(), "memory.shard-endpoints");
        IndexedKeys own = job.rows()) {
      Set<String> book = first.now();
      assertThat(book).hasSizeGreaterThan(100);
      Eventually.holds(
          "the last job embeds the whole book", Stack.PATIENCE, () -> own.now().equals(book));
    }
  }

  private static void leavesNothingBehind(@Nullable TaskManagerUse warm, TaskManagerUse end) {
    if (warm != null) {
      assertThat(end.threads()).isLessThan(warm.threads() + MORE_THREADS);
      assertThat(end.metaspaceMiB()).isLessThan(warm.metaspaceMiB() * 3 / 2);
    }
  }

  private void report(int cycle, long pid, TaskManagerUse use) throws Exception {
    String resident;
    try (Stream<String> status = Files.lines(Path.of("/proc/" + pid + "/status"))) {
      resident =
          status.filter(line -> line.startsWith("VmRSS")).findFirst().orElse("VmRSS: unknown");
    }
    String line =
        "cycle %d: %s, metaspace %d MiB, %d threads"
            .formatted(cycle, resident.replaceAll("\\s+", " "), use.metaspaceMiB(), use.threads());
    report.add(line);
    System.out.println(line);
  }

  private long pid() throws Exception {
    String line = Files.readString(stack.state().resolve("taskmanager").resolve("pid"));
    long pid = Long.parseLong(line.substring(0, line.indexOf(' ')));
    assertThat(ProcessHandle.of(pid)).as("the TaskManager").isPresent();
    return pid;
  }

  private List<Path> crashReports() throws Exception {
    try (Stream<Path> files = Files.walk(stack.state(), 3)) {
      return files.filter(file -> file.getFileName().toString().startsWith("hs_err")).toList();
    }
  }
}
