package org.gibsey.verification.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import com.datastax.oss.driver.api.core.cql.SimpleStatement;
import java.time.Duration;
import java.util.UUID;
import org.gibsey.benchmarks.ApiClient.PageKey;
import org.gibsey.verification.Eventually;
import org.gibsey.verification.Stack;
import org.gibsey.verification.faults.Processes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * The job has vectors to write and Cassandra is not there: it waits, goes on answering searches,
 * can be cancelled, and loses nothing.
 */
@ExtendWith(Stack.Provider.class)
final class CassandraAwayIT {
  /** More than the writes that may be outstanding, and their deletes. */
  private static final int PAGES = 150;

  private static final Duration CANCEL = Duration.ofSeconds(25);

  private final Stack stack;
  private final String book = "away-" + UUID.randomUUID();

  CassandraAwayIT(Stack stack) {
    this.stack = stack;
  }

  @Test
  void theJobHoldsBackItsInputAndLosesNothing() throws Exception {
    Processes processes = new Processes(stack.state());
    try (FlinkRest flink = new FlinkRest(stack.port("GIBSEY_FLINK_UI_PORT"))) {
      ShadowJob other = ShadowJob.submit(stack, flink, flink.upload(ShadowJob.jar()), "away-job");
      other.awaitRunning();
      String job = flink.jobNamed("memory-indexing", other.id());
      long restarts = flink.restarts(job);
      long taskManager = processes.pid("taskmanager");

      // The agent reads what Cassandra acknowledged from its files, with or without Cassandra.
      processes.pause("agent");
      writePages();
      processes.kill("cassandra");
      processes.resumeAll();

      Eventually.holds(
          "a page written before Cassandra died is found without it",
          Stack.PATIENCE,
          () -> stack.reader().search(text(1), "vector", 1).contains(new PageKey(book, 1)));
      Eventually.holds(
          "the job waits for Cassandra", Stack.PATIENCE, () -> flink.waitsForCassandra(job));
      Eventually.holds(
          "the other job waits too", Stack.PATIENCE, () -> flink.waitsForCassandra(other.id()));
      other.cancel(CANCEL);
      assertThat(processes.pid("taskmanager")).isEqualTo(taskManager);
      assertThat(flink.state(job)).isEqualTo("RUNNING");

      stack.up("--no-demo").mustSucceed();
      Eventually.holds("every page has its vector", Stack.PATIENCE, () -> vectors() == PAGES);
      assertThat(flink.restarts(job)).isEqualTo(restarts);
      assertThat(processes.pid("taskmanager")).isEqualTo(taskManager);
    } finally {
      processes.resumeAll();
      stack.up("--no-demo").mustSucceed();
      stack
          .cassandra()
          .execute(SimpleStatement.newInstance("DELETE FROM pages WHERE book_id = ?", book));
    }
    Eventually.holds("the pages are gone", Stack.PATIENCE, () -> vectors() == 0);
  }

  private void writePages() {
    for (int page = 1; page <= PAGES; page++) {
      stack
          .cassandra()
          .execute(
              SimpleStatement.newInstance(
                  "INSERT INTO pages (book_id, page_num, text) VALUES (?, ?, ?)",
                  book,
                  page,
                  text(page)));
    }
  }

  private static String text(int page) {
    return "On day " + page + " of the great outage the ferryman counted " + page + " gulls.";
  }

  private long vectors() {
    return stack
        .cassandra()
        .execute(
            SimpleStatement.newInstance(
                "SELECT page_num FROM page_embeddings WHERE book_id = ?", book))
        .all()
        .size();
  }
}
