package org.gibsey.api.trace;

import java.util.Map;
import java.util.Optional;

/**
 * A row in Cassandra.
 *
 * @param writeTimesMicros write time of each column that is read and has a value, in microseconds
 *     since 1970
 */
public record WrittenRow(Map<String, Long> writeTimesMicros) {
  public WrittenRow {
    writeTimesMicros = Map.copyOf(writeTimesMicros);
  }

  Optional<Long> newestMicros() {
    return writeTimesMicros.values().stream().max(Long::compare);
  }
}
