package org.gibsey.tools.cql;

import static org.assertj.core.api.Assertions.assertThat;

import com.datastax.oss.driver.api.core.data.CqlVector;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class RowJsonTest {

  private static String json(@Nullable Object value) {
    JsonNode node = new ObjectMapper().valueToTree(RowJson.plain(value));
    return node.toString();
  }

  @Test
  void keepsNumbersBooleansAndAbsentValues() {
    assertThat(json(12)).isEqualTo("12");
    assertThat(json(0.5f)).isEqualTo("0.5");
    assertThat(json(true)).isEqualTo("true");
    assertThat(json(null)).isEqualTo("null");
  }

  @Test
  void writesCollectionsAndVectorsAsArrays() {
    assertThat(json(List.of("a", "b"))).isEqualTo("[\"a\",\"b\"]");
    assertThat(json(Set.of(1))).isEqualTo("[1]");
    assertThat(json(CqlVector.newInstance(1.0f, -0.5f))).isEqualTo("[1.0,-0.5]");
  }

  @Test
  void writesMapsAsObjectsWhateverTheirKeys() {
    assertThat(json(Map.of(7, List.of(true)))).isEqualTo("{\"7\":[true]}");
  }

  @Test
  void writesBytesAsCqlDoes() {
    assertThat(json(ByteBuffer.wrap(new byte[] {0, (byte) 0xCA, (byte) 0xFE})))
        .isEqualTo("\"0x00cafe\"");
  }

  @Test
  void writesTimesAsText() {
    assertThat(json(Instant.parse("2026-01-02T03:04:05Z"))).isEqualTo("\"2026-01-02T03:04:05Z\"");
  }

  @Test
  void writesWhatJsonHasNoNumberForAsText() {
    assertThat(json(Double.NaN)).isEqualTo("\"NaN\"");
    assertThat(json(Float.POSITIVE_INFINITY)).isEqualTo("\"Infinity\"");
  }
}
