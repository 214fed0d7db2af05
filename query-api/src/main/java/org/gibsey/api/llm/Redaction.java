package org.gibsey.api.llm;

import java.util.List;

/**
 * Takes strings that must not leave out of a text that comes in pieces, wherever the pieces end.
 * Upper and lower case are the same, and characters that nobody sees are taken out before. Belongs
 * to one thread.
 */
public final class Redaction {
  private static final String INSTEAD = "…";

  /** An end of a text that is this much of a secret, in UTF-16 units, is one. */
  private static final int TELLING = 8;

  private final List<String> secrets;
  private final StringBuilder held = new StringBuilder();

  /**
   * A redaction.
   *
   * @param secrets what must not leave; empty ones are ignored
   */
  public Redaction(List<String> secrets) {
    this.secrets = secrets.stream().filter(secret -> !secret.isEmpty()).toList();
  }

  /** What may leave after one more piece; what may become a secret is held back. */
  public String next(String piece) {
    held.append(VisibleText.of(piece));
    String text = held.toString();
    StringBuilder out = new StringBuilder();
    int at = 0;
    while (at < text.length()) {
      if (mayBecomeSecret(text, at)) {
        break;
      }
      int secret = secretAt(text, at);
      if (secret > 0) {
        out.append(INSTEAD);
        at += secret;
      } else {
        out.append(text.charAt(at));
        at++;
      }
    }
    held.setLength(0);
    held.append(text, at, text.length());
    return out.toString();
  }

  /** What was held back at the end of the text, unless it tells too much. */
  public String rest() {
    String text = held.toString();
    held.setLength(0);
    return text.length() >= TELLING ? INSTEAD : text;
  }

  private int secretAt(String text, int at) {
    int longest = 0;
    for (String secret : secrets) {
      if (secret.length() > longest && text.regionMatches(true, at, secret, 0, secret.length())) {
        longest = secret.length();
      }
    }
    return longest;
  }

  private boolean mayBecomeSecret(String text, int at) {
    int left = text.length() - at;
    for (String secret : secrets) {
      if (secret.length() > left && text.regionMatches(true, at, secret, 0, left)) {
        return true;
      }
    }
    return false;
  }
}
