package org.gibsey.embedding.archive;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;

/** Writes an encoder without pooling: the state of a token is its row in a table. */
public final class TokenStates {
  private static final String SOURCE =
      """
      class TokenStates(Module):
        __parameters__ = []
        __buffers__ = []
        training : bool
        words : Tensor
        def forward(self: __torch__.gibsey.TokenStates,
            ids: Tensor,
            mask: Tensor) -> Tensor:
          return torch.embedding(self.words, ids)
        def __getstate__(self: __torch__.gibsey.TokenStates) -> List[Tensor]:
          return [self.words]
        def __setstate__(self: __torch__.gibsey.TokenStates,
            s: List[Tensor]) -> NoneType:
          self.training = False
          self.words = s[0]
          return None
      """;

  private TokenStates() {}

  /**
   * Writes the archive.
   *
   * @return the table, a row for each token
   */
  public static float[][] write(Path file, int vocabulary, int dimension) throws IOException {
    StoredTensor words = Tensors.random(new Random(7), vocabulary, dimension);
    try (OutputStream out = Files.newOutputStream(file)) {
      TorchScriptArchive.write(new TorchScriptModule("TokenStates", SOURCE, List.of(words)), out);
    }
    float[][] table = new float[vocabulary][dimension];
    var values =
        words
            .values()
            .asReadOnlyByteBuffer()
            .order(java.nio.ByteOrder.LITTLE_ENDIAN)
            .asFloatBuffer();
    for (float[] row : table) {
      values.get(row);
    }
    return table;
  }
}
