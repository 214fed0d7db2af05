package org.gibsey.embedding;

import ai.djl.inference.Predictor;
import ai.djl.translate.TranslateException;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * Texts of several lengths and languages with the vectors that ONNX Runtime computes for them from
 * the same weights in 32-bit floats.
 *
 * @param texts one for each line of {@code reference-texts.txt}
 * @param vectors of {@code texts}, from {@code reference-vectors.bin}: big-endian floats, one
 *     vector behind the other
 */
record ReferenceVectors(List<String> texts, List<float[]> vectors) {
  static final String TEXTS = "reference-texts.txt";
  static final String VECTORS = "reference-vectors.bin";

  // Texts that are computed together, so that padding is checked as well.
  private static final int BATCH = 4;

  static ReferenceVectors load() throws IOException {
    List<String> texts;
    try (InputStream in = resource(TEXTS)) {
      texts = new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
    }
    List<float[]> vectors = new ArrayList<>();
    try (DataInputStream in = new DataInputStream(new BufferedInputStream(resource(VECTORS)))) {
      while (vectors.size() < texts.size()) {
        vectors.add(vector(in));
      }
    }
    return new ReferenceVectors(texts, vectors);
  }

  /** Smallest cosine between a vector of the reference and that of a model; at most 1. */
  double smallestCosine(LocalModel model) throws TranslateException {
    double smallest = 1;
    try (Predictor<long[][], float[][]> predictor = model.newPredictor()) {
      for (int from = 0; from < texts.size(); from += BATCH) {
        int to = Math.min(from + BATCH, texts.size());
        long[][] ids =
            texts.subList(from, to).stream().map(model.tokenizer()::ids).toArray(long[][]::new);
        float[][] found = predictor.predict(ids);
        for (int i = from; i < to; i++) {
          UnitVectors.require(found[i - from], MiniLm.DIMENSION);
          smallest = Math.min(smallest, UnitVectors.cosine(found[i - from], vectors.get(i)));
        }
      }
    }
    return smallest;
  }

  private static float[] vector(DataInputStream in) throws IOException {
    float[] vector = new float[MiniLm.DIMENSION];
    for (int i = 0; i < vector.length; i++) {
      vector[i] = in.readFloat();
    }
    return vector;
  }

  private static InputStream resource(String name) {
    return Objects.requireNonNull(ReferenceVectors.class.getResourceAsStream(name), name);
  }
}
