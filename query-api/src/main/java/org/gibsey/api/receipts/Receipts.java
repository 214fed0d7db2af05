package org.gibsey.api.receipts;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.gibsey.api.receipts.Receipt.Line;
import org.gibsey.api.receipts.Receipt.State;
import org.gibsey.api.search.Deadline;
import org.gibsey.collection.CollectionDefinition;
import org.gibsey.shard.PassageSearch;
import org.jspecify.annotations.Nullable;

/**
 * Tells what became of rows that were deleted, as far as it can be found out in the time given.
 * What could not be verified is not claimed. Safe for use by many threads.
 */
public final class Receipts {
  private static final String TOPIC_PREFIX = "gibsey";

  /** Longest time in which a receipt is made, some of it for waiting until searches find nothing. */
  private static final Duration AT_MOST = Duration.ofSeconds(3);

  /** Answers of a place that does not answer are waited for no longer. */
  private static final Duration QUESTION = Duration.ofSeconds(2);

  private final CollectionDefinition collection;
  private final VerifySearch verify;
  private final Function<String, Optional<Duration>> snapshotAge;
  private final ErasureSources sources;
  private final @Nullable String languageModel;
  private final Clock clock;

  /**
   * Receipts of one collection.
   *
   * @param dimension of its vectors
   * @param snapshotAge age of the copy of a collection that answers when the job is down
   * @param languageModel what texts are sent to, or null when to none
   */
  public Receipts(
      CollectionDefinition collection,
      int dimension,
      PassageSearch shards,
      Function<String, Optional<Duration>> snapshotAge,
      ErasureSources sources,
      @Nullable String languageModel,
      Clock clock) {
    this.collection = collection;
    this.verify = new VerifySearch(shards, collection, dimension);
    this.snapshotAge = snapshotAge;
    this.sources = sources;
    this.languageModel = languageModel;
    this.clock = clock;
  }

  /**
   * What makes receipts, each within a few seconds.
   *
   * @param collection whose rows belong to someone, with a partition key of one column; null when
   *     the rows are in no collection, and so in no index
   * @param dimension of its vectors
   * @param snapshotAge age of the copy of a collection that answers when the job is down
   * @param languageModel what texts are sent to, or null when to none
   */
  public static Function<Erasure, Receipt> of(
      @Nullable CollectionDefinition collection,
      int dimension,
      PassageSearch shards,
      Function<String, Optional<Duration>> snapshotAge,
      ErasureSources sources,
      @Nullable String languageModel) {
    if (collection == null) {
      return Receipts::ofTables;
    }
    Receipts receipts =
        new Receipts(
            collection, dimension, shards, snapshotAge, sources, languageModel, Clock.systemUTC());
    return erasure -> receipts.of(erasure, AT_MOST);
  }

  /** The receipt of rows that were only in tables. */
  private static Receipt ofTables(Erasure erasure) {
    return new Receipt(
        erasure.tables().stream().map(Places::acknowledged).toList(),
        new Receipt.Search(false, null, 0));
  }

  /**
   * The receipt of a deletion that Cassandra has acknowledged.
   *
   * @param atMost how long it may take to find out, some 10 ms more or less
   */
  public Receipt of(Erasure erasure, Duration atMost) {
    Deadline until = Deadline.in(atMost);
    Instant deletedAt = Instant.EPOCH.plus(erasure.deletedAtMicros(), ChronoUnit.MICROS);
    try (Questions questions = new Questions(Deadline.in(QUESTION.plus(atMost)))) {
      // Stores are asked while the index is waited for.
      Places places =
          new Places(collection, TOPIC_PREFIX, sources, questions, erasure, deletedAt);
      VerifySearch.Outcome search = verify.verify(erasure, until);
      Instant seenAt = clock.instant();
      List<Line> lines = new ArrayList<>(places.tables(erasure));
      lines.add(search(search, seenAt, deletedAt));
      lines.add(copy(search, seenAt));
      lines.addAll(places.others(search));
      if (languageModel != null) {
        lines.add(
            Line.of(
                "language model",
                "texts that were sent to " + languageModel,
                State.UNKNOWN,
                null,
                "What its server keeps is not known here."));
      }
      return new Receipt(
          lines,
          new Receipt.Search(
              search.verified(),
              search.passages(),
              Math.max(0, Duration.between(deletedAt, seenAt).toMillis())));
    }
  }

  private Line search(VerifySearch.Outcome search, Instant seenAt, Instant deletedAt) {
    String what = "passages of the collection " + collection.name();
    if (search.verified()) {
      return Line.of(
          "search",
          what,
          State.DONE,
          null,
          search.awaited() == 0
              ? "No row with words was there to delete, and the live index finds no passage."
              : "The live index showed the deletion of %d rows after %d ms, and finds no passage."
                  .formatted(
                      search.awaited(),
                      Math.max(0, Duration.between(deletedAt, seenAt).toMillis())));
    }
    @Nullable Integer passages = search.passages();
    return Line.of(
        "search",
        what,
        State.PENDING,
        null,
        passages == null
            ? "The index did not answer in time; it carries the deletion out when the stream does."
            : "The index had not shown the deletion in time; at last %d passages were found."
                .formatted(passages));
  }

  /** The copy is made of the live index, so that one that is younger than the proof is without it. */
  private Line copy(VerifySearch.Outcome search, Instant seenAt) {
    String where = "published copy of the index";
    String what = "passages, found when the job is down";
    Optional<Duration> age = snapshotAge.apply(collection.name());
    if (age.isEmpty()) {
      return Line.of(where, what, State.UNKNOWN, null, "This process has no copy open.");
    }
    boolean younger = search.verified() && clock.instant().minus(age.get()).isAfter(seenAt);
    return Line.of(
        where,
        what,
        younger ? State.DONE : State.PENDING,
        null,
        younger
            ? "The copy was made after the deletion was seen in the index."
            : "The copy is %d s old; the checkpoints to come replace it, each some seconds after the"
                    .formatted(age.get().toSeconds())
                + " other.");
  }
}
