package org.gibsey.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import org.gibsey.api.receipts.Erasure;
import org.gibsey.api.receipts.Receipt;
import org.gibsey.api.receipts.Receipt.Line;
import org.gibsey.api.receipts.Receipt.State;
import org.gibsey.api.receipts.Receipts;
import org.gibsey.collection.Collections;
import org.gibsey.collection.TableName;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A receipt claims what was verified, and says of the rest that it was not. */
final class ReceiptsTest {
  private static final Duration LONG = Duration.ofSeconds(20);
  private static final Duration SHORT = Duration.ofMillis(300);
  private static final TestTurn ASKED = turn(1, "reader", "Where is the heron?");
  private static final TestTurn ANSWERED = turn(1, "character", "The heron is in the mist.");

  @TempDir private Path folder;

  private final FakeErasureSources sources = new FakeErasureSources();
  private final AtomicReference<Optional<Duration>> copy =
      new AtomicReference<>(Optional.of(Duration.ofSeconds(9)));
  private LiveIndex index;

  @BeforeEach
  void start() throws Exception {
    index = new LiveIndex(folder, new WordEmbedder());
    index.put(List.of(ASKED, ANSWERED));
  }

  @AfterEach
  void stop() throws Exception {
    index.close();
  }

  @Test
  void whatTheIndexHasCarriedOutIsDone() throws Exception {
    index.remove(ASKED);
    long deletedAt = index.remove(ANSWERED) - 1;
    index.refresh();
    sources.checkpointed = true;
    copy.set(Optional.of(Duration.ofDays(-1)));
    Receipt receipt = receipts().of(erasure(deletedAt), LONG);
    assertThat(receipt.search().verified()).isTrue();
    assertThat(receipt.search().passages()).isZero();
    assertThat(line(receipt, "search").state()).isEqualTo(State.DONE);
    assertThat(line(receipt, "search").note()).contains("2 rows");
    assertThat(line(receipt, "Cassandra gibsey.turns").rows()).isEqualTo(2);
    assertThat(line(receipt, "Cassandra gibsey.turns").done()).isTrue();
    assertThat(line(receipt, "checkpoints").state()).isEqualTo(State.DONE);
    assertThat(line(receipt, "published copy").state()).isEqualTo(State.DONE);
    assertThat(line(receipt, "Kafka memory.dead-letters").state()).isEqualTo(State.DONE);
  }

  @Test
  void aDeletionThatTheIndexCarriesOutMeanwhileIsWaitedFor() throws Exception {
    index.remove(ASKED);
    long deletedAt = index.remove(ANSWERED) - 1;
    CompletableFuture<Receipt> receipt =
        CompletableFuture.supplyAsync(() -> receipts().of(erasure(deletedAt), LONG));
    index.refresh();
    assertThat(receipt.get().search().verified()).isTrue();
  }

  @Test
  void whatIsOnItsWayIsNotClaimed() throws Exception {
    warmUp();
    long deletedAt = index.remove(ASKED);
    Receipt receipt = receipts().of(erasure(deletedAt), SHORT);
    assertThat(receipt.search().verified()).isFalse();
    assertThat(line(receipt, "search").state()).isEqualTo(State.PENDING);
    assertThat(line(receipt, "search").done()).isFalse();
    assertThat(line(receipt, "checkpoints").state()).isEqualTo(State.PENDING);
    assertThat(line(receipt, "published copy").state()).isEqualTo(State.PENDING);
  }

  @Test
  void nothingFoundIsNoProofWhenARowIsStillToBeDeleted() throws Exception {
    // The deletion of one row came; that of the other did not, and its text is not indexed either.
    index.remove(ASKED);
    long deletedAt = index.remove(ANSWERED) - 1;
    index.refresh();
    TestTurn onItsWay = turn(2, "reader", "And the gull?");
    Receipt receipt = receipts().of(erasure(deletedAt, onItsWay), SHORT);
    assertThat(receipt.search().verified()).isFalse();
  }

  @Test
  void whatStaysIsToldWithTheTimeOfItsEnd() throws Exception {
    Receipt receipt = receipts().of(erasure(0), SHORT);
    assertThat(line(receipt, "Kafka gibsey.gibsey.turns").state()).isEqualTo(State.REMAINS);
    assertThat(line(receipt, "Kafka gibsey.gibsey.turns").until())
        .isEqualTo("1970-01-09T00:00:00Z");
    assertThat(line(receipt, "Cassandra's files").until()).isEqualTo("1970-01-11T00:00:00Z");
    assertThat(line(receipt, "Cassandra gibsey.idempotency").until())
        .isEqualTo("1970-01-02T00:00:00Z");
    assertThat(line(receipt, "files of the index").until()).isEqualTo("1970-01-01T01:00:00Z");
    assertThat(line(receipt, "Cassandra gibsey.ledger").state()).isEqualTo(State.REMAINS);
    assertThat(line(receipt, "language model").state()).isEqualTo(State.UNKNOWN);
    sources.retention = null;
    sources.rowsLeft = true;
    sources.letters = 3;
    Receipt longer = receipts().of(erasure(0), SHORT);
    assertThat(line(longer, "Kafka gibsey.gibsey.turns").until()).isNull();
    assertThat(line(longer, "Kafka gibsey.gibsey.turns").note()).contains("for ever");
    assertThat(line(longer, "Cassandra gibsey.turns").state()).isEqualTo(State.REMAINS);
    assertThat(line(longer, "Kafka memory.dead-letters").rows()).isEqualTo(3);
    assertThat(line(longer, "Kafka memory.dead-letters").done()).isFalse();
  }

  @Test
  void whoDoesNotAnswerIsUnknownAndKeepsNobodyWaiting() throws Exception {
    sources.away = true;
    sources.letters = null;
    copy.set(Optional.empty());
    Receipt receipt = receipts().of(erasure(1), SHORT);
    assertThat(receipt.erased())
        .filteredOn(line -> line.where().startsWith("Kafka"))
        .hasSize(2)
        .allMatch(line -> line.state() == State.UNKNOWN && !line.done());
    assertThat(line(receipt, "Cassandra gibsey.turns").state()).isEqualTo(State.UNKNOWN);
    assertThat(line(receipt, "published copy").state()).isEqualTo(State.UNKNOWN);
    assertThat(receipt.toString()).doesNotContain("secret-host");
  }

  /** The first question connects and loads classes, which may take longer than it has time. */
  private void warmUp() throws Exception {
    index.search().stats("turns", LONG);
    receipts().of(erasure(1), Duration.ofSeconds(2));
  }

  private Receipts receipts() {
    Collections collections = Collections.load(null);
    return new Receipts(
        collections.require("turns"),
        WordEmbedder.DIMENSION,
        index.search(),
        collection -> copy.get(),
        sources,
        "a-model",
        Clock.systemUTC());
  }

  private static Erasure erasure(long deletedAtMicros, TestTurn... more) {
    List<String> keys = new ArrayList<>(List.of(ANSWERED.rowKey(), ASKED.rowKey()));
    for (TestTurn turn : more) {
      keys.add(turn.rowKey());
    }
    return new Erasure(
        "reader",
        "heron",
        Instant.EPOCH,
        deletedAtMicros,
        keys,
        List.of(new Erasure.Table(new TableName("gibsey", "turns"), "what was said", 2)));
  }

  private static TestTurn turn(int number, String speaker, String text) {
    return new TestTurn("reader", "heron", number, speaker, "tides", text);
  }

  private static Line line(Receipt receipt, String where) {
    return receipt.erased().stream()
        .filter(line -> line.where().startsWith(where))
        .findFirst()
        .orElseThrow();
  }
}
