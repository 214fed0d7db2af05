package org.gibsey.shard;

import java.io.Serializable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The ports that a server may take; it takes the first free one.
 *
 * @param first lowest port, 1 to 65535, or 0 together with {@code last} for any free port
 * @param last highest port, inclusive
 */
public record PortRange(int first, int last) implements Serializable {
  /** Whatever port is free. */
  public static final PortRange ANY = new PortRange(0, 0);

  private static final Pattern SYNTAX = Pattern.compile("(\\d{1,5})(?:-(\\d{1,5}))?");
  private static final int HIGHEST = 65_535;

  public PortRange {
    boolean any = first == 0 && last == 0;
    if (!any && (first < 1 || last > HIGHEST || first > last)) {
      throw new IllegalArgumentException(
          "ports must be 0 (any) or a range within 1-65535, not " + first + "-" + last);
    }
  }

  /**
   * Reads {@code 9100-9119}, {@code 9100}, or {@code 0} for any free port.
   *
   * @throws IllegalArgumentException when the text is none of these
   */
  public static PortRange parse(String text) {
    Matcher matcher = SYNTAX.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException(
          "ports must read like 9100-9119, 9100 or 0 (any), not '" + text + "'");
    }
    int first = Integer.parseInt(matcher.group(1));
    String last = matcher.group(2);
    return new PortRange(first, last == null ? first : Integer.parseInt(last));
  }

  @Override
  public String toString() {
    return first == last ? Integer.toString(first) : first + "-" + last;
  }
}
