package org.gibsey.benchmarks.retrieval;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.gibsey.benchmarks.GoldenSet;

/** The golden questions of a book as a test set: its pages are the documents. */
final class DemoBook {
  private DemoBook() {}

  /**
   * Reads {@code pages.jsonl} and {@code golden.jsonl} of a book's folder.
   *
   * @throws TestSetException when a page cannot be understood
   * @throws IOException when a file cannot be read
   */
  static TestSet read(Path folder) throws IOException {
    List<JudgedDocument> pages = new ArrayList<>();
    JsonLines.read(
        folder.resolve("pages.jsonl"),
        (page, place) ->
            pages.add(
                new JudgedDocument(
                    page.path("page_num").asText(),
                    place.required(page, "title"),
                    place.required(page, "text"))));
    GoldenSet golden = GoldenSet.load(folder);
    List<JudgedQuery> queries = new ArrayList<>();
    for (GoldenSet.Question question : golden.questions()) {
      Map<String, Integer> relevance = new LinkedHashMap<>();
      question.pages().forEach(page -> relevance.put(page.toString(), 1));
      queries.add(
          new JudgedQuery(Integer.toString(queries.size()), question.question(), relevance));
    }
    return new TestSet(golden.bookId(), pages, queries);
  }
}
