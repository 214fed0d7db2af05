package org.gibsey.indexing.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class SavedFileTest {
  @Test
  void readsAnEntryOfTheFirstFormatAsAFileOfTheFirstGroup() {
    assertThat(SavedFile.of("_0.cfs", 5_000_000)).isEqualTo(new SavedFile("_0.cfs", 5_000_000, 0));
  }

  @Test
  void readsWhatItWrites() {
    SavedFile file = new SavedFile("_a.cfs", (1L << 56) - 1, 127);

    assertThat(SavedFile.of("_a.cfs", file.entry())).isEqualTo(file);
  }

  @Test
  void refusesWhatAnEntryCantHold() {
    assertThatThrownBy(() -> new SavedFile("_0.cfs", 1L << 56, 0))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new SavedFile("_0.cfs", 1, 128))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
