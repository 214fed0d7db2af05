package org.gibsey.indexing.cache;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.gibsey.collection.ChunkSettings;
import org.gibsey.text.TextHash;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class VectorKeyTest {
  private static final ChunkSettings CHUNK = new ChunkSettings(200, 40);

  @Test
  void isTheSameForTheSameText() {
    assertThat(key("m", 256, CHUNK, "Title", "text"))
        .isEqualTo(key("m", 256, new ChunkSettings(200, 40), "Title", "text"));
    assertThat(key("m", 256, CHUNK, "Title", "text").textHash())
        .isEqualTo(TextHash.of("Title", "text"));
  }

  @Test
  void changesWithAllThatDecidesTheVectors() {
    assertThat(
            List.of(
                key("m", 256, CHUNK, "Title", "text"),
                key("n", 256, CHUNK, "Title", "text"),
                key("m", 512, CHUNK, "Title", "text"),
                key("m", 256, new ChunkSettings(100, 40), "Title", "text"),
                key("m", 256, new ChunkSettings(200, 20), "Title", "text"),
                key("m", 256, CHUNK, "Titles", "text"),
                key("m", 256, CHUNK, null, "text"),
                key("m", 256, CHUNK, "", "text"),
                key("m", 256, CHUNK, "Title", "texts")))
        .doesNotHaveDuplicates();
  }

  /** Their hashes are equal: the zero byte behind a title may also stand in a text. */
  @Test
  void isNotDeceivedByATextThatHoldsTheEndOfATitle() {
    assertThat(TextHash.of(null, "Title\0text")).isEqualTo(TextHash.of("Title", "text"));
    assertThat(
            List.of(
                key("m", 256, CHUNK, "a\0b", "c"),
                key("m", 256, CHUNK, "a", "b\0c"),
                key("m", 256, CHUNK, null, "a\0b\0c")))
        .doesNotHaveDuplicates();
  }

  private static VectorKey key(
      String model, int window, ChunkSettings chunk, @Nullable String title, String text) {
    return VectorKey.of(model, window, chunk, title, text);
  }
}
