package org.gibsey.api.pages;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import org.gibsey.api.http.Problem;
import org.gibsey.api.http.ProblemType;

/**
 * Which page to write.
 *
 * @param bookId identifies the book
 * @param pageNum number of the page
 */
record PageAddress(String bookId, int pageNum) {
  /** Longest id of a book in UTF-16 units, as for searches. */
  static final int MAX_BOOK_ID = 200;

  /** Highest number of a page that can be written. */
  static final int MAX_PAGE = 1_000_000;

  private static final int REPLACEMENT = 0xFFFD;

  PageAddress {
    // A replacement character is what the server makes of bytes that are no UTF-8.
    if (bookId.isBlank()
        || bookId.length() > MAX_BOOK_ID
        || bookId.codePoints().anyMatch(c -> Character.isISOControl(c) || c == REPLACEMENT)) {
      throw new Problem(
          ProblemType.INVALID_VALUE,
          "The id of a book has 1 to "
              + MAX_BOOK_ID
              + " characters, none of them a control character, as percent-encoded UTF-8.");
    }
    if (pageNum < 0 || pageNum > MAX_PAGE) {
      throw new Problem(
          ProblemType.INVALID_VALUE, "Pages that are written have numbers from 0 to 1000000.");
    }
  }

  /** The page's key as the index knows it: its columns in their order, without spaces. */
  String rowKey() {
    return JsonNodeFactory.instance
        .objectNode()
        .put("book_id", bookId)
        .put("page_num", pageNum)
        .toString();
  }
}
