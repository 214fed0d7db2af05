package org.gibsey.embedding;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;

/** The same weights computed by ONNX Runtime, one text at a time, pooled in plain Java. */
final class OnnxReference implements AutoCloseable {
  private final OrtEnvironment environment = OrtEnvironment.getEnvironment();
  private final OrtSession session;

  OnnxReference() throws IOException, OrtException {
    try (InputStream model = getClass().getResourceAsStream("/all-minilm-l6-v2.onnx");
        OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
      options.setIntraOpNumThreads(1);
      session = environment.createSession(Objects.requireNonNull(model).readAllBytes(), options);
    }
  }

  float[] embed(long[] ids) throws OrtException {
    long[][] ones = {new long[ids.length]};
    Arrays.fill(ones[0], 1);
    try (OnnxTensor tokens = OnnxTensor.createTensor(environment, new long[][] {ids});
        OnnxTensor mask = OnnxTensor.createTensor(environment, ones);
        OnnxTensor types = OnnxTensor.createTensor(environment, new long[1][ids.length]);
        OrtSession.Result result =
            session.run(
                Map.of("input_ids", tokens, "attention_mask", mask, "token_type_ids", types))) {
      return unitMean(((float[][][]) result.get(0).getValue())[0]);
    }
  }

  private static float[] unitMean(float[][] tokens) {
    double[] sum = new double[tokens[0].length];
    for (float[] token : tokens) {
      for (int i = 0; i < sum.length; i++) {
        sum[i] += token[i];
      }
    }
    double norm = Math.sqrt(Arrays.stream(sum).map(value -> value * value).sum());
    float[] unit = new float[sum.length];
    for (int i = 0; i < unit.length; i++) {
      unit[i] = (float) (sum[i] / norm);
    }
    return unit;
  }

  @Override
  public void close() throws OrtException {
    session.close();
  }
}
