package org.gibsey.indexing.history;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.gibsey.change.ChangeEvent;
import org.gibsey.collection.CollectionDefinition;
import org.gibsey.row.MaterializedRow;
import org.gibsey.row.PartitionMaterializer;
import org.gibsey.row.RowVersion;

/** The rules for rows without Flink, over partitions in memory. */
final class MemoryPartitions implements Subject {
  private final PartitionMaterializer materializer;
  private final Map<String, MemoryPartition> partitions = new TreeMap<>();
  private long nowMillis;

  MemoryPartitions(CollectionDefinition pages) {
    materializer = new PartitionMaterializer(pages);
  }

  @Override
  public List<RowVersion> deliver(ChangeEvent event) throws Exception {
    List<RowVersion> made = new ArrayList<>();
    materializer.apply(
        event,
        partitions.computeIfAbsent(event.partitionKey(), key -> new MemoryPartition()),
        nowMillis * 1_000,
        row -> made.add(row.version()));
    return made;
  }

  @Override
  public List<RowVersion> advanceTo(long millis) throws Exception {
    nowMillis = millis;
    List<MaterializedRow> made = new ArrayList<>();
    for (MemoryPartition partition : partitions.values()) {
      for (long due = partition.nextExpiry(); due <= millis; due = partition.nextExpiry()) {
        materializer.expire(due, partition, made::add);
      }
    }
    return made.stream().map(MaterializedRow::version).toList();
  }

  @Override
  public Object state() {
    Map<String, Object> copy = new TreeMap<>();
    partitions.forEach((key, partition) -> copy.put(key, partition.content()));
    return copy;
  }

  @Override
  public Subject restored() {
    return this;
  }

  @Override
  public void close() {}
}
