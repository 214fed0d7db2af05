package org.gibsey.shard;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.gibsey.index.TestRows;
import org.junit.jupiter.api.Test;

class RowShardTest {
  @Test
  void isMurmur3OfTheKeyModuloTheShards() {
    // Reference values of MurmurHash3_x86_32 with seed 0.
    assertThat(RowShard.of("", 7)).isZero();
    assertThat(RowShard.of("hello", 1_000)).isEqualTo(Math.floorMod(0x248bfa47, 1_000));
    assertThat(RowShard.of("hello, world", 1_000)).isEqualTo(Math.floorMod(0x149bbb7f, 1_000));
  }

  @Test
  void spreadsThePagesOfABook() {
    int[] rows = new int[4];
    for (int page = 1; page <= 1_000; page++) {
      rows[RowShard.of(TestRows.key("the-salt-clock", page), rows.length)]++;
    }
    assertThat(Arrays.stream(rows)).allMatch(count -> count > 200 && count < 300);
  }
}
