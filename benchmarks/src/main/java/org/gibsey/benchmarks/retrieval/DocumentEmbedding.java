package org.gibsey.benchmarks.retrieval;

import java.io.PrintWriter;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import org.gibsey.benchmarks.retrieval.Cutting.PassageText;
import org.gibsey.collection.ChunkSettings;
import org.gibsey.embedding.Embedder;

/** Embeds all documents of a test set, and says how far it is. */
final class DocumentEmbedding {
  private static final int REPORT_EVERY = 500;

  /** Documents whose vectors are awaited at a time; more would only wait. */
  private static final int AHEAD = 256;

  private final Embedder embedder;
  private final Cutting cutting;
  private final ChunkSettings settings;
  private final PrintWriter progress;

  private final List<DocumentVectors> done = new ArrayList<>();
  private final Deque<Pending> pending = new ArrayDeque<>();

  private record Pending(
      JudgedDocument document,
      List<PassageText> passages,
      List<CompletableFuture<float[]>> vectors) {}

  DocumentEmbedding(
      Embedder embedder, Cutting cutting, ChunkSettings settings, PrintWriter progress) {
    this.embedder = embedder;
    this.cutting = cutting;
    this.settings = settings;
    this.progress = progress;
  }

  /**
   * The vectors of the documents that have a passage, in their order.
   *
   * @throws java.util.concurrent.CompletionException when the engine failed
   */
  List<DocumentVectors> embed(List<JudgedDocument> documents) {
    long start = System.nanoTime();
    for (JudgedDocument document : documents) {
      List<PassageText> passages = cutting.passages(document, embedder, settings);
      if (passages.isEmpty()) {
        continue;
      }
      pending.add(
          new Pending(
              document,
              passages,
              passages.stream().map(passage -> embedder.submit(passage.toEmbed())).toList()));
      if (pending.size() > AHEAD) {
        finish(pending.remove(), documents.size(), start);
      }
    }
    while (!pending.isEmpty()) {
      finish(pending.remove(), documents.size(), start);
    }
    return List.copyOf(done);
  }

  private void finish(Pending document, int of, long start) {
    done.add(
        new DocumentVectors(
            document.document(),
            document.passages().stream().map(PassageText::passage).toList(),
            document.vectors().stream().map(CompletableFuture::join).toList()));
    if (done.size() % REPORT_EVERY == 0) {
      double seconds = (System.nanoTime() - start) / 1e9;
      progress.printf(
          Locale.ROOT,
          "  %,d of %,d documents embedded, %.1f per second%n",
          done.size(),
          of,
          done.size() / seconds);
      progress.flush();
    }
  }
}
