package org.gibsey.benchmarks.index;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.gibsey.benchmarks.retrieval.BeirFolder;
import org.gibsey.benchmarks.retrieval.TestSet;
import org.gibsey.embedding.Embedder;
import org.gibsey.embedding.Embedders;
import org.gibsey.embedding.EmbeddingModel;
import org.gibsey.text.TextHash;

/**
 * Stretches of real documents and their embeddings by the built-in model, which are kept in a file
 * and computed once.
 */
final class EmbeddedWindows implements PassageSource {
  private static final int BATCH = 2_048;

  private final String name;
  private final String model;
  private final BeirWindows texts;
  private final float[][] vectors;

  private EmbeddedWindows(String name, String model, BeirWindows texts, float[][] vectors) {
    this.name = name;
    this.model = model;
    this.texts = texts;
    this.vectors = vectors;
  }

  /**
   * Reads or computes the embeddings.
   *
   * @param folder test set in BEIR's layout
   * @param size number of passages
   * @param cache folder that keeps the vectors; what was computed before a break is kept, too
   * @param progress told how far it is
   */
  static EmbeddedWindows open(Path folder, int size, Path cache, PrintWriter progress)
      throws IOException {
    TestSet testSet = BeirFolder.read(folder);
    BeirWindows windows = BeirWindows.cut(testSet, size);
    List<String> all = new ArrayList<>(windows.passages());
    all.addAll(windows.queries());
    EmbeddingModel model = EmbeddingModel.builtIn();
    String hash = TextHash.of(model.name(), String.join("\n", all)).substring(0, 16);
    Files.createDirectories(cache);
    VectorFile file =
        new VectorFile(
            cache.resolve("%s-%d-%s.vectors".formatted(testSet.name(), size, hash)),
            model.dimension());
    if (file.count() < all.size()) {
      embed(model, all, file, progress);
    }
    return new EmbeddedWindows(testSet.name(), model.name(), windows, file.read(all.size()));
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public String model() {
    return model;
  }

  @Override
  public int dimension() {
    return vectors[0].length;
  }

  @Override
  public int size() {
    return texts.passages().size();
  }

  /** A later version is another passage. */
  @Override
  public float[] vector(int number, int version) {
    return vectors[place(number, version)];
  }

  @Override
  public String text(int number, int version) {
    return texts.passages().get(place(number, version));
  }

  @Override
  public int queries() {
    return texts.queries().size();
  }

  @Override
  public float[] queryVector(int query) {
    return vectors[size() + query];
  }

  @Override
  public String queryText(int query) {
    return texts.queries().get(query);
  }

  private int place(int number, int version) {
    return Math.floorMod(number + version * 7_919L, size());
  }

  private static void embed(
      EmbeddingModel model, List<String> texts, VectorFile file, PrintWriter progress)
      throws IOException {
    Embedder embedder = Embedders.shared(model);
    int first = file.count();
    long start = System.nanoTime();
    for (int from = first; from < texts.size(); from += BATCH) {
      file.append(embedder.embed(texts.subList(from, Math.min(from + BATCH, texts.size()))));
      double seconds = (System.nanoTime() - start) / 1e9;
      progress.printf(
          Locale.ROOT,
          "  %,d of %,d texts embedded, %.0f per second%n",
          file.count(),
          texts.size(),
          (file.count() - first) / seconds);
      progress.flush();
    }
  }
}
