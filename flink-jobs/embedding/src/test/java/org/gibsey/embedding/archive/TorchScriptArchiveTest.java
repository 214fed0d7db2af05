package org.gibsey.embedding.archive;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class TorchScriptArchiveTest {
  private static final TorchScriptModule AFFINE =
      new TorchScriptModule(
          "Affine",
          """
          class Affine(Module):
            __parameters__ = []
            __buffers__ = []
            training : bool
            state : List[Tensor]
            def forward(self: __torch__.gibsey.Affine,
                x: Tensor) -> Tensor:
              return torch.linear(torch.to(x, 6), self.state[0], self.state[1])
            def __getstate__(self: __torch__.gibsey.Affine) -> List[Tensor]:
              return self.state
            def __setstate__(self: __torch__.gibsey.Affine,
                state: List[Tensor]) -> NoneType:
              self.training = False
              self.state = state
              return None
          """,
          List.of(
              StoredTensor.rowMajor(List.of(2, 3), Tensors.bytes(1, 2, 3, 4, 5, 6)).transposed(),
              StoredTensor.rowMajor(List.of(3), Tensors.bytes(0.5f, 0.25f, -1))));

  @Test
  void loadsInTorchWithTheLayoutOfItsTensors(@TempDir Path folder) throws Exception {
    List<float[]> rows = TorchModules.run(AFFINE, folder, new long[][] {{1, 0}, {10, 100}});
    assertThat(rows.get(0)).containsExactly(1.5f, 2.25f, 2);
    assertThat(rows.get(1)).containsExactly(410.5f, 520.25f, 629);
  }

  @Test
  void givesTheSameBytesEachTime() throws IOException {
    assertThat(write()).isEqualTo(write());
  }

  @Test
  void storesEntriesUncompressedUnderOneRoot() throws IOException {
    List<String> names = new ArrayList<>();
    try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(write()))) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        assertThat(entry.getMethod()).isEqualTo(ZipEntry.STORED);
        names.add(entry.getName());
      }
    }
    assertThat(names)
        .containsExactly(
            "model/data.pkl",
            "model/code/__torch__/gibsey.py",
            "model/constants.pkl",
            "model/version",
            "model/byteorder",
            "model/data/0",
            "model/data/1");
  }

  private static byte[] write() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    TorchScriptArchive.write(AFFINE, out);
    return out.toByteArray();
  }
}
