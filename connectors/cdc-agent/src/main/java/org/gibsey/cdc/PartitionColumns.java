package org.gibsey.cdc;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.utils.Utils;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.header.ConnectHeaders;
import org.apache.kafka.connect.header.Headers;

/**
 * The columns of a record's key that decide its Kafka partition, instead of the whole key.
 *
 * <p>A deletion of a Cassandra partition, or of a range of it, has another key than the rows that
 * it reaches. With all of them in one Kafka partition their order is that of the topic, and a
 * replay sees them as they were seen before.
 *
 * @param names the columns in their order, at least one
 */
public record PartitionColumns(List<String> names) {
  /** Header of a source record that names the columns, separated by commas. */
  public static final String HEADER = "gibsey.partition.columns";

  private static final ObjectMapper JSON = new ObjectMapper();

  public PartitionColumns {
    names = List.copyOf(names);
  }

  /** Headers for a source record whose partition is decided by these columns. */
  public static Headers header(Collection<String> names) {
    return new ConnectHeaders().addString(HEADER, String.join(",", names));
  }

  /**
   * From the value of the header as the engine hands it out.
   *
   * @param value a JSON string
   * @throws ConnectException if it is not
   */
  static PartitionColumns ofJson(String value) {
    try {
      return new PartitionColumns(List.of(JSON.readValue(value, String.class).split(",", -1)));
    } catch (JsonProcessingException e) {
      throw new ConnectException("The header " + HEADER + " is not a JSON string", e);
    }
  }

  /**
   * The partition of a record: Kafka's own hash over the compact JSON object of these columns.
   *
   * @param key JSON object of the record's key
   * @param partitions how many the topic has, at least 1
   * @return empty when the key is no object or lacks one of the columns
   */
  Optional<Integer> partition(String key, int partitions) {
    ObjectNode chosen = JSON.createObjectNode();
    try {
      JsonNode columns = JSON.readTree(key);
      for (String name : names) {
        if (!columns.hasNonNull(name)) {
          return Optional.empty();
        }
        chosen.set(name, columns.get(name));
      }
    } catch (JsonProcessingException e) {
      return Optional.empty();
    }
    byte[] bytes = chosen.toString().getBytes(StandardCharsets.UTF_8);
    return Optional.of(Utils.toPositive(Utils.murmur2(bytes)) % partitions);
  }
}
