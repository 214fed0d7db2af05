package org.gibsey.embedding.archive;

import ai.djl.Device;
import ai.djl.Model;
import ai.djl.inference.Predictor;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.translate.NoopTranslator;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.assertj.core.api.Assertions;

/** Runs modules in Torch itself. */
final class TorchModules {
  private TorchModules() {}

  /** Writes a module to a folder, loads it with Torch and gives its output as rows. */
  static List<float[]> run(TorchScriptModule module, Path folder, long[][]... inputs)
      throws Exception {
    try (OutputStream out = Files.newOutputStream(folder.resolve("module.pt"))) {
      TorchScriptArchive.write(module, out);
    }
    try (Model model = Model.newInstance("module", Device.cpu(), "PyTorch")) {
      model.load(folder, "module.pt");
      try (Predictor<NDList, NDList> predictor = model.newPredictor(new NoopTranslator());
          NDManager scope = model.getNDManager().newSubManager()) {
        NDList arrays = new NDList();
        for (long[][] input : inputs) {
          arrays.add(matrix(scope, input));
        }
        return rows(predictor.predict(arrays).singletonOrThrow());
      }
    }
  }

  private static NDArray matrix(NDManager scope, long[][] rows) {
    NDArray flat = scope.create(Arrays.stream(rows).flatMapToLong(Arrays::stream).toArray());
    return flat.reshape(new Shape(rows.length, rows[0].length));
  }

  private static List<float[]> rows(NDArray matrix) {
    Assertions.assertThat(matrix.getShape().dimension()).isEqualTo(2);
    List<float[]> rows = new ArrayList<>();
    for (int i = 0; i < matrix.getShape().get(0); i++) {
      rows.add(matrix.get(i).toFloatArray());
    }
    return rows;
  }
}
