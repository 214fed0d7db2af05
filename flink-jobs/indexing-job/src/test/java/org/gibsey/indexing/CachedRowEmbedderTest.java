package org.gibsey.indexing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.gibsey.change.SourcePosition;
import org.gibsey.collection.ChunkSettings;
import org.gibsey.indexing.cache.MemoryVectors;
import org.gibsey.indexing.cache.VectorKey;
import org.gibsey.row.EmbeddedRow;
import org.gibsey.row.FieldValue;
import org.gibsey.row.Passage;
import org.gibsey.row.RowPassages;
import org.gibsey.row.RowVersion;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class CachedRowEmbedderTest {
  private static final float[][] UNIT = {{1, 0}};

  private final MemoryVectors store = new MemoryVectors();
  private final AtomicInteger failures = new AtomicInteger();
  private final AtomicInteger saved = new AtomicInteger();
  private final AtomicInteger embedded = new AtomicInteger();
  private final Queue<Runnable> model = new ConcurrentLinkedQueue<>();
  private final CachedRowEmbedder first = embedder();
  private final CachedRowEmbedder second = embedder();

  @AfterEach
  void close() {
    first.close();
    second.close();
  }

  @Test
  void embedsATextOnceWhateverItsRow() throws Exception {
    EmbedOutcome one = now(first.embed(row(1, "a")));
    EmbedOutcome two = now(second.embed(row(2, "a")));

    assertThat(embedded).hasValue(1);
    assertThat(saved).hasValue(1);
    assertThat(two.row().row().rowKey()).isEqualTo(Events.rowKey(2));
    assertThat(two.row().vectors()).isDeepEqualTo(one.row().vectors());
    assertThat(two.row().textHash()).isEqualTo(one.row().textHash());
    assertThat(two.row().model()).isEqualTo("model");
    assertThat(two.failure()).isNull();
  }

  @Test
  void sharesTheWorkOnATextThatIsInFlightInAnotherSubtask() throws Exception {
    CompletableFuture<EmbedOutcome> one = first.embed(row(1, "slow"));
    List<CompletableFuture<EmbedOutcome>> others = new ArrayList<>();
    for (int i = 2; i < 30; i++) {
      others.add((i % 2 == 0 ? second : first).embed(row(i, "slow")));
    }
    answerTheModel();

    now(one);
    for (CompletableFuture<EmbedOutcome> other : others) {
      assertThat(now(other).row().vectors()).isDeepEqualTo(UNIT);
    }
    assertThat(embedded).hasValue(1);
    assertThat(saved).hasValue(28);
  }

  @Test
  void doesNotWaitForASubtaskThatWasClosed() throws Exception {
    var abandoned = first.embed(row(1, "slow"));
    CompletableFuture<EmbedOutcome> other = second.embed(row(2, "slow"));
    first.close();
    answerTheModel();
    answerTheModel();

    assertThat(now(other).row().vectors()).isDeepEqualTo(UNIT);
    assertThat(abandoned).isNotNull();
  }

  @Test
  void keepsNothingOfATextThatTheModelRefused() throws Exception {
    assertThat(now(first.embed(row(1, "refused"))).failure()).isEqualTo("refused");
    assertThat(now(second.embed(row(2, "refused"))).failure()).isEqualTo("refused");

    assertThat(embedded).hasValue(2);
    assertThat(store.content).isEmpty();
  }

  @Test
  void failsWithTheModel() throws Exception {
    CompletableFuture<EmbedOutcome> outcome = first.embed(row(1, "broken"));

    assertThatThrownBy(() -> now(outcome)).hasRootCauseMessage("broken");
  }

  @Test
  void embedsEverythingWhileTheStoreIsAway() throws Exception {
    store.away(true);

    for (int i = 0; i < 300; i++) {
      assertThat(now(first.embed(row(i, "a"))).row().vectors()).isDeepEqualTo(UNIT);
    }

    assertThat(embedded).hasValue(300);
    assertThat(store.calls).as("the others did not ask").hasValue(1);
    assertThat(failures).hasValue(600);
  }

  @Test
  void doesNotDelayARowForItsWriteAndHoldsBackTheNextWhenTooManyWait() throws Exception {
    store.slowWrites(true);
    AtomicInteger done = new AtomicInteger();
    Thread subtask = Thread.ofPlatform().start(() -> embedUntilInterrupted(done));

    await("as many rows went on", () -> done.get() == CachedRowEmbedder.PLACES);
    await("the next row is held back", () -> subtask.getState() == Thread.State.WAITING);
    assertThat(store.waiting()).isEqualTo(CachedRowEmbedder.PLACES);
    store.answer();

    await("it goes on with the writes", () -> done.get() == 2 * CachedRowEmbedder.PLACES);
    subtask.interrupt();
    subtask.join();
    store.answer();
    assertThat(failures).hasValue(0);
  }

  private void embedUntilInterrupted(AtomicInteger done) {
    try {
      for (int i = 0; ; i++) {
        now(first.embed(row(i, "text " + i)));
        done.incrementAndGet();
      }
    } catch (InterruptedException expected) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException | TimeoutException e) {
      throw new AssertionError(e);
    }
  }

  private static void await(String claim, BooleanSupplier condition) {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as(claim).isLessThan(end);
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
    }
  }

  private void answerTheModel() {
    await("the model is asked", () -> !model.isEmpty());
    model.remove().run();
  }

  private CachedRowEmbedder embedder() {
    return new CachedRowEmbedder(
        this::embed,
        row ->
            VectorKey.of(
                "model", 256, new ChunkSettings(200, 40), row.title(), String.valueOf(row.text())),
        store.cache(failures::incrementAndGet),
        saved::addAndGet);
  }

  private CompletableFuture<EmbedOutcome> embed(RowPassages input) {
    embedded.incrementAndGet();
    String text = String.valueOf(input.row().text());
    EmbedOutcome outcome =
        new EmbedOutcome(
            new EmbeddedRow(
                input.row(),
                VectorKey.of("model", 256, new ChunkSettings(200, 40), null, text).textHash(),
                "model",
                input.passages(),
                UNIT),
            text.equals("refused") ? "refused" : null);
    if (text.equals("broken")) {
      return CompletableFuture.failedFuture(new IllegalStateException("broken"));
    }
    CompletableFuture<EmbedOutcome> future = new CompletableFuture<>();
    if (text.equals("slow")) {
      model.add(() -> future.complete(outcome));
    } else {
      future.complete(outcome);
    }
    return future;
  }

  private static EmbedOutcome now(CompletableFuture<EmbedOutcome> outcome)
      throws InterruptedException, ExecutionException, TimeoutException {
    return outcome.get(10, TimeUnit.SECONDS);
  }

  private static RowPassages row(int page, String text) {
    return new RowPassages(
        new RowVersion(
            "pages",
            Events.rowKey(page),
            7,
            7,
            true,
            true,
            null,
            text,
            new FieldValue[0],
            new SourcePosition(Events.TOPIC, 0, 0)),
        new Passage[] {new Passage(0, 0, text.length(), text)});
  }
}
