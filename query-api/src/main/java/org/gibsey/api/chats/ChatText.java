package org.gibsey.api.chats;

import io.javalin.http.Context;
import java.util.regex.Pattern;
import org.gibsey.api.http.Problem;
import org.gibsey.api.http.ProblemType;
import org.jspecify.annotations.Nullable;

/** Checks what readers send. */
final class ChatText {
  /** Most UTF-16 units of a message. */
  static final int LONGEST_MESSAGE = 8_000;

  private static final int LONGEST_TITLE = 200;
  private static final Pattern NUMBER = Pattern.compile("[0-9]{1,10}");

  private ChatText() {}

  static String title(String text) {
    String title = text.strip();
    if (title.isEmpty() || title.length() > LONGEST_TITLE || hasControls(title)) {
      throw invalid("A title has 1 to " + LONGEST_TITLE + " characters on one line.");
    }
    requireUnicode(title);
    return title;
  }

  static String message(@Nullable String text) {
    if (text == null || text.isBlank()) {
      throw new Problem(ProblemType.EMPTY_QUERY, "Say something in 'message'.");
    }
    if (text.length() > LONGEST_MESSAGE) {
      throw invalid("'message' may have %d characters at most.".formatted(LONGEST_MESSAGE));
    }
    requireUnicode(text);
    return text.strip();
  }

  /** A number in the query of an address. */
  static int number(Context ctx, String name, int otherwise, int least, int most) {
    @Nullable String text = ctx.queryParam(name);
    if (text == null) {
      return otherwise;
    }
    if (NUMBER.matcher(text).matches()) {
      long number = Long.parseLong(text);
      if (number >= least && number <= most) {
        return (int) number;
      }
    }
    throw invalid("'%s' is a whole number from %d to %d.".formatted(name, least, most));
  }

  static Problem invalid(String detail) {
    return new Problem(ProblemType.INVALID_VALUE, detail);
  }

  private static boolean hasControls(String text) {
    return text.codePoints().anyMatch(java.lang.Character::isISOControl);
  }

  private static void requireUnicode(String text) {
    if (text.codePoints().anyMatch(ChatText::isNoCharacter)) {
      throw new Problem(ProblemType.INVALID_TEXT, "A surrogate stands alone in a text.");
    }
  }

  private static boolean isNoCharacter(int codePoint) {
    return (codePoint >= 0xD800 && codePoint <= 0xDFFF) || codePoint == 0;
  }
}
