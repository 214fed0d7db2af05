package org.gibsey.cdc;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.runtime.WorkerConfig;
import org.apache.kafka.connect.runtime.standalone.StandaloneConfig;
import org.apache.kafka.connect.storage.MemoryOffsetBackingStore;

/**
 * Keeps a connector's offsets in one JSON file that is replaced atomically.
 *
 * <p>Kafka's own file store rewrites its file in place: a kill at the wrong moment leaves half a
 * file, and the next start either fails or begins from nothing.
 */
public final class AtomicOffsetStore extends MemoryOffsetBackingStore {
  private static final ObjectMapper JSON = new ObjectMapper();

  private Path file = Path.of("offsets.json");

  /** Called by the engine through reflection. */
  public AtomicOffsetStore() {}

  @Override
  public void configure(WorkerConfig config) {
    super.configure(config);
    file = Path.of(config.getString(StandaloneConfig.OFFSET_STORAGE_FILE_FILENAME_CONFIG));
  }

  /**
   * Reads the file; a missing one is an empty store.
   *
   * @throws ConnectException if the file exists and is not what {@link #save} writes
   */
  @Override
  public void start() {
    super.start();
    try {
      Map<String, String> stored =
          JSON.readValue(Files.readAllBytes(file), new TypeReference<Map<String, String>>() {});
      data.clear();
      stored.forEach((key, value) -> data.put(bytes(key), bytes(value)));
    } catch (NoSuchFileException e) {
      data.clear();
    } catch (IOException e) {
      throw new ConnectException("The offsets in " + file + " cannot be read", e);
    }
  }

  @Override
  protected void save() {
    Map<String, String> stored = new TreeMap<>();
    data.forEach(
        (key, value) -> {
          if (key != null && value != null) {
            stored.put(text(key), text(value));
          }
        });
    try {
      AtomicFile.write(file, JSON.writeValueAsString(stored));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    } catch (IOException e) {
      throw new ConnectException("The offsets cannot be written to " + file, e);
    }
  }

  /** Only asked for by Kafka Connect's REST, which does not run here. */
  @Override
  public Set<Map<String, Object>> connectorPartitions(String connectorName) {
    return Set.of();
  }

  // Keys and values are JSON text: the engine serializes offsets with the JSON converter.
  private static ByteBuffer bytes(String text) {
    return ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
  }

  private static String text(ByteBuffer bytes) {
    return StandardCharsets.UTF_8.decode(bytes.duplicate()).toString();
  }
}
