package org.gibsey.cdc;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class PartitionColumnsTest {
  private final PartitionColumns columns = PartitionColumns.ofJson("\"book_id,volume\"");

  @Test
  void putsTheRowsOfAPartitionAndItsDeletionTogether() {
    assertThat(columns.partition("{\"book_id\":\"b\",\"volume\":1,\"page_num\":null}", 7))
        .isPresent()
        .isEqualTo(columns.partition("{\"page_num\":3,\"volume\":1,\"book_id\":\"b\"}", 7));
  }

  @Test
  void spreadsPartitions() {
    assertThat(
            IntStream.range(0, 100)
                .mapToObj(i -> columns.partition("{\"book_id\":\"b\",\"volume\":" + i + "}", 4))
                .map(partition -> partition.orElseThrow())
                .collect(Collectors.toSet()))
        .containsExactlyInAnyOrder(0, 1, 2, 3);
  }

  @Test
  void leavesAKeyWithoutTheColumnsToTheProducer() {
    for (String key : List.of("{\"book_id\":\"b\"}", "{\"book_id\":null}", "[]", "7", "no")) {
      assertThat(columns.partition(key, 4)).isEmpty();
    }
  }
}
