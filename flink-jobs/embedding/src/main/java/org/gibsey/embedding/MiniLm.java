package org.gibsey.embedding;

import ai.djl.Device;
import ai.djl.MalformedModelException;
import ai.djl.Model;
import ai.djl.inference.Predictor;
import ai.djl.translate.TranslateException;
import java.io.IOException;
import java.nio.file.Path;
import org.gibsey.embedding.archive.ModelArchive;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The weights of all-MiniLM-L6-v2 in memory; each thread computes with a {@link Predictor}. */
final class MiniLm implements LocalModel {
  private static final Logger LOG = LoggerFactory.getLogger(MiniLm.class);

  static final String MODEL = "all-MiniLM-L6-v2";
  static final int DIMENSION = 384;

  /** Rows of the model's position table. */
  static final int MAX_TOKENS = 512;

  private final Model model;

  private MiniLm(Model model) {
    this.model = model;
  }

  /**
   * Loads the model and computes once with it, so that one that cannot work fails here.
   *
   * @throws EmbeddingException when the archive, the engine or its native libraries fail
   */
  static MiniLm load(Path cacheDir) {
    return DjlRuntime.load(MODEL + " with the cache folder " + cacheDir, () -> open(cacheDir));
  }

  private static MiniLm open(Path cacheDir)
      throws IOException, MalformedModelException, TranslateException {
    long start = System.nanoTime();
    Path archive = ModelArchive.in(cacheDir).toAbsolutePath();
    Model model = Model.newInstance(MODEL, Device.cpu(), "PyTorch");
    try {
      model.load(archive.getParent(), archive.getFileName().toString());
      MiniLm loaded = new MiniLm(model);
      loaded.warmUp();
      LOG.info("Loaded {} in {} ms", MODEL, (System.nanoTime() - start) / 1_000_000);
      return loaded;
    } catch (RuntimeException | IOException | MalformedModelException | TranslateException e) {
      model.close();
      throw e;
    }
  }

  @Override
  public EmbeddingModel description() {
    return EmbeddingModel.builtIn();
  }

  @Override
  public TextTokenizer tokenizer() {
    return TextTokenizer.builtIn();
  }

  @Override
  public Predictor<long[][], float[][]> newPredictor() {
    return model.newPredictor(new PaddedBatch());
  }

  /** The first calls make Torch profile and then optimise its graph. */
  private void warmUp() throws TranslateException {
    try (Predictor<long[][], float[][]> predictor = newPredictor()) {
      long[][] texts = {TextTokenizer.builtIn().ids("first call"), TextTokenizer.builtIn().ids("")};
      for (int run = 0; run < 3; run++) {
        for (float[] vector : predictor.predict(texts)) {
          UnitVectors.require(vector, DIMENSION);
        }
      }
    }
  }
}
