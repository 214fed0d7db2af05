package org.gibsey.benchmarks.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.gibsey.benchmarks.embedding.BookText;
import org.gibsey.benchmarks.pipeline.BookPages.Page;
import org.gibsey.change.ChangeDecoder;
import org.gibsey.change.ChangeEvent;
import org.gibsey.change.DecodeResult;
import org.gibsey.change.DecodeResult.Decoded;
import org.gibsey.collection.Collections;
import org.gibsey.indexing.RawRecord;
import org.junit.jupiter.api.Test;

final class BookPagesTest {
  private static final Path BOOK = Path.of("..", "deploy", "demo");

  @Test
  void areChangeEventsThatTheStreamUnderstands() {
    Page page = new Page(7, "A \"title\"", "Salt\nand water.");
    RawRecord event = BookPages.insertion(page);
    DecodeResult result =
        new ChangeDecoder(Collections.load(null))
            .decode(event.key(), event.value(), event.source());
    assertThat(result).isInstanceOf(Decoded.class);
    ChangeEvent change = ((Decoded) result).event();
    assertThat(change.rowKey()).isEqualTo("{\"book_id\":\"benchmark\",\"page_num\":7}");
    assertThat(change.cells())
        .extracting(cell -> cell.column() + "=" + cell.value())
        .contains("title=A \"title\"", "text=Salt\nand water.");
  }

  @Test
  void neverRepeatAText() throws Exception {
    BookText text = BookText.read(BOOK);
    Random random = new Random(13);
    Set<String> seen = new HashSet<>();
    for (int round = 0; round < 3; round++) {
      List<Page> pages = BookPages.draw(text, 200, round, random);
      assertThat(pages).allMatch(page -> seen.add(page.text()));
    }
  }
}
