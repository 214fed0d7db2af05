package org.gibsey.embedding.archive;

/** Which operators of Torch an encoder multiplies with. */
enum MatrixProducts {
  /**
   * oneDNN on matrices packed for this processor when they are loaded, with GELU and the residual
   * additions fused in. Builds of Torch without oneDNN refuse to load it.
   */
  PACKED(
      """
        def pack(self: __torch__.gibsey.BertEncoder,
            w: Tensor) -> Tensor:
          return ops.mkldnn._reorder_linear_weight(torch.contiguous(torch.to(w, $matrixType)))
        def linear(self: __torch__.gibsey.BertEncoder,
            x: Tensor,
            w: Tensor,
            b: Tensor) -> Tensor:
          return ops.mkldnn._linear_pointwise(x, w, b, "none", annotate(List[Optional[number]], []), "none")
        def linear_gelu(self: __torch__.gibsey.BertEncoder,
            x: Tensor,
            w: Tensor,
            b: Tensor) -> Tensor:
          return ops.mkldnn._linear_pointwise(x, w, b, "gelu", annotate(List[Optional[number]], []), "none")
        def linear_add(self: __torch__.gibsey.BertEncoder,
            x: Tensor,
            w: Tensor,
            b: Tensor,
            y: Tensor) -> Tensor:
          return ops.mkldnn._linear_pointwise(x, y, w, b, "add")
      """),

  /** Torch's own operators, which every device and every build of Torch has. */
  PLAIN(
      """
        def pack(self: __torch__.gibsey.BertEncoder,
            w: Tensor) -> Tensor:
          return torch.contiguous(torch.to(w, $matrixType))
        def linear(self: __torch__.gibsey.BertEncoder,
            x: Tensor,
            w: Tensor,
            b: Tensor) -> Tensor:
          return torch.linear(x, w, b)
        def linear_gelu(self: __torch__.gibsey.BertEncoder,
            x: Tensor,
            w: Tensor,
            b: Tensor) -> Tensor:
          return torch.gelu(torch.linear(x, w, b))
        def linear_add(self: __torch__.gibsey.BertEncoder,
            x: Tensor,
            w: Tensor,
            b: Tensor,
            y: Tensor) -> Tensor:
          return torch.add(torch.linear(x, w, b), y)
      """);

  private final String methods;

  MatrixProducts(String methods) {
    this.methods = methods;
  }

  /**
   * Methods {@code pack}, {@code linear}, {@code linear_gelu} and {@code linear_add} of the class
   * {@code BertEncoder}, which leave open its {@code $matrixType}.
   */
  String methods() {
    return methods;
  }
}
