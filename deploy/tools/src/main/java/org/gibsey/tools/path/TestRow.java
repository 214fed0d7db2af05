package org.gibsey.tools.path;

import com.datastax.oss.driver.api.core.CqlSession;
import java.security.SecureRandom;
import java.util.Random;

/**
 * A row of {@code gibsey.pages} that is nobody's page. Its texts hold made-up words that no other
 * text holds, so that a search for one finds this row or nothing.
 *
 * @param bookId a made-up book of its own
 * @param firstWord in the text of the insert
 * @param secondWord in the text of the update
 */
record TestRow(String bookId, int pageNum, String firstWord, String secondWord) {

  private static final int LETTERS = 14;

  static TestRow make() {
    Random random = new SecureRandom();
    String firstWord = word(random);
    return new TestRow("verification-" + firstWord, 1, firstWord, word(random));
  }

  private static String word(Random random) {
    StringBuilder word = new StringBuilder();
    // Consonants and vowels in turn: the tokenizers of search and model take it for a word.
    for (int letter = 0; letter < LETTERS; letter++) {
      String from = letter % 2 == 0 ? "bdfgklmnprtvz" : "aeiou";
      word.append(from.charAt(random.nextInt(from.length())));
    }
    return word.toString();
  }

  /** The row's key as it stands in the change events. */
  String key() {
    return "{\"book_id\":\"" + bookId + "\",\"page_num\":" + pageNum + "}";
  }

  /** Runs a statement that ends in the row's key, and says what it ran. */
  String execute(CqlSession session, String statement) {
    String whole = statement + " WHERE book_id = '" + bookId + "' AND page_num = " + pageNum;
    session.execute(whole);
    return whole;
  }

  String insert(CqlSession session, String text) {
    String whole =
        "INSERT INTO gibsey.pages (book_id, page_num, chapter, title, speaker, text) VALUES ('"
            + bookId
            + "', "
            + pageNum
            + ", 'Verification', 'A row on its way', 'Nobody', '"
            + text
            + "')";
    session.execute(whole);
    return whole;
  }
}
