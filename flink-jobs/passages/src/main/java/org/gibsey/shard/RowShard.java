package org.gibsey.shard;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.apache.lucene.util.StringHelper;

/** Which shard a row lives in: a function of its key alone, the same in every process. */
public final class RowShard {
  // Part of the state's format: another seed would leave every row in the wrong shard.
  private static final int SEED = 0;

  private RowShard() {}

  /**
   * MurmurHash3 (x86, 32 bits) of the key's UTF-8 bytes, modulo the number of shards.
   *
   * @param rowKey canonical JSON object of the key columns
   * @param shards number of shards, at least 1
   * @return 0 to {@code shards - 1}
   */
  public static int of(String rowKey, int shards) {
    byte[] bytes = rowKey.getBytes(UTF_8);
    return Math.floorMod(StringHelper.murmurhash3_x86_32(bytes, 0, bytes.length, SEED), shards);
  }
}
