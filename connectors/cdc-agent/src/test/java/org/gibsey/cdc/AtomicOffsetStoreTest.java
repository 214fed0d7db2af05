package org.gibsey.cdc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.debezium.embedded.EmbeddedWorkerConfig;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.connect.errors.ConnectException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class AtomicOffsetStoreTest {
  private static final ByteBuffer KEY = bytes("[\"c\",{\"node\":\"1\"}]");

  private Path file = Path.of("");

  @BeforeEach
  void file(@TempDir Path folder) {
    file = folder.resolve("offsets.json");
  }

  private static ByteBuffer bytes(String text) {
    return ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
  }

  private AtomicOffsetStore store() {
    Map<String, String> config = new HashMap<>();
    config.put("name", "c");
    config.put("offset.storage.file.filename", file.toString());
    AtomicOffsetStore store = new AtomicOffsetStore();
    store.configure(new EmbeddedWorkerConfig(config));
    store.start();
    return store;
  }

  @Test
  void keepsOffsetsOverARestart() throws Exception {
    ByteBuffer value = bytes("{\"pos\":\"é 1\"}");
    AtomicOffsetStore first = store();
    first.set(Map.of(KEY, value), (error, result) -> {}).get(10, TimeUnit.SECONDS);
    first.stop();

    AtomicOffsetStore second = store();
    assertThat(second.get(List.of(KEY)).get(10, TimeUnit.SECONDS)).containsEntry(KEY, value);
    second.stop();
  }

  @Test
  void refusesAFileItHasNotWritten() throws Exception {
    Files.writeString(file, "{\"half");

    assertThatThrownBy(this::store)
        .isInstanceOf(ConnectException.class)
        .hasMessageContaining(file.toString());
  }
}
