package org.gibsey.embedding.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import org.gibsey.embedding.EmbeddingException;
import org.gibsey.embedding.onnx.GraphProto;
import org.gibsey.embedding.onnx.ModelProto;
import org.gibsey.embedding.onnx.NodeProto;
import org.gibsey.embedding.onnx.TensorProto;
import org.junit.jupiter.api.Test;

final class OnnxWeightsTest {
  private static final int FLOAT = 1;
  private static final int INT64 = 7;

  @Test
  void findsNamedTensorInItsOwnLayout() throws IOException {
    StoredTensor bias = weights().tensor("output.bias");
    assertThat(bias.shape()).containsExactly(3);
    assertThat(bias.values()).isEqualTo(Tensors.bytes(7, 8, 9));
  }

  @Test
  void findsMatrixByTheOperatorThatMultipliesWithItAndTurnsItBack() throws IOException {
    StoredTensor matrix = weights().tensor("layer.0.output.weight");
    assertThat(matrix.shape()).containsExactly(3, 2);
    assertThat(matrix.strides()).containsExactly(1, 3);
  }

  @Test
  void namesWeightsThatAreMissing() throws IOException {
    OnnxWeights weights = weights();
    assertThatThrownBy(() -> weights.tensor("layer.1.output.weight"))
        .isInstanceOf(EmbeddingException.class)
        .hasMessageContaining("layer.1.output.weight");
  }

  @Test
  void refusesWeightsThatAreNotFloats() throws IOException {
    OnnxWeights weights = weights();
    assertThatThrownBy(() -> weights.tensor("positions"))
        .isInstanceOf(EmbeddingException.class)
        .hasMessageContaining("positions")
        .hasMessageContaining("type 7");
  }

  private static OnnxWeights weights() throws IOException {
    GraphProto.Builder graph = GraphProto.newBuilder();
    graph.addInitializer(
        tensor("output.bias", FLOAT).addDims(3).setRawData(Tensors.bytes(7, 8, 9)));
    graph.addInitializer(tensor("positions", INT64).addDims(1));
    graph.addInitializer(
        tensor("onnx::MatMul_12", FLOAT)
            .addDims(2)
            .addDims(3)
            .setRawData(Tensors.bytes(1, 2, 3, 4, 5, 6)));
    graph.addNode(matMul("/layer.0/output/MatMul", "onnx::MatMul_12"));
    graph.addNode(matMul("/layer.0/attention/MatMul", "/layer.0/attention/Transpose_output_0"));
    byte[] model = ModelProto.newBuilder().setGraph(graph).build().toByteArray();
    return OnnxWeights.read(new ByteArrayInputStream(model));
  }

  private static TensorProto.Builder tensor(String name, int type) {
    return TensorProto.newBuilder().setName(name).setDataType(type);
  }

  private static NodeProto.Builder matMul(String name, String matrix) {
    return NodeProto.newBuilder().setName(name).setOpType("MatMul").addInput("x").addInput(matrix);
  }
}
