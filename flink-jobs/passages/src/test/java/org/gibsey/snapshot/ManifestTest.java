package org.gibsey.snapshot;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.gibsey.shard.ShardId;
import org.junit.jupiter.api.Test;

final class ManifestTest {
  private static final Manifest MANIFEST =
      new Manifest(
          Manifest.FORMAT,
          "pages",
          2,
          4,
          "version",
          17,
          23,
          1_767_225_600_123L,
          "a-model",
          384,
          List.of(new PublishedFile("_0.cfs", "_0.cfs.17", 12, "ab".repeat(32))));

  @Test
  void saysWhatWasWritten() throws Exception {
    assertThat(Manifest.ofJson(MANIFEST.toJson())).isEqualTo(MANIFEST);
  }

  @Test
  void refusesWhatANewerReleaseWrote() {
    String newer = new String(MANIFEST.toJson(), UTF_8).replace("\"format\" : 1", "\"format\" : 2");
    assertThatThrownBy(() -> Manifest.ofJson(newer.getBytes(UTF_8)))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("format 2");
  }

  @Test
  void refusesOneThatWasCutOffAnywhere() {
    byte[] whole = MANIFEST.toJson();
    for (int length = 0; length < whole.length; length++) {
      byte[] cut = Arrays.copyOf(whole, length);
      assertThatThrownBy(() -> Manifest.ofJson(cut)).isInstanceOf(IOException.class);
    }
  }

  @Test
  void namesOrderByAttemptAndThenByCheckpoint() {
    assertThat(ManifestName.parse(new ManifestName(17, 23).toString()))
        .contains(new ManifestName(17, 23));
    assertThat(new ManifestName(18, 1)).isGreaterThan(new ManifestName(17, 23));
    assertThat(new ManifestName(17, 24)).isGreaterThan(new ManifestName(17, 23));
    assertThat(new ManifestName(10, 100).toString())
        .isGreaterThan(new ManifestName(9, 99).toString());
  }

  @Test
  void takesOtherFilesForNoManifest() {
    assertThat(ManifestName.parse("manifest-1-2.json.part")).isEmpty();
    assertThat(ManifestName.parse("manifest-9999999999999999999-2.json")).isEmpty();
    assertThat(ManifestName.parse("_0.cfs.1")).isEmpty();
  }

  @Test
  void noNameLeadsOutOfTheFolder() {
    assertThatThrownBy(() -> SnapshotFolder.version("pages", ".."))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> SnapshotFolder.shard(new ShardId("pages", 0), "a/b"))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
