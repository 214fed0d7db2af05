package org.gibsey.embedding.archive;

import com.google.protobuf.CodedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.gibsey.embedding.EmbeddingException;
import org.gibsey.embedding.onnx.GraphProto;
import org.gibsey.embedding.onnx.ModelProto;
import org.gibsey.embedding.onnx.NodeProto;
import org.gibsey.embedding.onnx.TensorProto;

/** The weights of an ONNX model under the names that they had in PyTorch. */
final class OnnxWeights {
  private static final int FLOAT = 1;

  private final Map<String, TensorProto> constants = new HashMap<>();
  private final Map<String, String> matrices = new HashMap<>();

  private OnnxWeights(GraphProto graph) {
    for (TensorProto constant : graph.getInitializerList()) {
      constants.put(constant.getName(), constant);
    }
    for (NodeProto node : graph.getNodeList()) {
      if (node.getOpType().equals("MatMul") && constants.containsKey(node.getInput(1))) {
        matrices.put(moduleOf(node.getName()) + ".weight", node.getInput(1));
      }
    }
  }

  /** Reads a whole model, which is as large in memory as in its file. */
  static OnnxWeights read(InputStream model) throws IOException {
    CodedInputStream input = CodedInputStream.newInstance(model);
    input.setSizeLimit(Integer.MAX_VALUE);
    return new OnnxWeights(ModelProto.parseFrom(input).getGraph());
  }

  /**
   * The tensor with a PyTorch name, for example {@code encoder.layer.0.output.dense.weight}.
   *
   * <p>The exporter to ONNX transposes the matrices of linear layers and gives them new names; they
   * are found by the operator that multiplies with them and are turned back.
   *
   * @throws EmbeddingException when the model has no such tensor of 32-bit floats
   */
  StoredTensor tensor(String name) {
    TensorProto constant = constants.get(name);
    if (constant != null) {
      return stored(constant);
    }
    TensorProto matrix = constants.get(matrices.get(name));
    if (matrix == null) {
      throw new EmbeddingException("The ONNX model has no weights named " + name);
    }
    return stored(matrix).transposed();
  }

  private static StoredTensor stored(TensorProto tensor) {
    if (tensor.getDataType() != FLOAT) {
      throw new EmbeddingException(
          "The weights " + tensor.getName() + " have ONNX type " + tensor.getDataType());
    }
    List<Integer> shape = tensor.getDimsList().stream().map(Math::toIntExact).toList();
    return StoredTensor.rowMajor(shape, tensor.getRawData());
  }

  /**
   * {@code /encoder/layer.0/output/dense/MatMul} belongs to {@code encoder.layer.0.output.dense}.
   */
  private static String moduleOf(String node) {
    return node.substring(1, Math.max(1, node.lastIndexOf('/'))).replace('/', '.');
  }
}
