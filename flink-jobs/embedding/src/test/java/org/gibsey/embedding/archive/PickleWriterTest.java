package org.gibsey.embedding.archive;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

final class PickleWriterTest {
  @Test
  void framesProgramAsProtocolTwo() {
    assertThat(new PickleWriter().emptyTuple().finish()).containsExactly(0x80, 2, ')', '.');
  }

  @Test
  void writesIntegersLittleEndianWithSign() {
    assertThat(new PickleWriter().integer(0x01020304).integer(-2).finish())
        .containsExactly(0x80, 2, 'J', 4, 3, 2, 1, 'J', 0xfe, 0xff, 0xff, 0xff, '.');
  }

  @Test
  void countsStringsInUtf8Bytes() {
    assertThat(new PickleWriter().string("né").finish())
        .containsExactly(0x80, 2, 'X', 3, 0, 0, 0, 'n', 0xc3, 0xa9, '.');
  }

  @Test
  void endsModuleAndNameOfGlobalWithNewlines() {
    assertThat(new PickleWriter().global("torch.jit", "f").finish())
        .isEqualTo("\u0080\u0002ctorch.jit\nf\n.".getBytes(StandardCharsets.ISO_8859_1));
  }

  @Test
  void marksTuplesAndCalls() {
    assertThat(new PickleWriter().integers(List.of(7)).call().no().setState().finish())
        .containsExactly(0x80, 2, '(', 'J', 7, 0, 0, 0, 't', 'R', 0x89, 'b', '.');
  }

  @Test
  void appendsToListsAndBuildsInstances() {
    PickleWriter pickle = new PickleWriter().emptyTuple().newInstance();
    assertThat(pickle.emptyList().beginAppends().endAppends().persistentId().finish())
        .containsExactly(0x80, 2, ')', 0x81, ']', '(', 'e', 'Q', '.');
  }
}
