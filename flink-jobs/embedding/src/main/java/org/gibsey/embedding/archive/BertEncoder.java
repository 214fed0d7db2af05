package org.gibsey.embedding.archive;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * A BERT encoder with mean pooling and normalisation as a TorchScript module.
 *
 * <p>Token ids and attention mask, both {@code [texts, tokens]}, go in; one unit vector per text
 * comes out. Queries, keys and values are one matrix. What the products of matrices are computed
 * with, and in which numbers, is the {@link Arithmetic}; with 32-bit floats it is that of BERT.
 *
 * @param layers number of transformer layers
 * @param hidden width of a token's vector, a multiple of {@code heads}
 * @param heads attention heads per layer
 * @param arithmetic the numbers and operators
 */
record BertEncoder(int layers, int hidden, int heads, Arithmetic arithmetic) {
  private static final List<String> EMBEDDINGS =
      List.of(
          "embeddings.word_embeddings.weight",
          "embeddings.position_embeddings.weight",
          "embeddings.token_type_embeddings.weight",
          "embeddings.LayerNorm.weight",
          "embeddings.LayerNorm.bias");

  private static final List<String> LAYER =
      List.of(
          "attention.self.query",
          "attention.self.key",
          "attention.self.value",
          "attention.output.dense",
          "attention.output.LayerNorm",
          "intermediate.dense",
          "output.dense",
          "output.LayerNorm");

  // In TorchScript's serialized form every tensor method is a function, and a statement that
  // returns something must assign it.
  private static final String SOURCE =
      """
      class BertEncoder(Module):
        __parameters__ = []
        __buffers__ = []
        training : bool
        words : Tensor
        positions : Tensor
        norm : List[Tensor]
        layers : List[List[Tensor]]
      $products
        def forward(self: __torch__.gibsey.BertEncoder,
            ids: Tensor,
            mask: Tensor) -> Tensor:
          texts = torch.size(ids, 0)
          tokens = torch.size(ids, 1)
          visible = torch.unsqueeze(torch.unsqueeze(torch.ne(mask, 0), 1), 1)
          positions = torch.slice(self.positions, 0, 0, tokens)
          x = torch.add(torch.embedding(self.words, ids), positions)
          x = torch.layer_norm(x, [$hidden], self.norm[0], self.norm[1], 1e-12)
          x = torch.to(x, $matrixType)
          for i in range($layers):
            w = self.layers[i]
            qkv = (self).linear(x, w[0], w[1])
            qkv = torch.permute(torch.view(qkv, [texts, tokens, 3, $heads, $headSize]), [2, 0, 3, 1, 4])
            a = torch.scaled_dot_product_attention(torch.select(qkv, 0, 0), torch.select(qkv, 0, 1), torch.select(qkv, 0, 2), visible)
            a = torch.reshape(torch.transpose(a, 1, 2), [texts, tokens, $hidden])
            x = (self).linear_add(a, w[2], w[3], x)
            x = torch.layer_norm(x, [$hidden], w[4], w[5], 1e-12)
            h = (self).linear_gelu(x, w[6], w[7])
            x = (self).linear_add(h, w[8], w[9], x)
            x = torch.layer_norm(x, [$hidden], w[10], w[11], 1e-12)
          x = torch.to(x, 6)
          weight = torch.unsqueeze(torch.to(mask, 6), -1)
          mean = torch.div(torch.sum(torch.mul(x, weight), [1]), torch.sum(weight, [1]))
          return torch.div(mean, torch.norm(mean, 2, [1], True))
        def __getstate__(self: __torch__.gibsey.BertEncoder) -> List[Tensor]:
          return self.norm
        def __setstate__(self: __torch__.gibsey.BertEncoder,
            s: List[Tensor]) -> NoneType:
          self.training = False
          self.words = s[0]
          self.positions = torch.add(s[1], torch.select(s[2], 0, 0))
          self.norm = [s[3], s[4]]
          layers = annotate(List[List[Tensor]], [])
          for i in range($layers):
            k = 5 + 16 * i
            w = [(self).pack(torch.cat([s[k], s[k + 2], s[k + 4]]))]
            w = w + [torch.to(torch.cat([s[k + 1], s[k + 3], s[k + 5]]), $matrixType)]
            w = w + [(self).pack(s[k + 6]), torch.to(s[k + 7], $matrixType)]
            w = w + [s[k + 8], s[k + 9]]
            w = w + [(self).pack(s[k + 10]), torch.to(s[k + 11], $matrixType)]
            w = w + [(self).pack(s[k + 12]), torch.to(s[k + 13], $matrixType)]
            w = w + [s[k + 14], s[k + 15]]
            layers = layers + [w]
          self.layers = layers
          return None
      """;

  /**
   * The module with its weights.
   *
   * @param weights finds a tensor by its name in PyTorch, for example {@code
   *     encoder.layer.0.output.dense.bias}
   */
  TorchScriptModule module(Function<String, StoredTensor> weights) {
    return new TorchScriptModule("BertEncoder", source(), state().stream().map(weights).toList());
  }

  /** Differs between any two encoders that make different modules of the same weights. */
  String description() {
    return source() + String.join("\n", state());
  }

  /** Names of the tensors in the order in which the source takes them. */
  private List<String> state() {
    List<String> names = new ArrayList<>(EMBEDDINGS);
    for (int layer = 0; layer < layers; layer++) {
      for (String part : LAYER) {
        names.add("encoder.layer." + layer + "." + part + ".weight");
        names.add("encoder.layer." + layer + "." + part + ".bias");
      }
    }
    return names;
  }

  private String source() {
    return SOURCE
        .replace("$products\n", arithmetic.products().methods())
        .replace("$matrixType", Integer.toString(arithmetic.scalarType()))
        .replace("$layers", Integer.toString(layers))
        .replace("$headSize", Integer.toString(hidden / heads))
        .replace("$heads", Integer.toString(heads))
        .replace("$hidden", Integer.toString(hidden));
  }
}
