package org.gibsey.indexing.index;

import java.util.List;
import java.util.stream.IntStream;
import org.apache.flink.api.common.state.KeyedStateStore;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.typeinfo.PrimitiveArrayTypeInfo;
import org.apache.flink.api.common.typeinfo.Types;

/**
 * The keyed maps that hold the chunks of files; the shard is the current key of the operator.
 *
 * <p>RocksDB keeps each map in a column family of its own and compacts it as a whole. Small files
 * come and go with every checkpoint while large ones stay for long; kept in one map, compaction
 * would rewrite, and the next incremental checkpoint upload, the large ones again and again. So
 * files of similar size share a map, and large files are spread over several, so that no compaction
 * rewrites most of the state.
 */
final class ChunkMaps {
  /** Number of maps for large files; may rise, but not fall, without another format. */
  static final int LARGE_GROUPS = 4;

  private static final long SMALL_BELOW = 256L << 10;
  private static final long MEDIUM_BELOW = 4L << 20;

  private final MapState<String, byte[]> small;
  private final MapState<String, byte[]> medium;
  private final List<MapState<String, byte[]>> large;

  /** Bytes of the live files of each group, of all shards that were saved or restored. */
  private final long[] groupBytes = new long[LARGE_GROUPS];

  /** The names are part of the format: the first group is what format 1 has for all large files. */
  ChunkMaps(KeyedStateStore store) {
    small = store.getMapState(chunks("chunks-small"));
    medium = store.getMapState(chunks("chunks-medium"));
    large =
        IntStream.range(0, LARGE_GROUPS)
            .mapToObj(group -> group == 0 ? "chunks-large" : "chunks-large-" + group)
            .map(name -> store.getMapState(chunks(name)))
            .toList();
  }

  /** Where a new file goes: a large one to the group with the fewest bytes. */
  SavedFile place(String name, long length) {
    int group = 0;
    if (length >= MEDIUM_BELOW) {
      for (int other = 1; other < LARGE_GROUPS; other++) {
        if (groupBytes[other] < groupBytes[group]) {
          group = other;
        }
      }
    }
    return new SavedFile(name, length, group);
  }

  /** The map that holds a file's chunks. */
  MapState<String, byte[]> of(SavedFile file) {
    if (file.length() < SMALL_BELOW) {
      return small;
    }
    return file.length() < MEDIUM_BELOW ? medium : large.get(file.group());
  }

  /** Notes that a file is held. */
  void added(SavedFile file) {
    if (file.length() >= MEDIUM_BELOW) {
      groupBytes[file.group()] += file.length();
    }
  }

  /** Notes that a file is not held any more. */
  void removed(SavedFile file) {
    if (file.length() >= MEDIUM_BELOW) {
      groupBytes[file.group()] -= file.length();
    }
  }

  /** Drops the chunks of the current shard. */
  void clear() {
    small.clear();
    medium.clear();
    large.forEach(MapState::clear);
  }

  private static MapStateDescriptor<String, byte[]> chunks(String name) {
    return new MapStateDescriptor<>(
        name, Types.STRING, PrimitiveArrayTypeInfo.BYTE_PRIMITIVE_ARRAY_TYPE_INFO);
  }
}
