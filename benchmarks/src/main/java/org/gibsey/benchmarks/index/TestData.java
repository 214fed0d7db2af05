package org.gibsey.benchmarks.index;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import org.gibsey.benchmarks.retrieval.TestSetException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The options by which the benchmarks of the index choose their passages. */
public final class TestData {
  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--passages",
      defaultValue = "100000",
      description = "Number of passages, at least 1,000 (${DEFAULT-VALUE}).")
  private int passages = 100_000;

  @Option(
      names = "--seed",
      defaultValue = "1",
      description = "What the passages are drawn with (${DEFAULT-VALUE}).")
  private long seed = 1;

  @Option(
      names = "--beir",
      paramLabel = "FOLDER",
      description =
          "Take stretches of these documents, in BEIR's layout, and their embeddings by the"
              + " built-in model, instead of synthetic passages. Computed once: minutes.")
  private @Nullable Path beir;

  @Option(
      names = "--cache",
      paramLabel = "FOLDER",
      defaultValue = "benchmarks/target/vectors",
      description = "Where such embeddings are kept (${DEFAULT-VALUE}).")
  private Path cache = Path.of("benchmarks/target/vectors");

  /** The chosen passages. */
  public TestPassages open(PrintWriter progress) throws IOException {
    if (passages < 1_000) {
      throw new ParameterException(
          spec.commandLine(), "--passages is " + passages + ", allowed are 1,000 and more");
    }
    if (beir == null) {
      return TestPassages.synthetic(passages, seed);
    }
    try {
      return new TestPassages(EmbeddedWindows.open(beir, passages, cache, progress));
    } catch (TestSetException | IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage(), e);
    }
  }
}
