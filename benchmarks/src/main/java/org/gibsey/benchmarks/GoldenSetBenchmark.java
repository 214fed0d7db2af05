package org.gibsey.benchmarks;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.gibsey.benchmarks.GoldenSet.Score;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** How often does a search find the page that answers a question? */
@Command(
    name = "golden-set",
    mixinStandardHelpOptions = true,
    description = "Asks the golden questions of a book in every search mode.")
final class GoldenSetBenchmark implements Callable<Integer> {
  @Mixin private StackAddress stack = new StackAddress();
  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--book",
      defaultValue = "deploy/demo",
      description = "Folder of the book (default: ${DEFAULT-VALUE}).")
  private Path book = Path.of("deploy/demo");

  @Override
  public Integer call() throws Exception {
    GoldenSet golden = GoldenSet.load(book);
    ApiClient api = ApiClient.reader(stack);
    PrintWriter out = spec.commandLine().getOut();
    for (String mode : new String[] {"vector", "text", "hybrid"}) {
      report(out, mode, "all", golden.ask(api, mode));
      report(out, mode, "paraphrases", golden.paraphrases().ask(api, mode));
    }
    return CommandLine.ExitCode.OK;
  }

  private static void report(PrintWriter out, String mode, String questions, Score score) {
    out.printf(
        Locale.ROOT,
        "%-6s %-11s n=%d hit@1=%.3f hit@5=%.3f MRR@10=%.3f%n",
        mode,
        questions,
        score.questions(),
        score.hitAt1(),
        score.hitAt5(),
        score.meanReciprocalRank());
    if (mode.equals("vector")) {
      score.missedAt5().forEach(question -> out.println("       missed: " + question));
    }
    out.flush();
  }
}
