package org.gibsey.cdc.mock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.connect.errors.ConnectException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class FileEventsTest {
  @TempDir private Path temp = Path.of("");

  private FileEvents file(int repeat, String... lines) throws IOException {
    return new FileEvents(Files.write(temp.resolve("events.jsonl"), List.of(lines)), repeat);
  }

  private static List<@Nullable Object> values(FileEvents events, long from) {
    List<@Nullable Object> values = new ArrayList<>();
    for (long number = from; ; number++) {
      MockEvent event = events.at(number);
      if (event == null) {
        return values;
      }
      values.add(event.value());
    }
  }

  @Test
  void readsAnyValue() throws IOException {
    FileEvents events =
        file(
            1,
            "{\"key\":{\"k\":1},\"value\":{\"a\":[1,2.5,true,null,\"x\"]}}",
            "",
            "{\"key\":{\"k\":1},\"value\":null}",
            "{\"key\":{\"k\":2},\"value\":\"text\",\"topic\":\"elsewhere\"}");

    MockEvent first = Objects.requireNonNull(events.at(0));
    assertThat(first.key()).isEqualTo(Map.of("k", 1L));
    assertThat(String.valueOf(first.value())).isEqualTo("{a=[1, 2.5, true, null, x]}");
    assertThat(first.topic()).isNull();
    MockEvent tombstone = Objects.requireNonNull(events.at(1));
    assertThat(tombstone.value()).isNull();
    MockEvent last = Objects.requireNonNull(events.at(2));
    assertThat(last.topic()).isEqualTo("elsewhere");
    assertThat(events.at(3)).isNull();
  }

  @Test
  void repeatsTheFileAndIsTakenUpAnywhere() throws IOException {
    String[] lines = {"{\"key\":{},\"value\":0}", "{\"key\":{},\"value\":1}"};

    assertThat(values(file(3, lines), 0)).containsExactly(0L, 1L, 0L, 1L, 0L, 1L);
    assertThat(values(file(3, lines), 3)).containsExactly(1L, 0L, 1L);
    assertThat(values(file(0), 0)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "secret",
        "{\"secret\":",
        "{\"key\":\"secret\",\"value\":1}",
        "{\"key\":{\"k\":\"secret\"}}",
        "{\"key\":{},\"value\":1} secret",
        "{\"key\":{},\"value\":1,\"topic\":{\"secret\":1}}",
        "{\"key\":{\"secret\":99999999999999999999},\"value\":1}"
      })
  void namesTheLineThatIsWrongAndNotItsContent(String line) throws IOException {
    FileEvents events = file(1, "{\"key\":{},\"value\":1}", line);
    assertThat(events.at(0)).isNotNull();

    assertThatThrownBy(() -> events.at(1))
        .isInstanceOf(ConnectException.class)
        .hasMessageContaining("Line 2 of")
        .hasMessageNotContaining("secret");
  }
}
