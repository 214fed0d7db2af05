package org.gibsey.snapshot;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import org.gibsey.shard.ShardId;
import org.jspecify.annotations.Nullable;

/**
 * Says which files make up one published shard. It is written after all of them.
 *
 * @param format of manifest and folder; raised when an older release could not read it
 * @param collection the shard's collection
 * @param shard number of the shard, from 0
 * @param shards number of shards that the collection has
 * @param indexVersion the index that the shard belongs to
 * @param epoch epoch in which its server announced the shard; that of a later attempt is higher
 * @param checkpoint number of the checkpoint that it is a copy of, which rises within an epoch
 * @param takenMillis when the checkpoint was taken, in milliseconds since 1970
 * @param model identity of the vectors, or null when there are none yet
 * @param dimension length of the vectors, 0 when there are none yet
 * @param files all files of the shard's index
 */
public record Manifest(
    int format,
    String collection,
    int shard,
    int shards,
    String indexVersion,
    long epoch,
    long checkpoint,
    long takenMillis,
    @Nullable String model,
    int dimension,
    List<PublishedFile> files) {
  /** What this release writes, and the newest that it reads. */
  public static final int FORMAT = 1;

  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          // A later release of the same format may say more.
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .build();

  // Spelled out because Jackson reads null for a list that is missing.
  public Manifest(
      int format,
      String collection,
      int shard,
      int shards,
      String indexVersion,
      long epoch,
      long checkpoint,
      long takenMillis,
      @Nullable String model,
      int dimension,
      @Nullable List<PublishedFile> files) {
    if (format < 1 || shards < 1 || shard < 0 || shard >= shards || files == null) {
      throw new IllegalArgumentException(
          "not a manifest: format %d, shard %d of %d".formatted(format, shard, shards));
    }
    this.format = format;
    this.collection = collection;
    this.shard = shard;
    this.shards = shards;
    this.indexVersion = indexVersion;
    this.epoch = epoch;
    this.checkpoint = checkpoint;
    this.takenMillis = takenMillis;
    this.model = model;
    this.dimension = dimension;
    this.files = List.copyOf(files);
  }

  /** The shard that it describes. */
  public ShardId shardId() {
    return new ShardId(collection, shard);
  }

  /** When the checkpoint was taken. */
  public Instant taken() {
    return Instant.ofEpochMilli(takenMillis);
  }

  /** As it is stored. */
  public byte[] toJson() {
    try {
      return JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(this);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a manifest is plain data", e);
    }
  }

  /**
   * Reads what {@link #toJson} wrote.
   *
   * @throws IOException when it is cut off, of a newer format, or no manifest
   */
  public static Manifest ofJson(byte[] json) throws IOException {
    Manifest manifest = JSON.readValue(json, Manifest.class);
    if (manifest.format > FORMAT) {
      throw new IOException(
          "the manifest has format %d and this release reads up to %d"
              .formatted(manifest.format, FORMAT));
    }
    return manifest;
  }
}
