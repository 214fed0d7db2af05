package org.gibsey.indexing.index;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.flink.api.common.state.KeyedStateStore;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.typeinfo.PrimitiveArrayTypeInfo;
import org.apache.flink.api.common.typeinfo.Types;
import org.gibsey.index.CommittedFile;

/**
 * The files of a committed index in keyed state: the shard is the current key of the operator.
 *
 * <p>Lucene never changes a file, so a checkpoint only adds new files and drops old ones. Each file
 * is cut into chunks that RocksDB handles well. Small files come and go with every checkpoint while
 * large ones stay for long; kept in one map, compaction would rewrite, and the next incremental
 * checkpoint upload, the large ones again and again. So files of similar size share a map.
 */
final class ShardFiles {
  /** Format of this state; raised when an older release could not read it. */
  static final int FORMAT = 1;

  static final int CHUNK_BYTES = 1 << 20;

  private static final long SMALL_BELOW = 256L << 10;
  private static final long MEDIUM_BELOW = 4L << 20;

  private final MapState<String, Long> lengths;
  private final MapState<String, byte[]> small;
  private final MapState<String, byte[]> medium;
  private final MapState<String, byte[]> large;

  /** The names are part of the format. */
  ShardFiles(KeyedStateStore store) {
    lengths = store.getMapState(new MapStateDescriptor<>("files", Types.STRING, Types.LONG));
    small = store.getMapState(chunks("chunks-small"));
    medium = store.getMapState(chunks("chunks-medium"));
    large = store.getMapState(chunks("chunks-large"));
  }

  /**
   * Takes over what changed since the last call for this shard.
   *
   * @param directory of the index
   * @param files all files that the index consists of
   * @return bytes of the files that were added
   */
  long save(Path directory, List<CommittedFile> files) throws Exception {
    Map<String, Long> saved = saved();
    Set<String> current = new HashSet<>();
    long added = 0;
    for (CommittedFile file : files) {
      current.add(file.name());
      if (!saved.containsKey(file.name())) {
        put(directory, file);
        added += file.length();
      }
    }
    for (Map.Entry<String, Long> file : saved.entrySet()) {
      if (!current.contains(file.getKey())) {
        remove(file.getKey(), file.getValue());
      }
    }
    return added;
  }

  /**
   * Writes the shard's files to an empty directory.
   *
   * @return bytes written
   * @throws IllegalStateException when a part of a file is missing
   */
  long restore(Path directory) throws Exception {
    long written = 0;
    for (Map.Entry<String, Long> file : saved().entrySet()) {
      get(directory, new CommittedFile(file.getKey(), file.getValue()));
      written += file.getValue();
    }
    return written;
  }

  /** Drops the shard. */
  void clear() {
    lengths.clear();
    small.clear();
    medium.clear();
    large.clear();
  }

  private Map<String, Long> saved() throws Exception {
    Map<String, Long> saved = new HashMap<>();
    lengths.entries().forEach(file -> saved.put(file.getKey(), file.getValue()));
    return saved;
  }

  private void put(Path directory, CommittedFile file) throws Exception {
    MapState<String, byte[]> chunks = tier(file.length());
    try (FileChannel channel =
        FileChannel.open(directory.resolve(file.name()), StandardOpenOption.READ)) {
      for (Chunk chunk : chunks(file.length())) {
        // Not reused: a state backend on the heap keeps the array itself.
        byte[] bytes = new byte[chunk.length()];
        readFully(channel, ByteBuffer.wrap(bytes), file);
        chunks.put(chunk.key(file.name()), bytes);
      }
    }
    // Last, so that a file listed here is complete even if writing it once failed half-way.
    lengths.put(file.name(), file.length());
  }

  private void get(Path directory, CommittedFile file) throws Exception {
    MapState<String, byte[]> chunks = tier(file.length());
    try (FileChannel channel =
        FileChannel.open(
            directory.resolve(file.name()),
            StandardOpenOption.CREATE_NEW,
            StandardOpenOption.WRITE)) {
      // One by one: iterating over the map would hold 128 chunks in memory at a time.
      for (Chunk chunk : chunks(file.length())) {
        byte[] bytes = chunks.get(chunk.key(file.name()));
        if (bytes == null || bytes.length != chunk.length()) {
          throw new IllegalStateException(
              "the checkpoint lacks chunk %d of index file %s"
                  .formatted(chunk.number(), file.name()));
        }
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        while (buffer.hasRemaining()) {
          channel.write(buffer);
        }
      }
    }
  }

  private void remove(String name, long length) throws Exception {
    MapState<String, byte[]> chunks = tier(length);
    for (Chunk chunk : chunks(length)) {
      chunks.remove(chunk.key(name));
    }
    lengths.remove(name);
  }

  private MapState<String, byte[]> tier(long length) {
    if (length < SMALL_BELOW) {
      return small;
    }
    return length < MEDIUM_BELOW ? medium : large;
  }

  private static void readFully(FileChannel channel, ByteBuffer buffer, CommittedFile file)
      throws IOException {
    while (buffer.hasRemaining()) {
      if (channel.read(buffer) < 0) {
        throw new IOException("index file " + file.name() + " is shorter than Lucene said");
      }
    }
  }

  private static List<Chunk> chunks(long length) {
    List<Chunk> chunks = new ArrayList<>();
    long left = length;
    for (int number = 0; left > 0; number++) {
      int bytes = (int) Math.min(CHUNK_BYTES, left);
      chunks.add(new Chunk(number, bytes));
      left -= bytes;
    }
    return chunks;
  }

  private static MapStateDescriptor<String, byte[]> chunks(String name) {
    return new MapStateDescriptor<>(
        name, Types.STRING, PrimitiveArrayTypeInfo.BYTE_PRIMITIVE_ARRAY_TYPE_INFO);
  }

  private record Chunk(int number, int length) {
    String key(String file) {
      return file + "#" + number;
    }
  }
}
