package org.gibsey.tools.letters;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

final class LetterTest {
  @Test
  void readsALetterOfTheJob() {
    Letter letter =
        letter(
            "{\"reason\":\"MALFORMED_EVENT\",\"detail\":\"key is missing\",\"topic\":\"t\","
                + "\"partition\":2,\"offset\":7,\"row_key\":null,\"at\":\"2026-01-31T12:00:00Z\","
                + "\"key_base64\":null,\"value_base64\":\"eyI=\"}");
    assertThat(letter.number()).isEqualTo(3);
    assertThat(letter.place()).isEqualTo(new RecordPlace("t", 2, 7));
    assertThat(letter.at()).isEqualTo(Instant.parse("2026-01-31T12:00:00Z"));
    assertThat(letter.key()).isNull();
    assertThat(letter.value()).isEqualTo("{\"".getBytes(UTF_8));
    assertThat(LetterText.whole(letter)).contains("value    {\"").contains("record   t/2/7");
  }

  @Test
  void readsALetterOfTheAgentThatIsAboutNoRecord() {
    Letter letter =
        letter(
            "{\"reason\":\"EVENT_TOO_LARGE\",\"detail\":\"d\",\"topic\":\"t\",\"partition\":null,"
                + "\"offset\":null,\"row_key\":\"{}\",\"at\":\"2026-01-31T12:00:00Z\","
                + "\"key_base64\":\"e30=\",\"value_base64\":null}");
    assertThat(letter.topic()).isEqualTo("t");
    assertThat(letter.place()).isNull();
    assertThat(letter.value()).isNull();
  }

  @Test
  void showsWhatIsNoLetterRatherThanFailing() {
    for (String text : new String[] {"no JSON", "{}", "", "{\"reason\":\"X\",\"at\":\"noon\"}"}) {
      assertThat(letter(text).reason()).as(text).isEqualTo(Letter.UNREADABLE);
    }
  }

  private static Letter letter(String value) {
    return Letter.of(new ConsumerRecord<>("letters", 0, 3, null, value.getBytes(UTF_8)));
  }
}
