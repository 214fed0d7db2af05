package org.gibsey.shard;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

/**
 * Says where a shard is served from now on.
 *
 * @param shard the shard
 * @param shards number of shards that the collection has, more than {@code shard.shard()}
 * @param indexVersion the index that the shard belongs to: an opaque text, the same for all shards
 *     that were built together; empty when its server is of a release that did not tell
 * @param host address of the server
 * @param port port of the server, 1 to 65535
 */
public record Announcement(ShardId shard, int shards, String indexVersion, String host, int port) {
  private static final ObjectMapper JSON = new ObjectMapper();

  public Announcement {
    if (shards <= shard.shard()) {
      throw new IllegalArgumentException(shard + " can't be one of " + shards + " shards");
    }
    if (host.isBlank()) {
      throw new IllegalArgumentException("host must not be empty");
    }
    if (port < 1 || port > 65_535) {
      throw new IllegalArgumentException("port must be 1 to 65535, not " + port);
    }
  }

  /** Whether shards of both may stand in one answer. */
  boolean isOfTheSameIndexAs(Announcement other) {
    return shards == other.shards && indexVersion.equals(other.indexVersion);
  }

  /** The value of the announcement's record. */
  public String toJson() {
    return JSON.createObjectNode()
        .put("collection", shard.collection())
        .put("shard", shard.shard())
        .put("shards", shards)
        .put("indexVersion", indexVersion)
        .put("host", host)
        .put("port", port)
        .toString();
  }

  /**
   * Reads what {@link #toJson} wrote; unknown properties are ignored.
   *
   * @throws IllegalArgumentException when the text is something else
   */
  public static Announcement ofJson(String json) {
    JsonNode object;
    try {
      object = JSON.readTree(json);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("an announcement must be a JSON object", e);
    }
    return new Announcement(
        new ShardId(property(object, "collection").asText(), property(object, "shard").asInt(-1)),
        property(object, "shards").asInt(-1),
        object.path("indexVersion").asText(""),
        property(object, "host").asText(),
        property(object, "port").asInt(-1));
  }

  private static JsonNode property(JsonNode object, String name) {
    JsonNode value = object.get(name);
    if (value == null || !value.isValueNode()) {
      throw new IllegalArgumentException("an announcement must have the property " + name);
    }
    return value;
  }
}
