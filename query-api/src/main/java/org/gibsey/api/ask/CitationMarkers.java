package org.gibsey.api.ask;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds the markers {@code [n]} in a text that comes in pieces, wherever the pieces end, and takes
 * out those of sources that were not given. Belongs to one thread.
 */
final class CitationMarkers {
  /** Told of what is found, in the order of the text. */
  interface Listener {
    void text(String text);

    /** A marker of a given source, whose text is not told. */
    void cited(int source);
  }

  private static final int LONGEST = 40;
  private static final Pattern NUMBERS =
      Pattern.compile("\\s*\\^?\\d{1,9}(\\s*[,;–-]\\s*\\^?\\d{1,9})*\\s*");
  private static final Pattern NUMBER = Pattern.compile("\\d{1,9}");

  private final int sources;
  private final Listener listener;
  private final StringBuilder plain = new StringBuilder();
  private final StringBuilder held = new StringBuilder();
  private boolean open;

  /**
   * Markers.
   *
   * @param sources number of given sources, which count from 1
   */
  CitationMarkers(int sources, Listener listener) {
    this.sources = sources;
    this.listener = listener;
  }

  void next(String piece) {
    for (int i = 0; i < piece.length(); i++) {
      step(piece.charAt(i));
    }
    flush();
  }

  /** The text is over. */
  void end() {
    release();
    flush();
  }

  private void step(char unit) {
    if (unit == '[' || unit == '【') {
      if (open) {
        release();
      }
      open = true;
      held.append(unit);
    } else if (open && (unit == ']' || unit == '】')) {
      held.append(unit);
      close();
    } else if (open) {
      held.append(unit);
      if (held.length() > LONGEST) {
        release();
      }
    } else if (unit == ' ') {
      release();
      // A marker that is taken out takes the space before it along.
      held.append(unit);
    } else {
      release();
      plain.append(unit);
    }
  }

  private void close() {
    int bracket = held.charAt(0) == ' ' ? 1 : 0;
    String inside = held.substring(bracket + 1, held.length() - 1);
    if (!NUMBERS.matcher(inside).matches()) {
      release();
      return;
    }
    boolean space = bracket == 1;
    held.setLength(0);
    open = false;
    Matcher number = NUMBER.matcher(inside);
    while (number.find()) {
      int source = Integer.parseInt(number.group());
      if (source >= 1 && source <= sources) {
        if (space) {
          plain.append(' ');
          space = false;
        }
        flush();
        listener.cited(source);
      }
    }
  }

  private void release() {
    plain.append(held);
    held.setLength(0);
    open = false;
  }

  private void flush() {
    if (!plain.isEmpty()) {
      String text = plain.toString();
      plain.setLength(0);
      listener.text(text);
    }
  }
}
