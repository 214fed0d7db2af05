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
import org.apache.flink.api.common.typeinfo.Types;
import org.gibsey.index.CommittedFile;

/**
 * The files of a committed index in keyed state: the shard is the current key of the operator.
 *
 * <p>Lucene never changes a file, so a checkpoint only adds new files and drops old ones. Each file
 * is cut into chunks that RocksDB handles well.
 */
final class ShardFiles {
  /**
   * Format of this state; raised when an older release could not read it. Format 1 held all large
   * files in one map; they stay there until Lucene merges them away.
   */
  static final int FORMAT = 2;

  static final int CHUNK_BYTES = 1 << 20;

  private final MapState<String, Long> entries;
  private final ChunkMaps maps;

  /** The names are part of the format. */
  ShardFiles(KeyedStateStore store) {
    entries = store.getMapState(new MapStateDescriptor<>("files", Types.STRING, Types.LONG));
    maps = new ChunkMaps(store);
  }

  /**
   * Takes over what changed since the last call for this shard.
   *
   * @param directory of the index
   * @param files all files that the index consists of
   * @return bytes of the files that were added
   */
  long save(Path directory, List<CommittedFile> files) throws Exception {
    Map<String, SavedFile> saved = saved();
    Set<String> current = new HashSet<>();
    long added = 0;
    for (CommittedFile file : files) {
      current.add(file.name());
      if (!saved.containsKey(file.name())) {
        put(directory, maps.place(file.name(), file.length()));
        added += file.length();
      }
    }
    for (SavedFile file : saved.values()) {
      if (!current.contains(file.name())) {
        remove(file);
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
    for (SavedFile file : saved().values()) {
      get(directory, file);
      maps.added(file);
      written += file.length();
    }
    return written;
  }

  /** Drops the shard. */
  void clear() {
    entries.clear();
    maps.clear();
  }

  private Map<String, SavedFile> saved() throws Exception {
    Map<String, SavedFile> saved = new HashMap<>();
    entries
        .entries()
        .forEach(file -> saved.put(file.getKey(), SavedFile.of(file.getKey(), file.getValue())));
    return saved;
  }

  private void put(Path directory, SavedFile file) throws Exception {
    MapState<String, byte[]> chunks = maps.of(file);
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
    entries.put(file.name(), file.entry());
    maps.added(file);
  }

  private void get(Path directory, SavedFile file) throws Exception {
    MapState<String, byte[]> chunks = maps.of(file);
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

  private void remove(SavedFile file) throws Exception {
    MapState<String, byte[]> chunks = maps.of(file);
    for (Chunk chunk : chunks(file.length())) {
      chunks.remove(chunk.key(file.name()));
    }
    entries.remove(file.name());
    maps.removed(file);
  }

  private static void readFully(FileChannel channel, ByteBuffer buffer, SavedFile file)
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

  private record Chunk(int number, int length) {
    String key(String file) {
      return file + "#" + number;
    }
  }
}
