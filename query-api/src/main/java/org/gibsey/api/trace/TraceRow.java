package org.gibsey.api.trace;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.gibsey.api.access.Caller;
import org.gibsey.api.http.Problem;
import org.gibsey.api.http.ProblemType;
import org.gibsey.change.SourcePosition;
import org.gibsey.collection.CollectionDefinition;
import org.gibsey.shard.PassageHit;
import org.gibsey.shard.ShardsUnavailableException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks every store on a row's way. Safe for use by many threads. */
final class TraceRow {
  private static final Logger LOG = LoggerFactory.getLogger(TraceRow.class);

  /** Clocks differ, and a write may name a time that is over. */
  private static final Duration BEFORE_THE_WRITE = Duration.ofMinutes(2);

  /** How far back the changes of a row are looked for that Cassandra does not have. */
  private static final Duration LOOK_BACK = Duration.ofHours(1);

  private final RowSources sources;
  private final LookUpRow index;
  private final Clock clock;

  TraceRow(RowSources sources, LookUpRow index, Clock clock) {
    this.sources = sources;
    this.index = index;
    this.clock = clock;
  }

  /**
   * What is known of a row; a store that does not answer leaves its part unknown.
   *
   * @param caller who wants to know; rows that belong to another are not there
   * @throws Problem of the type {@code OVERLOADED} when too many rows are traced at once, or as
   *     {@link RowOwner#require}
   */
  RowTrace trace(CollectionDefinition collection, RowKey key, Caller caller) {
    Answer<WrittenRow> written = ask(() -> sources.written(collection, key));
    @Nullable WrittenRow row = written.value();
    @Nullable Long newest = row == null ? null : row.newestMicros().orElse(null);
    @Nullable PassageHit hit = hit(collection, key);
    RowOwner.require(caller, collection, written, hit);
    LogFindings log = sources.log(collection, key, since(newest), known(hit, newest));
    @Nullable Long expected = later(newest, log.change());
    return new RowTrace(
        collection,
        key,
        written,
        log,
        ask(() -> sources.vectors(collection, key)),
        indexed(collection, key, hit, expected));
  }

  private Instant since(@Nullable Long newestMicros) {
    Instant now = clock.instant();
    if (newestMicros == null) {
      return now.minus(LOOK_BACK);
    }
    Instant written = Instant.EPOCH.plus(newestMicros, ChronoUnit.MICROS);
    return (written.isBefore(now) ? written : now).minus(BEFORE_THE_WRITE);
  }

  /** Where the newest change lies, if the index has it already. */
  private static @Nullable SourcePosition known(
      @Nullable PassageHit hit, @Nullable Long newestMicros) {
    return hit != null && newestMicros != null && hit.writeTimeMicros() >= newestMicros
        ? hit.source()
        : null;
  }

  private static @Nullable Long later(@Nullable Long micros, @Nullable CapturedChange change) {
    if (change == null) {
      return micros;
    }
    return micros == null ? change.writeTimeMicros() : Math.max(micros, change.writeTimeMicros());
  }

  private @Nullable PassageHit hit(CollectionDefinition collection, RowKey key) {
    try {
      return index.hit(collection.name(), key).orElse(null);
    } catch (ShardsUnavailableException e) {
      LOG.debug("The index does not answer", e);
      return null;
    }
  }

  private @Nullable IndexedRow indexed(
      CollectionDefinition collection,
      RowKey key,
      @Nullable PassageHit hit,
      @Nullable Long expected) {
    try {
      return index.state(collection.name(), key, hit, expected);
    } catch (ShardsUnavailableException e) {
      LOG.debug("The index does not answer", e);
      return null;
    }
  }

  private static <T> Answer<T> ask(Question<T> question) {
    try {
      return new Answer<>(true, question.ask().orElse(null));
    } catch (Problem e) {
      if (e.type() != ProblemType.PAGES_UNAVAILABLE) {
        throw e;
      }
      LOG.debug("Cassandra does not answer", e);
      return new Answer<>(false, null);
    }
  }

  private interface Question<T> {
    Optional<T> ask();
  }

  /**
   * What a store said.
   *
   * @param given whether it answered
   * @param value what it has, or null when it has nothing or did not answer
   */
  record Answer<T>(boolean given, @Nullable T value) {}
}
