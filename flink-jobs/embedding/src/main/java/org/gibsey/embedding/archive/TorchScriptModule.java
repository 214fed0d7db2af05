package org.gibsey.embedding.archive;

import java.util.List;

/**
 * A module as TorchScript stores it: source text, and the tensors that its {@code __setstate__}
 * takes as one {@code List[Tensor]}.
 *
 * @param name class name; its qualified name in the source is {@code __torch__.gibsey.<name>}
 * @param source the class in TorchScript
 * @param state tensors in the order in which the source expects them
 */
public record TorchScriptModule(String name, String source, List<StoredTensor> state) {
  /** The Python package in which the source must declare its class. */
  static final String PACKAGE = "__torch__.gibsey";

  public TorchScriptModule {
    state = List.copyOf(state);
  }
}
