package org.gibsey.api.ask;

import com.fasterxml.jackson.databind.JsonNode;
import org.gibsey.api.ask.AnswerEvent.Citation;
import org.gibsey.api.ask.AnswerEvent.Source;
import org.gibsey.api.http.Json;
import org.gibsey.shard.PassageHit;
import org.jspecify.annotations.Nullable;

/** The page that a passage of the collection {@code pages} belongs to. */
public record PageOf(String bookId, int pageNum, @Nullable String title, @Nullable String speaker) {
  private static final double DIGITS = 10_000;

  public static PageOf hit(PassageHit hit) {
    JsonNode key = Json.tree(hit.rowKey());
    return new PageOf(
        key.path("book_id").asText(),
        key.path("page_num").asInt(),
        hit.fields().get("title"),
        hit.fields().get("speaker"));
  }

  /** This page as what an answer draws on. */
  public Source source(double score) {
    return new Source(bookId, pageNum, title, speaker, score);
  }

  /**
   * A quote from this page.
   *
   * @param n see {@link Citation#n}
   * @param start see {@link Citation#start}
   */
  public Citation citation(int n, String quote, int start, double score) {
    return new Citation(
        n,
        bookId,
        pageNum,
        title,
        speaker,
        quote,
        start,
        start + quote.length(),
        Math.round(score * DIGITS) / DIGITS);
  }
}
