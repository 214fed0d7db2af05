package org.gibsey.embedding;

import ai.djl.Device;
import ai.djl.MalformedModelException;
import ai.djl.Model;
import ai.djl.inference.Predictor;
import ai.djl.ndarray.NDList;
import ai.djl.repository.zoo.Criteria;
import ai.djl.repository.zoo.ModelNotFoundException;
import ai.djl.translate.TranslateException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A TorchScript encoder that DJL loads: from a folder with one {@code .pt} file and its {@code
 * tokenizer.json}, as DJL's model zoo lays them out, or from a {@code djl://} address.
 *
 * <p>Token ids and attention mask go in, both {@code [texts, tokens]}; what comes out is pooled as
 * {@link EncoderArguments} say and gets length 1.
 */
final class DjlModel implements LocalModel {
  private static final Logger LOG = LoggerFactory.getLogger(DjlModel.class);

  private static final String ENGINE = "PyTorch";
  private static final String ZOO = "djl://";
  private static final String OFFLINE = "ai.djl.offline";

  private final EmbeddingModel description;
  private final Model model;
  private final EncoderArguments arguments;
  private final TextTokenizer tokenizer;

  private DjlModel(
      EmbeddingModel description,
      Model model,
      EncoderArguments arguments,
      TextTokenizer tokenizer) {
    this.description = description;
    this.model = model;
    this.arguments = arguments;
    this.tokenizer = tokenizer;
  }

  /**
   * Loads a model and computes once with it.
   *
   * @param device as DJL names it, {@code cpu} or {@code gpu0}
   * @throws EmbeddingException when files are missing or not such an encoder, or its vectors have
   *     another dimension than the description says
   */
  static DjlModel load(EmbeddingModel description, String device) {
    String location = Objects.requireNonNull(description.location(), "location");
    return DjlRuntime.load(
        "the model " + description.name() + " from " + location,
        () -> open(description, location, Device.fromName(device)));
  }

  private static DjlModel open(EmbeddingModel description, String location, Device device)
      throws IOException, MalformedModelException, ModelNotFoundException, TranslateException {
    long start = System.nanoTime();
    Model model = location.startsWith(ZOO) ? ofZoo(location, device) : ofFolder(location, device);
    try {
      Path folder = model.getModelPath();
      @Nullable String tokenizer = description.tokenizer();
      DjlModel loaded =
          new DjlModel(
              description,
              model,
              EncoderArguments.in(folder),
              TextTokenizer.load(tokenizer == null ? folder : Path.of(tokenizer)));
      loaded.warmUp();
      LOG.info(
          "Loaded {} from {} in {} ms",
          description.name(),
          location,
          (System.nanoTime() - start) / 1_000_000);
      return loaded;
    } catch (RuntimeException | IOException | TranslateException e) {
      model.close();
      throw e;
    }
  }

  private static Model ofFolder(String location, Device device)
      throws IOException, MalformedModelException {
    Path folder = Path.of(location).toAbsolutePath();
    if (!Files.isDirectory(folder)) {
      throw new EmbeddingException("There is no folder " + folder);
    }
    List<Path> archives;
    try (Stream<Path> files = Files.list(folder)) {
      archives = files.filter(file -> file.toString().endsWith(".pt")).toList();
    }
    if (archives.size() != 1) {
      throw new EmbeddingException(
          "%s has %d files that end in .pt, expected is one TorchScript archive"
              .formatted(folder, archives.size()));
    }
    String file = archives.getFirst().getFileName().toString();
    Model model = Model.newInstance(file, device, ENGINE);
    try {
      model.load(folder, file);
      return model;
    } catch (RuntimeException | IOException | MalformedModelException e) {
      model.close();
      throw e;
    }
  }

  /** Only a model of the zoo may be fetched; everything else stays offline. */
  private static Model ofZoo(String location, Device device)
      throws IOException, MalformedModelException, ModelNotFoundException {
    @Nullable String before = System.getProperty(OFFLINE);
    System.setProperty(OFFLINE, "false");
    try {
      return Criteria.builder()
          .setTypes(NDList.class, NDList.class)
          .optModelUrls(location)
          .optEngine(ENGINE)
          .optDevice(device)
          .optTranslator(new ai.djl.translate.NoopTranslator())
          .build()
          .loadModel();
    } finally {
      if (before == null) {
        System.clearProperty(OFFLINE);
      } else {
        System.setProperty(OFFLINE, before);
      }
    }
  }

  @Override
  public EmbeddingModel description() {
    return description;
  }

  @Override
  public TextTokenizer tokenizer() {
    return tokenizer;
  }

  @Override
  public Predictor<long[][], float[][]> newPredictor() {
    return model.newPredictor(new EncoderBatch(arguments, description.maxTokens()));
  }

  /** The first calls make Torch profile and then optimise its graph. */
  private void warmUp() throws TranslateException {
    try (Predictor<long[][], float[][]> predictor = newPredictor()) {
      long[][] texts = {tokenizer.ids("first call"), tokenizer.ids("a")};
      for (int run = 0; run < 3; run++) {
        for (float[] vector : predictor.predict(texts)) {
          requireDimension(vector);
        }
      }
    }
  }

  private void requireDimension(float[] vector) {
    if (vector.length != description.dimension()) {
      throw new EmbeddingException(
          "The model %s from %s gives vectors of %d values, its dimension is configured as %d"
              .formatted(
                  description.name(),
                  description.location(),
                  vector.length,
                  description.dimension()));
    }
    UnitVectors.require(vector, description.dimension());
  }
}
