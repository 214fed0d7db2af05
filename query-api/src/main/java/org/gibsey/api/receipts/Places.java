package org.gibsey.api.receipts;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Future;
import org.gibsey.api.receipts.ErasureSources.TableFacts;
import org.gibsey.api.receipts.ErasureSources.TopicFacts;
import org.gibsey.api.receipts.Receipt.Line;
import org.gibsey.api.receipts.Receipt.State;
import org.gibsey.collection.CollectionDefinition;
import org.gibsey.collection.TableName;
import org.gibsey.index.IndexDefinition;
import org.jspecify.annotations.Nullable;

/** The places that one deletion concerns, beside what searches find. Asks all stores at once. */
final class Places {
  static final TableName IDEMPOTENCY = new TableName("gibsey", "idempotency");

  private static final String NO_ANSWER = "It did not answer in time.";

  private final CollectionDefinition collection;
  private final String topic;
  private final ErasureSources sources;
  private final Questions questions;
  private final Instant deletedAt;

  private final Future<Boolean> left;
  private final Future<TableFacts> source;
  private final Future<TableFacts> idempotency;
  private final Future<TopicFacts> events;
  private final Future<Letters> letters;

  /** Dead letters that mention the rows; null when there are too many to look at. */
  private record Letters(@Nullable Integer found) {}

  Places(
      CollectionDefinition collection,
      String topicPrefix,
      ErasureSources sources,
      Questions questions,
      Erasure erasure,
      Instant deletedAt) {
    this.collection = collection;
    this.topic = collection.topic(topicPrefix);
    this.sources = sources;
    this.questions = questions;
    this.deletedAt = deletedAt;
    this.left = questions.ask(() -> sources.hasRows(collection, erasure.partition()));
    this.source = questions.ask(() -> sources.table(collection.source()));
    this.idempotency = questions.ask(() -> sources.table(IDEMPOTENCY));
    this.events = questions.ask(() -> sources.topic(topic));
    this.letters =
        questions.ask(
            () -> new Letters(sources.deadLetters(erasure.partition(), erasure.beganAt())));
  }

  /** The tables that rows were deleted from, and the files that they lie in. */
  List<Line> tables(Erasure erasure) {
    List<Line> lines = new ArrayList<>();
    for (Erasure.Table table : erasure.tables()) {
      lines.add(table.table().equals(collection.source()) ? read(table) : acknowledged(table));
    }
    lines.add(files());
    return lines;
  }

  /** Rows that Cassandra was asked for after it had acknowledged their deletion. */
  private Line read(Erasure.Table table) {
    State state = questions.answer(left, some -> some ? State.REMAINS : State.DONE, State.UNKNOWN);
    String note =
        switch (state) {
          case DONE -> "A read by a majority of the replicas finds none.";
          case REMAINS -> "A read by a majority of the replicas finds some.";
          case PENDING, UNKNOWN -> NO_ANSWER;
        };
    return line(table, state, note);
  }

  /** Rows whose deletion was acknowledged. */
  static Line acknowledged(Erasure.Table table) {
    return line(table, State.DONE, "A majority of the replicas acknowledged the deletion.");
  }

  private static Line line(Erasure.Table table, State state, String note) {
    return new Line(
        "Cassandra " + table.table(),
        table.what(),
        table.rows(),
        state == State.DONE,
        state,
        null,
        note);
  }

  private Line files() {
    String where = "Cassandra's files and commit log";
    String what = "bytes that no read returns any more";
    return questions.answer(
        source,
        facts ->
            Line.of(
                where,
                what,
                State.REMAINS,
                deletedAt.plus(facts.tombstones()).toString(),
                ("Compactions remove them when they meet the mark of the deletion, which stays for"
                        + " gc_grace_seconds, here %d, at least: after 'until' the next compaction of"
                        + " these files removes both. Segments of the commit log, captured ones"
                        + " included, go when they are full and read.")
                    .formatted(facts.tombstones().toSeconds())),
        Line.of(where, what, State.UNKNOWN, null, NO_ANSWER));
  }

  /** Whatever else held something of the rows. */
  List<Line> others(VerifySearch.Outcome search) {
    return List.of(
        checkpoint(search),
        indexFiles(),
        jobState(),
        topic(),
        letters(),
        cache(),
        answers(),
        ledger());
  }

  /** Asked only now: the deletion is in the topic when the index has it, and maybe not before. */
  private Line checkpoint(VerifySearch.Outcome search) {
    String where = "checkpoints of the indexing job";
    String what = "passages that a job would begin with";
    String next = "The next checkpoint holds the deletion.";
    if (!search.verified()) {
      return Line.of(where, what, State.PENDING, null, next);
    }
    Future<Boolean> holds = questions.ask(() -> sources.isCheckpointed(topic, sources.ends(topic)));
    return questions.answer(
        holds,
        yes ->
            Line.of(
                where,
                what,
                yes ? State.DONE : State.PENDING,
                null,
                yes
                    ? "The job committed its place in the topic behind the deletion. Savepoints"
                        + " that were made by hand before are not looked at."
                    : next),
        Line.of(where, what, State.UNKNOWN, null, NO_ANSWER));
  }

  private Line indexFiles() {
    Duration within = IndexDefinition.ERASE_OWNED_WITHIN;
    return Line.of(
        "files of the index and its published copies",
        "bytes of deleted passages, which no search returns",
        State.REMAINS,
        deletedAt.plus(within).toString(),
        "By configuration, files with deleted passages are written anew within %d minutes; the"
                .formatted(within.toMinutes())
            + " copies published after that are without them.");
  }

  private static Line jobState() {
    return Line.of(
        "state of the indexing job",
        "bytes of rows and of files of the index, which nothing reads",
        State.REMAINS,
        null,
        "RocksDB marks what was removed, and drops it, also from later checkpoints, when it"
            + " compacts its files; nobody can tell when.");
  }

  private Line topic() {
    String where = "Kafka " + topic;
    String what = "change events with the texts";
    return questions.answer(
        events,
        facts -> Line.of(where, what, State.REMAINS, until(facts), note(facts)),
        Line.of(where, what, State.UNKNOWN, null, NO_ANSWER));
  }

  private @Nullable String until(TopicFacts facts) {
    Duration retention = facts.retention();
    return retention == null || !facts.policy().equals("delete")
        ? null
        : deletedAt.plus(retention).plus(facts.segment()).toString();
  }

  private static String note(TopicFacts facts) {
    Duration retention = facts.retention();
    String settings =
        "The topic's settings say: cleanup.policy %s, retention %s, segments of %d h."
            .formatted(
                facts.policy(),
                retention == null ? "for ever" : retention.toHours() + " h",
                facts.segment().toHours());
    return retention == null
        ? settings + " An operator may give it a retention."
        : settings + " Kafka cannot remove single events before; it looks every few minutes.";
  }

  private Line letters() {
    String where = "Kafka memory.dead-letters";
    String what = "refused changes, with their bytes";
    return questions.answer(
        letters,
        looked -> {
          Integer found = looked.found();
          if (found == null) {
            return Line.of(where, what, State.UNKNOWN, null, "There are too many to look at.");
          }
          return new Line(
              where,
              what,
              found,
              found == 0,
              found == 0 ? State.DONE : State.REMAINS,
              null,
              found == 0
                  ? "None since the first row mentions it."
                  : "They stay until an operator deletes them.");
        },
        Line.of(where, what, State.UNKNOWN, null, NO_ANSWER));
  }

  private static Line cache() {
    return Line.of(
        "Cassandra gibsey.embedding_cache",
        "vectors by the hash of a text",
        State.DONE,
        null,
        "None were kept: by design, texts that belong to someone pass the cache by.");
  }

  private Line answers() {
    String where = "Cassandra " + IDEMPOTENCY;
    String what =
        "answers that were given to requests with an Idempotency-Key, titles of chats among them";
    return questions.answer(
        idempotency,
        facts ->
            Line.of(
                where,
                what,
                State.REMAINS,
                facts.timeToLive().isZero() ? null : deletedAt.plus(facts.timeToLive()).toString(),
                "The table's rows expire %d s after they were written, by its own setting."
                    .formatted(facts.timeToLive().toSeconds())),
        Line.of(where, what, State.UNKNOWN, null, NO_ANSWER));
  }

  private static Line ledger() {
    return Line.of(
        "Cassandra gibsey.ledger",
        "ids of what was paid for, no words",
        State.REMAINS,
        null,
        "A ledger is never changed.");
  }
}
