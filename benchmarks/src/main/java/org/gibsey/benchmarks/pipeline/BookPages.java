package org.gibsey.benchmarks.pipeline;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.gibsey.benchmarks.embedding.BookText;
import org.gibsey.change.SourcePosition;
import org.gibsey.indexing.RawRecord;

/** Pages that nobody has written before, and the change events of their insertion. */
final class BookPages {
  private static final String BOOK = "benchmark";
  private static final String TOPIC = "gibsey.gibsey.pages";
  private static final int FEWEST_TOKENS = 100;
  private static final int MOST_TOKENS = 180;

  private BookPages() {}

  /**
   * A page.
   *
   * @param number number in the book, from 1
   * @param title its title
   * @param text 100 to 180 tokens
   */
  record Page(int number, String title, String text) {}

  /** Pages of a round; no two rounds share a text, which nothing may therefore have kept. */
  static List<Page> draw(BookText text, int count, int round, Random random) {
    List<Page> pages = new ArrayList<>(count);
    for (int number = 1; number <= count; number++) {
      String words = text.ofTokens(random.nextInt(FEWEST_TOKENS, MOST_TOKENS + 1), random);
      String mark = " Page %d, round %d, %x.".formatted(number, round, random.nextInt());
      pages.add(new Page(number, "A page of round " + round, words + mark));
    }
    return pages;
  }

  /** The insertion of a page as Debezium's connector for Cassandra writes it. */
  static RawRecord insertion(Page page) {
    JsonNodeFactory json = JsonNodeFactory.instance;
    ObjectNode key = json.objectNode().put("book_id", BOOK).put("page_num", page.number());
    ObjectNode after = json.objectNode();
    after.set("text", cell(page.text()));
    after.set("title", cell(page.title()));
    ObjectNode value = json.objectNode().put("ts_ms", 1).put("op", "i");
    value.set(
        "source",
        json.objectNode()
            .put("ts_us", page.number())
            .put("keyspace", "gibsey")
            .put("table", "pages"));
    value.set("after", after);
    return new RawRecord(
        new SourcePosition(TOPIC, 0, page.number()),
        key.toString().getBytes(UTF_8),
        value.toString().getBytes(UTF_8),
        false);
  }

  private static ObjectNode cell(String value) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("value", value)
        .putNull("deletion_ts")
        .put("set", true);
  }
}
