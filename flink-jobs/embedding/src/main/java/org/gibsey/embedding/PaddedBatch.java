package org.gibsey.embedding;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.translate.NoBatchifyTranslator;
import ai.djl.translate.TranslatorContext;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Hands the token ids of several texts to the model as one matrix; shorter texts are padded. */
public final class PaddedBatch implements NoBatchifyTranslator<long[][], float[][]> {
  // oneDNN generates machine code for every product of texts and width that it meets, and keeps
  // it. Few widths bound that memory: some hundred kilobytes each, up to 1,024 of them otherwise.
  private static final int WIDTH_STEP = 8;

  /** Columns of a batch whose longest text has that many tokens. */
  public static int width(int tokens) {
    return Math.ceilDiv(tokens, WIDTH_STEP) * WIDTH_STEP;
  }

  /** Every width that a batch can have. */
  static Set<Integer> widths() {
    return IntStream.rangeClosed(1, MiniLm.MAX_TOKENS)
        .mapToObj(PaddedBatch::width)
        .collect(Collectors.toUnmodifiableSet());
  }

  @Override
  public NDList processInput(TranslatorContext context, long[][] texts) {
    int width = width(Arrays.stream(texts).mapToInt(ids -> ids.length).max().orElseThrow());
    long[] ids = new long[texts.length * width];
    long[] mask = new long[ids.length];
    for (int i = 0; i < texts.length; i++) {
      System.arraycopy(texts[i], 0, ids, i * width, texts[i].length);
      Arrays.fill(mask, i * width, i * width + texts[i].length, 1);
    }
    Shape shape = new Shape(texts.length, width);
    NDManager scope = context.getNDManager();
    return new NDList(scope.create(ids, shape), scope.create(mask, shape));
  }

  @Override
  public float[][] processOutput(TranslatorContext context, NDList output) {
    NDArray vectors = output.singletonOrThrow();
    float[] values = vectors.toFloatArray();
    int dimension = Math.toIntExact(vectors.getShape().get(1));
    float[][] rows = new float[values.length / dimension][];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = Arrays.copyOfRange(values, i * dimension, (i + 1) * dimension);
    }
    return rows;
  }
}
