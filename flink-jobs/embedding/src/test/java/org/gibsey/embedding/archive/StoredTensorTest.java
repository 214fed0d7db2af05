package org.gibsey.embedding.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

final class StoredTensorTest {
  @Test
  void stepsThroughRowsInOrder() {
    StoredTensor tensor = StoredTensor.rowMajor(List.of(2, 3), Tensors.bytes(1, 2, 3, 4, 5, 6));
    assertThat(tensor.strides()).containsExactly(3, 1);
    assertThat(tensor.count()).isEqualTo(6);
  }

  @Test
  void transposesWithoutMovingValues() {
    StoredTensor tensor = StoredTensor.rowMajor(List.of(2, 3), Tensors.bytes(1, 2, 3, 4, 5, 6));
    StoredTensor transposed = tensor.transposed();
    assertThat(transposed.shape()).containsExactly(3, 2);
    assertThat(transposed.strides()).containsExactly(1, 3);
    assertThat(transposed.values()).isSameAs(tensor.values());
  }

  @Test
  void refusesValuesThatDoNotFillTheShape() {
    assertThatThrownBy(() -> StoredTensor.rowMajor(List.of(2, 3), Tensors.bytes(1, 2)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("A tensor of shape [2, 3] takes 24 bytes and not 8");
  }
}
