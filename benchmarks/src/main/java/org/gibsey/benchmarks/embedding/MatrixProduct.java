package org.gibsey.benchmarks.embedding;

import ai.djl.Device;
import ai.djl.MalformedModelException;
import ai.djl.Model;
import ai.djl.inference.Predictor;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.translate.NoopTranslator;
import ai.djl.translate.TranslateException;
import com.google.protobuf.ByteString;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.gibsey.embedding.Precision;
import org.gibsey.embedding.archive.StoredTensor;
import org.gibsey.embedding.archive.TorchScriptArchive;
import org.gibsey.embedding.archive.TorchScriptModule;

/**
 * Products of large square matrices in the native library that computes embeddings: the most
 * arithmetic that it gets out of a core.
 *
 * <p>Safe for use by several threads: each call computes in its own.
 */
final class MatrixProduct implements AutoCloseable {
  /** Far beyond every cache, as in the usual benchmarks of matrix products. */
  private static final int SIZE = 2048;

  private static final int PRODUCTS = 4;
  private static final int TORCH_FLOAT32 = 6;
  private static final int TORCH_BFLOAT16 = 15;

  // A loop whose result is used, since Torch leaves out what nobody needs.
  private static final String SOURCE =
      """
      class MatrixProduct(Module):
        __parameters__ = []
        __buffers__ = []
        training : bool
        scale : Tensor
        def forward(self: __torch__.gibsey.MatrixProduct,
            a: Tensor) -> Tensor:
          x = torch.to(a, $type)
          y = torch.to(torch.mul(a, self.scale), $type)
          for i in range($products):
            x = torch.matmul(x, y)
          return torch.sum(torch.to(x, 6))
        def __getstate__(self: __torch__.gibsey.MatrixProduct) -> List[Tensor]:
          return [self.scale]
        def __setstate__(self: __torch__.gibsey.MatrixProduct,
            s: List[Tensor]) -> NoneType:
          self.training = False
          self.scale = s[0]
          return None
      """;

  private final Model model;

  private MatrixProduct(Model model) {
    this.model = model;
  }

  /**
   * Loads the products into the engine; the model must have been loaded before, which sets the
   * engine up.
   *
   * @param precision the arithmetic; {@link Precision#AUTO} counts as 32-bit floats
   * @throws IOException when the temporary file cannot be written
   * @throws MalformedModelException when the engine refuses the products
   */
  static MatrixProduct load(Precision precision) throws IOException, MalformedModelException {
    int type = precision == Precision.BF16 ? TORCH_BFLOAT16 : TORCH_FLOAT32;
    String source =
        SOURCE
            .replace("$type", Integer.toString(type))
            .replace("$products", Integer.toString(PRODUCTS));
    Path archive = Files.createTempFile("matrix-product", ".pt");
    Model model = Model.newInstance("matrix-product", Device.cpu(), "PyTorch");
    try {
      try (OutputStream out = Files.newOutputStream(archive)) {
        TorchScriptArchive.write(
            new TorchScriptModule("MatrixProduct", source, List.of(scale())), out);
      }
      model.load(archive.getParent(), archive.getFileName().toString());
      return new MatrixProduct(model);
    } catch (IOException | MalformedModelException | RuntimeException e) {
      model.close();
      throw e;
    } finally {
      Files.delete(archive);
    }
  }

  /** Floating point operations of one {@link Worker#compute}. */
  static double flops() {
    return PRODUCTS * 2.0 * SIZE * SIZE * SIZE;
  }

  /** Matrices for one thread, which closes them. */
  Worker newWorker() {
    return new Worker(model);
  }

  @Override
  public void close() {
    model.close();
  }

  /** Keeps sums of {@value #SIZE} random values near 1, so that nothing overflows. */
  private static StoredTensor scale() {
    float value = (float) (2 / Math.sqrt(SIZE));
    byte[] bytes = new byte[Float.BYTES];
    int bits = Float.floatToIntBits(value);
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) (bits >>> (Byte.SIZE * i));
    }
    return StoredTensor.rowMajor(List.of(1), ByteString.copyFrom(bytes));
  }

  /** One thread's matrices. */
  static final class Worker implements AutoCloseable {
    private final Predictor<NDList, NDList> predictor;
    private final NDManager manager;
    private final NDArray matrix;

    private Worker(Model model) {
      predictor = model.newPredictor(new NoopTranslator());
      manager = model.getNDManager().newSubManager();
      matrix = manager.randomUniform(-1, 1, new Shape(SIZE, SIZE));
    }

    /**
     * Computes the products once.
     *
     * @throws TranslateException when the engine fails
     */
    void compute() throws TranslateException {
      try (NDList sum = predictor.predict(new NDList(matrix))) {
        if (!Float.isFinite(sum.singletonOrThrow().getFloat())) {
          throw new IllegalStateException("The products of matrices overflowed");
        }
      }
    }

    @Override
    public void close() {
      predictor.close();
      manager.close();
    }
  }
}
