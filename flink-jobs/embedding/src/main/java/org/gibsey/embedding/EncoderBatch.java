package org.gibsey.embedding;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.translate.NoBatchifyTranslator;
import ai.djl.translate.TranslatorContext;
import java.util.Arrays;

/**
 * Hands the token ids of several texts to any encoder as one padded matrix, and makes a unit vector
 * of each text from what comes out: vectors {@code [texts, dimension]}, or token states {@code
 * [texts, tokens, dimension]} that are pooled.
 */
final class EncoderBatch implements NoBatchifyTranslator<long[][], float[][]> {
  private static final String MASK = "mask";

  private final EncoderArguments arguments;
  private final int maxTokens;

  EncoderBatch(EncoderArguments arguments, int maxTokens) {
    this.arguments = arguments;
    this.maxTokens = maxTokens;
  }

  @Override
  public NDList processInput(TranslatorContext context, long[][] texts) {
    int longest = Arrays.stream(texts).mapToInt(ids -> ids.length).max().orElseThrow();
    // The position table may end at the longest text.
    int width = Math.max(longest, Math.min(PaddedBatch.width(longest), maxTokens));
    long[] ids = new long[texts.length * width];
    long[] mask = new long[ids.length];
    for (int i = 0; i < texts.length; i++) {
      System.arraycopy(texts[i], 0, ids, i * width, texts[i].length);
      Arrays.fill(mask, i * width, i * width + texts[i].length, 1);
    }
    Shape shape = new Shape(texts.length, width);
    NDManager scope = context.getNDManager();
    NDArray visible = scope.create(mask, shape);
    context.setAttachment(MASK, visible);
    NDList input = new NDList(scope.create(ids, shape), visible);
    if (arguments.tokenTypes()) {
      input.add(scope.zeros(shape, DataType.INT64));
    }
    return input;
  }

  @Override
  public float[][] processOutput(TranslatorContext context, NDList output) {
    NDArray mask = (NDArray) context.getAttachment(MASK);
    NDArray first = output.head().toType(DataType.FLOAT32, false);
    NDArray vectors =
        switch (first.getShape().dimension()) {
          case 2 -> first;
          case 3 -> pooled(first, mask);
          default ->
              throw new EmbeddingException(
                  "The model gave an output of shape %s, expected are [texts, dimension] or"
                          .formatted(first.getShape())
                      + " [texts, tokens, dimension]");
        };
    if (vectors.getShape().get(0) != mask.getShape().get(0)) {
      throw new EmbeddingException(
          "The model gave an output of shape %s for %d texts"
              .formatted(vectors.getShape(), mask.getShape().get(0)));
    }
    return rows(vectors);
  }

  private NDArray pooled(NDArray states, NDArray mask) {
    return switch (arguments.pooling()) {
      case CLS -> states.get(":, 0");
      case MEAN -> {
        NDArray weight = mask.toType(DataType.FLOAT32, false).expandDims(-1);
        int[] tokens = {1};
        yield states.mul(weight).sum(tokens).div(weight.sum(tokens));
      }
    };
  }

  private static float[][] rows(NDArray vectors) {
    float[] values = vectors.toFloatArray();
    int dimension = Math.toIntExact(vectors.getShape().get(1));
    float[][] rows = new float[values.length / dimension][];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = normalised(Arrays.copyOfRange(values, i * dimension, (i + 1) * dimension));
    }
    return rows;
  }

  /** What has no direction becomes no number, which its reader refuses. */
  private static float[] normalised(float[] vector) {
    double squares = 0;
    for (float value : vector) {
      squares += (double) value * value;
    }
    double length = Math.sqrt(squares);
    for (int i = 0; i < vector.length; i++) {
      vector[i] = (float) (vector[i] / length);
    }
    return vector;
  }
}
