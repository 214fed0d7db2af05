package org.gibsey.cdc;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.metrics.PluginMetrics;
import org.apache.kafka.connect.source.SourceTaskContext;
import org.apache.kafka.connect.storage.OffsetStorageReader;
import org.jspecify.annotations.Nullable;

/** What a task sees of its engine: one stored offset, whatever partition it asks for. */
public record StoredOffset(@Nullable Map<String, Object> offset)
    implements SourceTaskContext, OffsetStorageReader {
  @Override
  public Map<String, String> configs() {
    return Map.of();
  }

  @Override
  public OffsetStorageReader offsetStorageReader() {
    return this;
  }

  @Override
  public <T> @Nullable Map<String, Object> offset(Map<String, T> partition) {
    return offset;
  }

  @Override
  public <T> Map<Map<String, T>, Map<String, Object>> offsets(
      Collection<Map<String, T>> partitions) {
    Map<Map<String, T>, Map<String, Object>> offsets = new HashMap<>();
    if (offset != null) {
      partitions.forEach(partition -> offsets.put(partition, offset));
    }
    return offsets;
  }

  @Override
  public @Nullable PluginMetrics pluginMetrics() {
    return null;
  }
}
