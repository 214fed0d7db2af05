package org.gibsey.tools.path;

import com.datastax.oss.driver.api.core.CqlSession;
import java.time.Duration;
import org.gibsey.tools.topics.TopicTail;

/**
 * The stations of a row: Cassandra, its change on the topic, the search, the table of its vectors.
 */
final class RowPath {

  private static final Duration POLL = Duration.ofMillis(50);
  private static final String AGENT = "deploy/logs agent";
  private static final String JOB = "deploy/logs taskmanager, and memory.dead-letters";

  // The query means the same as the text and shares no content word with it.
  private static final String TEXT =
      "The skipper refuses to leave harbour while fog hides the lighthouse. ";
  private static final String PARAPHRASE = "a captain stays in port during mist";

  private final TestRow row;
  private final CqlSession session;
  private final TopicTail topic;
  private final RowSearch search;
  private final StepReport report;

  RowPath(TestRow row, CqlSession session, TopicTail topic, RowSearch search, StepReport report) {
    this.row = row;
    this.session = session;
    this.topic = topic;
    this.search = search;
    this.report = report;
  }

  void walk() {
    report.written(row.insert(session, TEXT + row.firstWord()));
    awaitEvent("insert: its change is on the topic");
    report.await(
        "insert: found by its words", JOB, () -> search.byWord(row.firstWord()).isPresent());
    report.await(
        "insert: found by a paraphrase", JOB, () -> search.find(PARAPHRASE, "vector").isPresent());
    // Written at a checkpoint.
    report.await("insert: its vector is in page_embeddings", JOB, () -> vectors() > 0);

    report.written(
        row.execute(
            session, "UPDATE gibsey.pages SET text = 'Now it tells of " + row.secondWord() + ".'"));
    awaitEvent("update of one column: its change is on the topic");
    report.await(
        "update of one column: found by its new words, with the rest",
        JOB,
        () -> search.byWord(row.secondWord()).filter(hit -> hit.speaker() != null).isPresent());
    report.await(
        "update of one column: not found by its old words",
        JOB,
        () -> search.isGone(row.firstWord()));

    report.written(row.execute(session, "DELETE speaker FROM gibsey.pages"));
    awaitEvent("delete of one column: its change is on the topic");
    report.await(
        "delete of one column: found without it",
        JOB,
        () -> search.byWord(row.secondWord()).filter(hit -> hit.speaker() == null).isPresent());

    report.written(row.execute(session, "DELETE FROM gibsey.pages"));
    awaitEvent("delete of the row: its change is on the topic");
    report.await(
        "delete of the row: not found any more", JOB, () -> search.isGone(row.secondWord()));
    report.await("delete of the row: its vectors are gone", JOB, () -> vectors() == 0);
  }

  private void awaitEvent(String step) {
    report.await(
        step,
        AGENT,
        () ->
            topic.read(
                POLL,
                message -> {
                  // The tombstone after a delete says nothing new.
                  boolean ours = row.key().equals(message.key()) && message.value() != null;
                  if (ours) {
                    report.detail(
                        "partition %d, offset %d: %s"
                            .formatted(message.partition(), message.offset(), message.value()));
                  }
                  return ours;
                }));
  }

  private long vectors() {
    return session
        .execute(
            "SELECT COUNT(*) FROM gibsey.page_embeddings WHERE book_id = ? AND page_num = ?",
            row.bookId(),
            row.pageNum())
        .all()
        .getFirst()
        .getLong(0);
  }
}
