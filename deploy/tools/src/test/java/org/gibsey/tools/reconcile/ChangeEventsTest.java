package org.gibsey.tools.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class ChangeEventsTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @Test
  void makesOneEventOfEachWriteTimeWithTheCellsOfThatTimeOnly() throws IOException {
    List<ChangeRecord> events =
        Pages.EVENTS.ofRow(Pages.row("text=Gulls@30", "title=Birds@20", "chapter=One@30"));
    assertThat(events).hasSize(2);
    JsonNode older = value(events.get(0));
    assertThat(older.path("source").path("ts_us").asLong()).isEqualTo(20);
    assertThat(older.path("after").path("title").path("value").asText()).isEqualTo("Birds");
    assertThat(older.path("after").path("text").isNull()).isTrue();
    JsonNode newer = value(events.get(1));
    assertThat(newer.path("source").path("ts_us").asLong()).isEqualTo(30);
    assertThat(newer.path("after").path("text").path("value").asText()).isEqualTo("Gulls");
    assertThat(newer.path("after").path("chapter").path("value").asText()).isEqualTo("One");
    assertThat(newer.path("after").path("title").isNull()).isTrue();
  }

  @Test
  void saysWhereTheEventsComeFrom() throws IOException {
    JsonNode event = value(Pages.EVENTS.ofRow(Pages.row("text=Gulls@30")).get(0));
    assertThat(event.path("source").path("name").asText()).isEqualTo("reconcile");
    assertThat(event.path("op").asText()).isEqualTo("u");
  }

  @Test
  void deletesARowAsTheConnectorDoesWithATombstoneBehind() throws IOException {
    List<ChangeRecord> events = Pages.EVENTS.deletion(Pages.row().key(), 30);
    JsonNode delete = value(events.get(0));
    assertThat(delete.path("op").asText()).isEqualTo("d");
    assertThat(delete.path("source").path("ts_us").asLong()).isEqualTo(30);
    assertThat(delete.path("after").path("text").path("value").isNull()).isTrue();
    assertThat(events.get(1).value()).isNull();
    assertThat(events.get(1).key()).isEqualTo(events.get(0).key());
  }

  @Test
  void deletesColumnsAndTouchesNoOther() throws IOException {
    JsonNode event = value(Pages.EVENTS.withoutColumns(Pages.row().key(), Set.of("chapter"), 30));
    assertThat(event.path("after").path("chapter").path("value").isNull()).isTrue();
    assertThat(event.path("after").path("chapter").path("set").asBoolean()).isTrue();
    assertThat(event.path("after").path("text").isNull()).isTrue();
  }

  private static JsonNode value(ChangeRecord record) throws IOException {
    return JSON.readTree(record.value());
  }
}
