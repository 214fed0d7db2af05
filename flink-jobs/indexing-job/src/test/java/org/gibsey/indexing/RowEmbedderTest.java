package org.gibsey.indexing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.gibsey.change.SourcePosition;
import org.gibsey.collection.Collections;
import org.gibsey.embedding.EmbeddingException;
import org.gibsey.embedding.TextTokenizer;
import org.gibsey.row.FieldValue;
import org.gibsey.row.Passage;
import org.gibsey.row.RowPassages;
import org.gibsey.row.RowVersion;
import org.gibsey.text.TextHash;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class RowEmbedderTest {
  private static final float[] UNIT = {1, 0};

  private final AtomicInteger calls = new AtomicInteger();

  @Test
  void readsTheTitleBeforeEveryPassage() throws Exception {
    EmbedOutcome outcome =
        embed(text -> vector(text.startsWith("Title\n") ? UNIT : new float[] {0, 1}), row("a b"));

    assertThat(outcome.failure()).isNull();
    assertThat(outcome.row().vectors()).isDeepEqualTo(new float[][] {UNIT});
    assertThat(outcome.row().model()).isEqualTo("model");
    assertThat(outcome.row().textHash()).isEqualTo(TextHash.of("Title", "a b"));
  }

  @Test
  void passesARowWithoutPassagesThroughAtOnce() throws Exception {
    EmbedOutcome outcome = embed(text -> failed("must not be asked"), row(null));

    assertThat(outcome.failure()).isNull();
    assertThat(outcome.row().vectors()).isEmpty();
    assertThat(outcome.row().textHash()).isEmpty();
  }

  @Test
  void triesAgainAfterAFailure() throws Exception {
    EmbedOutcome outcome =
        embed(
            text -> calls.incrementAndGet() < RowEmbedder.ATTEMPTS ? failed("busy") : vector(UNIT),
            row("a"));

    assertThat(outcome.failure()).isNull();
    assertThat(outcome.row().row().searchable()).isTrue();
  }

  @Test
  void takesARowOutOfTheIndexThatTheModelRefuses() throws Exception {
    EmbedOutcome outcome =
        embed(text -> text.endsWith("a") ? failed("too long") : vector(UNIT), row("a"));

    assertThat(outcome.failure()).isEqualTo("too long");
    assertThat(outcome.row().row().searchable()).isFalse();
    assertThat(outcome.row().row().text()).isNull();
    assertThat(outcome.row().row().writeTimeMicros()).isEqualTo(7);
    assertThat(outcome.row().vectors()).isEmpty();
  }

  @Test
  void refusesVectorsWithoutDirection() throws Exception {
    assertThat(embed(text -> vector(text.endsWith("a") ? new float[2] : UNIT), row("a")).failure())
        .contains("squared length 0.0");
    float[] noNumbers = {Float.NaN, 1};
    assertThat(embed(text -> vector(text.endsWith("a") ? noNumbers : UNIT), row("a")).failure())
        .contains("squared length NaN");
  }

  @Test
  void failsWhenTheModelEmbedsNothingAnyMore() {
    assertThatThrownBy(() -> embed(text -> failed("the pool is closed"), row("a")))
        .hasRootCauseInstanceOf(EmbeddingException.class);
  }

  @Test
  void goesOnWithoutARowWhenTheServerOfTheModelIsAway() throws Exception {
    EmbedOutcome outcome =
        embed(
            text -> {
              calls.incrementAndGet();
              return failed("the server cannot be reached");
            },
            row("a"),
            true);

    assertThat(outcome.failure()).isEqualTo("the server cannot be reached");
    assertThat(outcome.row().row().searchable()).isFalse();
    assertThat(calls).hasValue(1);
  }

  @Test
  void doesNotHideABugInADeadLetter() {
    assertThatThrownBy(
            () ->
                embed(
                    text -> CompletableFuture.failedFuture(new IllegalStateException("bug")),
                    row("a")))
        .hasRootCauseInstanceOf(IllegalStateException.class);
  }

  private static EmbedOutcome embed(
      Function<String, CompletableFuture<float[]>> embedding, RowPassages row) throws Exception {
    return embed(embedding, row, false);
  }

  private static EmbedOutcome embed(
      Function<String, CompletableFuture<float[]>> embedding, RowPassages row, boolean server)
      throws Exception {
    Chunkers chunkers = new Chunkers(Collections.load(null), TextTokenizer.builtIn(), 512);
    return new RowEmbedder("model", embedding, chunkers, server)
        .embed(row)
        .get(30, TimeUnit.SECONDS);
  }

  private static CompletableFuture<float[]> vector(float[] vector) {
    return CompletableFuture.completedFuture(vector);
  }

  private static CompletableFuture<float[]> failed(String message) {
    return CompletableFuture.failedFuture(new EmbeddingException(message));
  }

  private static RowPassages row(@Nullable String text) {
    Passage[] passages =
        text == null ? new Passage[0] : new Passage[] {new Passage(0, 0, text.length(), text)};
    return new RowPassages(
        new RowVersion(
            "pages",
            Events.rowKey(1),
            7,
            7,
            text != null,
            true,
            text == null ? null : "Title",
            text,
            new FieldValue[0],
            new SourcePosition(Events.TOPIC, 0, 0)),
        passages);
  }
}
