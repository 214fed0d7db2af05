package org.gibsey.api.voice;

import java.util.regex.Pattern;
import org.gibsey.api.llm.VisibleText;

/** What was said, as it may stand in a prompt outside of data. */
final class Spoken {
  private static final Pattern MARKER = Pattern.compile(" ?[\\[【]\\s*\\^?\\d[\\d\\s,;^–-]*[]】]");

  private Spoken() {}

  /** A text without characters that nobody sees or of which servers make marks of roles. */
  static String plain(String text) {
    return VisibleText.of(text.replace('\t', ' ').replace("\r\n", "\n").replace('\r', '\n'))
        .replace('<', '‹')
        .replace('>', '›')
        .replace('[', '(')
        .replace(']', ')')
        .replace('|', '¦')
        .replace('`', '\'');
  }

  /** A reply without its citations, whose numbers meant passages of another turn. */
  static String uncited(String reply) {
    return MARKER.matcher(reply).replaceAll("");
  }
}
