package org.gibsey.api.trace;

import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A row in Cassandra.
 *
 * @param writeTimesMicros write time of each column that is read and has a value, in microseconds
 *     since 1970
 * @param owner whose it is, or null when the collection's rows belong to nobody, or nobody is named
 */
public record WrittenRow(Map<String, Long> writeTimesMicros, @Nullable String owner) {
  public WrittenRow {
    writeTimesMicros = Map.copyOf(writeTimesMicros);
  }

  /** A row that belongs to nobody. */
  public WrittenRow(Map<String, Long> writeTimesMicros) {
    this(writeTimesMicros, null);
  }

  Optional<Long> newestMicros() {
    return writeTimesMicros.values().stream().max(Long::compare);
  }
}
