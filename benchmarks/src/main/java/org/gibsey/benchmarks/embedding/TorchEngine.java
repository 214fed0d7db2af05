package org.gibsey.benchmarks.embedding;

import ai.djl.inference.Predictor;
import ai.djl.translate.TranslateException;
import java.util.Locale;
import org.gibsey.embedding.Embedders;
import org.gibsey.embedding.EmbeddingModel;
import org.gibsey.embedding.EmbeddingSettings;
import org.gibsey.embedding.LocalModel;
import org.gibsey.embedding.Precision;

/**
 * The product's own model on DJL and PyTorch.
 *
 * @param name what the reports call it
 * @param precision the arithmetic
 * @param model the weights
 */
record TorchEngine(String name, Precision precision, LocalModel model) implements Engine {
  /**
   * Loads the built-in model.
   *
   * @throws org.gibsey.embedding.EmbeddingException when it cannot be loaded in this arithmetic
   */
  static TorchEngine load(Precision precision) {
    LocalModel model =
        Embedders.load(
            EmbeddingModel.builtIn(), EmbeddingSettings.defaults().withPrecision(precision));
    return new TorchEngine(precision.name().toLowerCase(Locale.ROOT), precision, model);
  }

  @Override
  public Encoder newEncoder() {
    Predictor<long[][], float[][]> predictor = model.newPredictor();
    return new Encoder() {
      @Override
      public float[][] embed(long[][] texts) throws TranslateException {
        return predictor.predict(texts);
      }

      @Override
      public void close() {
        predictor.close();
      }
    };
  }
}
