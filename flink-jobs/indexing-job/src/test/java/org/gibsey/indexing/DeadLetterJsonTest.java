package org.gibsey.indexing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import org.gibsey.change.SourcePosition;
import org.junit.jupiter.api.Test;

final class DeadLetterJsonTest {
  private static final SourcePosition SOURCE = new SourcePosition("gibsey.gibsey.pages", 3, 41);

  @Test
  void writesEveryKeyOfTheFormat() {
    DeadLetter letter =
        new DeadLetter(
            DeadLetterReason.MALFORMED_EVENT,
            "value is not valid UTF-8",
            SOURCE,
            null,
            1_700_000_000_123L,
            "k".getBytes(UTF_8),
            new byte[] {(byte) 0xC3});

    assertThat(new String(DeadLetterJson.of(letter), UTF_8))
        .isEqualTo(
            """
            {"reason":"MALFORMED_EVENT","detail":"value is not valid UTF-8",\
            "topic":"gibsey.gibsey.pages","partition":3,"offset":41,"row_key":null,\
            "at":"2023-11-14T22:13:20.123Z","key_base64":"aw==","value_base64":"ww=="}""");
  }

  @Test
  void leavesOutBytesThatWouldNotFitAMessage() throws IOException {
    DeadLetter letter =
        new DeadLetter(
            DeadLetterReason.MALFORMED_EVENT,
            "detail",
            SOURCE,
            "{}",
            0,
            null,
            new byte[DeadLetterJson.MOST_BYTES + 1]);

    JsonNode json = new JsonMapper().readTree(DeadLetterJson.of(letter));

    assertThat(json.get("value_base64").isNull()).isTrue();
    assertThat(json.get("row_key").textValue()).isEqualTo("{}");
  }
}
