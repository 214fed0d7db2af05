package org.gibsey.api.retrieve;

import java.util.Map;
import org.gibsey.change.SourcePosition;
import org.gibsey.row.Passage;
import org.gibsey.shard.PassageHit;

/** Passages of texts. */
public final class Hits {
  private Hits() {}

  /** The passage of a page's text from {@code start} to {@code end}. */
  public static PassageHit hit(int page, String text, int start, int end, double score) {
    return new PassageHit(
        "{\"book_id\":\"b\",\"page_num\":" + page + "}",
        score,
        null,
        null,
        new Passage(0, start, end, text.substring(start, end)),
        Map.of("title", "Page " + page),
        new SourcePosition("topic", 0, page),
        1,
        "hash-" + page,
        "m");
  }
}
