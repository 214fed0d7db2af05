package org.gibsey.embedding;

import ai.djl.Device;
import ai.djl.MalformedModelException;
import ai.djl.Model;
import ai.djl.inference.Predictor;
import ai.djl.translate.TranslateException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Iterator;
import org.gibsey.embedding.archive.Arithmetic;
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

  /** What rounding in another order costs at most. */
  private static final double LEAST_COSINE_FP32 = 0.99999;

  /** What brain floats may cost: they must not change which passages are found. */
  static final double LEAST_COSINE_BF16 = 0.9998;

  private final Model model;
  private final Arithmetic arithmetic;

  private MiniLm(Model model, Arithmetic arithmetic) {
    this.model = model;
    this.arithmetic = arithmetic;
  }

  /**
   * Loads the model in the fastest arithmetic that the settings allow and that agrees with the
   * reference on this machine, so that one that cannot work fails here.
   *
   * @throws EmbeddingException when the archive, the engine or its native libraries fail, when
   *     there is no such device, or when the precision asked for does not work here
   */
  static MiniLm load(EmbeddingSettings settings) {
    return DjlRuntime.load(
        MODEL + " with the cache folder " + settings.cacheDir(), () -> firstThatWorks(settings));
  }

  private static MiniLm firstThatWorks(EmbeddingSettings settings) throws Exception {
    Device device = ComputeDevice.named(settings.device());
    Iterator<Arithmetic> candidates =
        ArithmeticCandidates.of(settings.precision(), device, Processor.multipliesBf16())
            .iterator();
    while (true) {
      Arithmetic arithmetic = candidates.next();
      try {
        return open(settings.cacheDir(), device, arithmetic);
      } catch (RuntimeException | MalformedModelException | TranslateException e) {
        if (!candidates.hasNext()) {
          throw e;
        }
        LOG.warn("{} cannot be computed in {} here: {}", MODEL, arithmetic, e.getMessage());
      }
    }
  }

  private static MiniLm open(Path cacheDir, Device device, Arithmetic arithmetic)
      throws IOException, MalformedModelException, TranslateException {
    long start = System.nanoTime();
    Path archive = ModelArchive.in(cacheDir, arithmetic).toAbsolutePath();
    Model model = Model.newInstance(MODEL, device, "PyTorch");
    try {
      model.load(archive.getParent(), archive.getFileName().toString());
      MiniLm loaded = new MiniLm(model, arithmetic);
      double cosine = loaded.requireAgreement();
      LOG.info(
          "Loaded {} in {} on {}, smallest cosine to the reference {}, in {} ms",
          MODEL,
          arithmetic,
          device,
          cosine,
          (System.nanoTime() - start) / 1_000_000);
      return loaded;
    } catch (RuntimeException | IOException | MalformedModelException | TranslateException e) {
      model.close();
      throw e;
    }
  }

  /**
   * Compares with the reference; its texts are also the first calls, in which Torch profiles and
   * then optimises its graph.
   */
  private double requireAgreement() throws IOException, TranslateException {
    double least = arithmetic == Arithmetic.BF16_PACKED ? LEAST_COSINE_BF16 : LEAST_COSINE_FP32;
    double cosine = ReferenceVectors.load().smallestCosine(this);
    if (cosine < least) {
      throw new EmbeddingException(
          "In %s its vectors agree with the reference by a cosine of %s only, %s is the least"
              .formatted(arithmetic, cosine, least));
    }
    return cosine;
  }

  Arithmetic arithmetic() {
    return arithmetic;
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
}
