package org.gibsey.benchmarks;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * How long does one search take, from the request to the last byte of the answer?
 *
 * <p>One client, one request at a time. Every query is asked once only and ends in the number of
 * the run, so that no vector of a query comes from a cache; the modes take turns, so that a slow
 * minute of the machine hits all alike.
 */
@Command(
    name = "search-latency",
    mixinStandardHelpOptions = true,
    description = "Serial latency of searches by mode, query embedding included.")
final class SearchLatencyBenchmark implements Callable<Integer> {
  private static final String[] MODES = {"vector", "text", "hybrid"};
  private static final int WARM_UP = 100;

  @Mixin private StackAddress stack = new StackAddress();
  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--book",
      defaultValue = "deploy/demo",
      description = "Folder of the book whose sentences are the queries (${DEFAULT-VALUE}).")
  private Path book = Path.of("deploy/demo");

  @Override
  public Integer call() throws Exception {
    ApiClient api = ApiClient.reader(stack);
    List<String> queries = queries();
    String run = " " + System.currentTimeMillis() % 1_000_000;
    List<List<Long>> nanos = List.of(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    for (int i = 0; i < queries.size(); i++) {
      int mode = i % MODES.length;
      long start = System.nanoTime();
      api.search(queries.get(i) + run, MODES[mode], 10);
      if (i >= WARM_UP) {
        nanos.get(mode).add(System.nanoTime() - start);
      }
    }
    PrintWriter out = spec.commandLine().getOut();
    for (int mode = 0; mode < MODES.length; mode++) {
      long[] all = nanos.get(mode).stream().mapToLong(Long::longValue).toArray();
      out.printf("%-6s %s%n", MODES[mode], new Percentiles(all));
    }
    out.flush();
    return CommandLine.ExitCode.OK;
  }

  /** Distinct stretches of six to fourteen words from the book, in a fixed order. */
  private List<String> queries() throws IOException {
    ObjectMapper json = new ObjectMapper();
    List<String> queries = new ArrayList<>();
    for (String line : Files.readAllLines(book.resolve("pages.jsonl"))) {
      JsonNode page = json.readTree(line);
      List<String> words = List.of(page.path("text").asText().split("\\s+"));
      int length = 6 + page.path("page_num").asInt() % 9;
      for (int from = 0; from + length <= words.size(); from += length) {
        queries.add(String.join(" ", words.subList(from, from + length)));
      }
    }
    return queries.stream().distinct().toList();
  }
}
