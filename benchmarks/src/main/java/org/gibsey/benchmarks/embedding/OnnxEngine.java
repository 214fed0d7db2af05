package org.gibsey.benchmarks.embedding;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.function.IntUnaryOperator;
import org.gibsey.embedding.Precision;

/**
 * The reference: the same weights on ONNX Runtime, one thread for each call.
 *
 * <p>The runtime is the one that DJL's ONNX Runtime engine brings, called through its own Java API:
 * DJL's layer above it could only cost time. All optimisations of the graph are on. Mean pooling
 * and normalisation, which the ONNX file lacks, take well below a hundredth of the time.
 */
final class OnnxEngine implements Engine, AutoCloseable {
  private static final String WEIGHTS = "/all-minilm-l6-v2.onnx";

  private final String name;
  private final IntUnaryOperator width;
  private final OrtEnvironment environment = OrtEnvironment.getEnvironment();
  private final OrtSession session;

  /**
   * Loads the model.
   *
   * @param name what the reports call it
   * @param width columns of a batch whose longest text has so many tokens
   * @throws IOException when the class path lacks the weights
   * @throws OrtException when the runtime refuses them
   */
  OnnxEngine(String name, IntUnaryOperator width) throws IOException, OrtException {
    this.name = name;
    this.width = width;
    try (InputStream weights = OnnxEngine.class.getResourceAsStream(WEIGHTS);
        OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
      if (weights == null) {
        throw new IOException("The class path lacks the weights " + WEIGHTS);
      }
      options.setOptimizationLevel(OrtSession.SessionOptions.OptLevel.ALL_OPT);
      options.setExecutionMode(OrtSession.SessionOptions.ExecutionMode.SEQUENTIAL);
      options.setIntraOpNumThreads(1);
      options.setInterOpNumThreads(1);
      session = environment.createSession(weights.readAllBytes(), options);
    }
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public Precision precision() {
    return Precision.FP32;
  }

  @Override
  public Encoder newEncoder() {
    return new Encoder() {
      @Override
      public float[][] embed(long[][] texts) throws OrtException {
        return run(texts);
      }

      @Override
      public void close() {
        // The session is shared by all threads.
      }
    };
  }

  @Override
  public void close() throws OrtException {
    session.close();
  }

  private float[][] run(long[][] texts) throws OrtException {
    int columns =
        width.applyAsInt(Arrays.stream(texts).mapToInt(ids -> ids.length).max().orElseThrow());
    LongBuffer ids = longs(texts.length * columns);
    LongBuffer mask = longs(texts.length * columns);
    for (int i = 0; i < texts.length; i++) {
      ids.put(i * columns, texts[i]);
      for (int j = 0; j < texts[i].length; j++) {
        mask.put(i * columns + j, 1);
      }
    }
    long[] shape = {texts.length, columns};
    try (OnnxTensor tokens = OnnxTensor.createTensor(environment, ids, shape);
        OnnxTensor visible = OnnxTensor.createTensor(environment, mask, shape);
        OnnxTensor types =
            OnnxTensor.createTensor(environment, longs(texts.length * columns), shape);
        OrtSession.Result result =
            session.run(
                Map.of("input_ids", tokens, "attention_mask", visible, "token_type_ids", types))) {
      FloatBuffer hidden = ((OnnxTensor) result.get(0)).getFloatBuffer();
      return pooled(Objects.requireNonNull(hidden), texts, columns);
    }
  }

  private static float[][] pooled(FloatBuffer hidden, long[][] texts, int columns) {
    int dimension = hidden.remaining() / (texts.length * columns);
    float[] token = new float[dimension];
    float[][] vectors = new float[texts.length][dimension];
    for (int i = 0; i < texts.length; i++) {
      float[] vector = vectors[i];
      for (int j = 0; j < texts[i].length; j++) {
        hidden.get((i * columns + j) * dimension, token);
        for (int k = 0; k < dimension; k++) {
          vector[k] += token[k];
        }
      }
      normalise(vector);
    }
    return vectors;
  }

  /** The direction of the sum is that of the mean. */
  private static void normalise(float[] vector) {
    double square = 0;
    for (float value : vector) {
      square += value * value;
    }
    float scale = (float) (1 / Math.sqrt(square));
    for (int k = 0; k < vector.length; k++) {
      vector[k] *= scale;
    }
  }

  /** Zeros outside the heap, which the runtime reads where they are. */
  private static LongBuffer longs(int count) {
    return ByteBuffer.allocateDirect(count * Long.BYTES)
        .order(ByteOrder.nativeOrder())
        .asLongBuffer();
  }
}
