package org.gibsey.benchmarks;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import org.gibsey.benchmarks.ApiClient.PageKey;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * How long after Cassandra acknowledged a write is the row found by a search?
 *
 * <p>Writes one row, then searches for a word that only this row has, again and again with 5 ms
 * between, until the row is the answer. The figure therefore holds one whole search and up to one
 * pause more than the pipeline itself takes.
 */
@Command(
    name = "freshness",
    mixinStandardHelpOptions = true,
    description = "Time from a write acknowledged by Cassandra to the row being found.")
final class FreshnessBenchmark implements Callable<Integer> {
  private static final String BOOK = "freshness-benchmark";
  private static final Duration GIVE_UP = Duration.ofSeconds(30);

  @Mixin private StackAddress stack = new StackAddress();
  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--writes",
      defaultValue = "200",
      description = "Number of single-row writes (default: ${DEFAULT-VALUE}).")
  private int writes = 200;

  @Override
  public Integer call() throws Exception {
    ApiClient api = ApiClient.reader(stack);
    PrintWriter out = spec.commandLine().getOut();
    try (CqlSession session =
        CqlSession.builder()
            .addContactPoint(stack.cassandra())
            .withLocalDatacenter("datacenter1")
            .build()) {
      PreparedStatement insert =
          session.prepare(
              "INSERT INTO gibsey.pages (book_id, page_num, chapter, title, speaker, text)"
                  + " VALUES ('"
                  + BOOK
                  + "', ?, 'Benchmark', 'A measured page', 'The stopwatch', ?)");
      long run = System.currentTimeMillis();
      long[] nanos = new long[writes];
      try {
        for (int i = 0; i < writes; i++) {
          // Digits at the end, so that no stemmer takes two of these words for one.
          String word = "stopwatch" + run + "x" + i;
          session.execute(insert.bind(i + 1, text(word)));
          nanos[i] = untilFound(api, word, i + 1);
        }
      } finally {
        session.execute("DELETE FROM gibsey.pages WHERE book_id = '" + BOOK + "'");
      }
      out.printf("commit -> searchable %s%n", new Percentiles(nanos));
      out.flush();
    }
    return CommandLine.ExitCode.OK;
  }

  private static String text(String word) {
    return "The timekeeper pressed the button and wrote down "
        + word
        + " before the ink could dry. "
        + "Nobody on the quay believed that a page could be found so soon after it was written, "
        + "and so they asked for it again, and every time the shelf gave it back at once.";
  }

  private static long untilFound(ApiClient api, String word, int page)
      throws IOException, InterruptedException, TimeoutException {
    long start = System.nanoTime();
    while (System.nanoTime() - start < GIVE_UP.toNanos()) {
      List<PageKey> found = api.search(word, "text", 1);
      if (found.contains(new PageKey(BOOK, page))) {
        return System.nanoTime() - start;
      }
      LockSupport.parkNanos(Duration.ofMillis(5).toNanos());
    }
    throw new TimeoutException("page " + page + " was not found within " + GIVE_UP);
  }
}
