package org.gibsey.tools.cql;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.gibsey.tools.ToolException;

/**
 * Cuts a text into CQL statements at the semicolons that end one: not those in strings, quoted
 * names, {@code $$} strings, comments or batches. Comments are dropped; the last statement needs no
 * semicolon.
 */
final class StatementSplitter {

  private final String text;
  private final List<String> statements = new ArrayList<>();
  private final StringBuilder statement = new StringBuilder();
  private int at;

  private StatementSplitter(String text) {
    this.text = text;
  }

  /**
   * @throws ToolException if a string or a comment has no end
   */
  static List<String> split(String text) {
    return new StatementSplitter(text).run();
  }

  private List<String> run() {
    while (at < text.length()) {
      if (text.startsWith("--", at) || text.startsWith("//", at)) {
        int end = text.indexOf('\n', at);
        at = end < 0 ? text.length() : end;
      } else if (text.startsWith("/*", at)) {
        at = endOf("*/", at + 2, "comment");
        statement.append(' ');
      } else if (text.startsWith("$$", at)) {
        copyUntil(endOf("$$", at + 2, "string"));
      } else if (text.charAt(at) == '\'' || text.charAt(at) == '"') {
        // A quote inside is written twice, which reads as the end of one string and the next.
        copyUntil(endOf(text.substring(at, at + 1), at + 1, "string or name"));
      } else if (text.charAt(at) == ';' && !insideBatch()) {
        finish();
        at++;
      } else {
        statement.append(text.charAt(at++));
      }
    }
    finish();
    return List.copyOf(statements);
  }

  /** Position just after the next {@code mark}. */
  private int endOf(String mark, int from, String what) {
    int end = text.indexOf(mark, from);
    if (end < 0) {
      long line = text.substring(0, at).lines().count();
      throw new ToolException(
          "the " + what + " that begins in line " + Math.max(1, line) + " has no end");
    }
    return end + mark.length();
  }

  private void copyUntil(int end) {
    statement.append(text, at, end);
    at = end;
  }

  private boolean insideBatch() {
    String words = statement.toString().strip().toUpperCase(Locale.ROOT);
    return words.startsWith("BEGIN") && !words.matches("(?s).*\\bAPPLY\\s+BATCH");
  }

  private void finish() {
    String done = statement.toString().strip();
    if (!done.isEmpty()) {
      statements.add(done);
    }
    statement.setLength(0);
  }
}
