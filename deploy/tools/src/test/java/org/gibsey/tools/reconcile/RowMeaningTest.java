package org.gibsey.tools.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.Map;
import org.gibsey.text.TextHash;
import org.junit.jupiter.api.Test;

final class RowMeaningTest {
  @Test
  void isTheContentWithTheNewestWriteTimeOfItsValues() {
    assertThat(Pages.meaning(Pages.row("text=Gulls@30", "title=Birds@20", "chapter=One@40")))
        .contains(
            new SearchableRow(
                Pages.KEY, 40, TextHash.of("Birds", "Gulls"), Map.of("chapter", "One")));
  }

  @Test
  void isNothingWithoutText() {
    assertThat(Pages.meaning(Pages.row("title=Birds@20"))).isEmpty();
    assertThat(Pages.meaning(Pages.row("text= @20"))).isEmpty();
    assertThat(Pages.meaning(Pages.row())).isEmpty();
  }

  @Test
  void isNothingWhenTheTextIsTooLong() {
    assertThat(Pages.meaning(Pages.row("text=" + "x".repeat(101) + "@20"))).isEmpty();
  }

  @Test
  void isNothingOnceTheTimeToLiveIsOver() {
    long end = Pages.NOW * 1_000_000;
    assertThat(Pages.meaning(expiring(end))).isEmpty();
    assertThat(Pages.meaning(expiring(end + 1_000_000))).isPresent();
  }

  private static SourceRow expiring(long atMicros) {
    SourceCell text = new SourceCell(JsonNodeFactory.instance.textNode("Gulls"), 20, atMicros);
    return new SourceRow(Pages.row().key(), Map.of("text", text));
  }
}
